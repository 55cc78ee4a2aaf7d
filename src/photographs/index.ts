export { PhotographsModule } from './photographs.module.js';
export { PhotographsService } from './photographs.service.js';
export { ShownPhotographs } from './publications/shown-photographs.js';
export type { PhotographPublicationResponse } from './publications/publication.dto.js';
export type { PhotographResponse } from './photograph.dto.js';
export { angles, photographRegions, type Angle, type PhotographRegion } from './domain/photograph.js';
export { PhotographSections } from './export/sections.js';
