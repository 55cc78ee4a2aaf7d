import type { Language } from '../languages.js';
import en from './en.json' with { type: 'json' };
import hi from './hi.json' with { type: 'json' };

/** The source of all translations is the English catalogue: each other one has its keys and its placeholders. */
export type MessageKey = keyof typeof en;

export const catalogues: Record<Language, Record<MessageKey, string>> = { en, hi };
