export { DocumentLanguageQuery } from './document-language.dto.js';
export { DocumentsModule } from './documents.module.js';
export { DocumentRenderer, type DocumentTemplate } from './document-renderer.js';
export { letterhead } from './letterhead.template.js';
export {
  documentLanguages,
  getPageTexts,
  RecordDocuments,
  type DocumentLanguage,
  type DocumentRow,
  type Letterhead,
  type RecordDocument,
  type RecordSection,
} from './record-documents.js';
