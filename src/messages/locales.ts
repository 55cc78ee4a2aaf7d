import type { Language } from '../kernel/language.js';

/**
 * How each language writes numbers and dates, as a BCP 47 tag: English with the day before the month, as in India and Britain, and every language with the
 * digits that patients read on packages, bills and reports.
 */
export const locales: Readonly<Record<Language, string>> = { en: 'en-GB', hi: 'hi-IN-u-nu-latn' };
