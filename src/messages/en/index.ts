/** The English texts, a file a feature. A text is an ICU message; the compiler reads its arguments. */
import { codes } from './codes.js';
import { consultationDocument } from './consultation-document.js';
import { documents } from './documents.js';
import { planDocument } from './plan-document.js';
import { treatments } from './treatments.js';

export const en = {
  codes,
  'consultation-document': consultationDocument,
  documents,
  'plan-document': planDocument,
  treatments,
} as const;
