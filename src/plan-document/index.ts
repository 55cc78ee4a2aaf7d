export { PlanDocumentModule } from './plan-document.module.js';
