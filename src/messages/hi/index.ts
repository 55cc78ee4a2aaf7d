/** The Hindi texts. They await review by a clinician who speaks it. */
import { codes } from './codes.js';
import { consultationDocument } from './consultation-document.js';
import { documents } from './documents.js';
import { planDocument } from './plan-document.js';
import { treatments } from './treatments.js';

export const hi = {
  codes,
  'consultation-document': consultationDocument,
  documents,
  'plan-document': planDocument,
  treatments,
};
