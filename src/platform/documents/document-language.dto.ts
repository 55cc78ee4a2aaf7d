import { documentLanguages, type DocumentLanguage } from './record-documents.js';
import { OneOf, Optional } from '../http/index.js';

/** The language of a document. */
export class DocumentLanguageQuery {
  /**
   * The language of the document’s own words. Words that people wrote stay in their language. Left out, it is the language that `Accept-Language` prefers, or
   * English.
   */
  @Optional() @OneOf(documentLanguages) language?: DocumentLanguage;
}
