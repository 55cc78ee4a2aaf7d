export { ProductsModule } from './products.module.js';
export { ProductsService, type ProductContents } from './catalogue/products.service.js';
export { UsageService, type Usage } from './usage.service.js';
export { UsedProduct } from './usage.dto.js';
export { productExamples } from './products.examples.js';
