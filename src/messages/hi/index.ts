/** The Hindi texts. They await review by a clinician who speaks it. */
import { planDocument } from './plan-document.js';
import { treatments } from './treatments.js';

export const hi = {
  'plan-document': planDocument,
  treatments,
};
