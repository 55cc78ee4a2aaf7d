import type { DocumentLanguage } from '../../platform/documents/index.js';
import { hindi } from './wording.hi.js';
import { english, type Wording } from './wording.js';

const wordings: Record<DocumentLanguage, Wording> = { en: english, hi: hindi };

export const wordingIn = (language: DocumentLanguage): Wording => wordings[language];
