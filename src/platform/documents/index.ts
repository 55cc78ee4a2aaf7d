export { DocumentsModule } from './documents.module.js';
export { DocumentRenderer, type DocumentTemplate } from './document-renderer.js';
export { letterhead } from './letterhead.template.js';
export { RecordDocuments, type DocumentLanguage, type RecordDocument, type RecordSection } from './record-documents.js';
