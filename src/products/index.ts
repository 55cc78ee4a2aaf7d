export { ProductsModule } from './products.module.js';
export { productCorrected, type ProductCorrected } from './catalogue/product-corrected.js';
export { ProductsService, type ProductContents } from './catalogue/products.service.js';
export { UsageService, type Usage } from './usage.service.js';
export { RecallsService } from './recalls/recalls.service.js';
export type { ReversedUse } from './recalls/exposures.repository.js';
export type { PatientExposure } from './recalls/recall.dto.js';
export { UsedProduct } from './usage.dto.js';
export { productExamples } from './products.examples.js';
