/** The English texts, a file a feature. A text is an ICU message; the compiler reads its arguments. */
import { planDocument } from './plan-document.js';
import { treatments } from './treatments.js';

export const en = {
  'plan-document': planDocument,
  treatments,
} as const;
