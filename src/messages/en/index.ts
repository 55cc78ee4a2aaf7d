/** The English texts, a file a feature. A text is an ICU message; the compiler reads its arguments. */
import { account } from './account.js';
import { careInstructions } from './care-instructions.js';
import { calendars } from './calendars.js';
import { care } from './care.js';
import { checks } from './checks.js';
import { codes } from './codes.js';
import { consultationDocument } from './consultation-document.js';
import { documents } from './documents.js';
import { mails } from './mails.js';
import { pages } from './pages.js';
import { planDocument } from './plan-document.js';
import { problems } from './problems.js';
import { publicPages } from './public-pages.js';
import { recordDocument } from './record-document.js';
import { recordTerms } from './record-terms.js';
import { rules } from './rules.js';
import { screens } from './screens.js';
import { smart } from './smart.js';
import { treatments } from './treatments.js';

export const en = {
  account,
  calendars,
  care,
  'care-instructions': careInstructions,
  checks,
  codes,
  'consultation-document': consultationDocument,
  documents,
  mails,
  pages,
  'plan-document': planDocument,
  problems,
  'public-pages': publicPages,
  'record-document': recordDocument,
  'record-terms': recordTerms,
  rules,
  screens,
  smart,
  treatments,
} as const;
