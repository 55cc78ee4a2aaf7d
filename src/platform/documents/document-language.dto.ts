import { documentLanguages, type DocumentLanguage } from './record-documents.js';
import { OneOf, Optional } from '../http/index.js';

/** In which language a document speaks. */
export class DocumentLanguageQuery {
  /**
   * The language of the document’s own words; what people wrote stands in the language in which they wrote it. When it is left out, the one that
   * `Accept-Language` prefers, or English.
   */
  @Optional() @OneOf(documentLanguages) language?: DocumentLanguage;
}
