export { PhotographsModule } from './photographs.module.js';
export { PhotographsService } from './photographs.service.js';
export { angles, photographRegions, type Angle, type PhotographRegion, type PhotographResponse } from './photograph.dto.js';
