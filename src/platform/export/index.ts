export { everyPage } from './every-page.js';
export type { ExportSections } from './sections.js';
