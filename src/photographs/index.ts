export { PhotographsModule } from './photographs.module.js';
export { PhotographsService } from './photographs.service.js';
export { photographRegions, type PhotographRegion, type PhotographResponse } from './photograph.dto.js';
