export { readEveryPage } from './every-page.js';
export type { ExportSections } from './sections.js';
