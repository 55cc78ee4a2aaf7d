/** Formats the figures of a plan for its document. Pure. */
import type { Language } from '../kernel/language.js';
import { locales } from '../messages/index.js';

/** Formats a size with at most one decimal, and its unit. */
export const formatSize = (value: number, unit: string, language: Language): string => {
  const number = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 });
  return `${number.format(value)}\u00a0${unit.replace(/m2$/, 'm²')}`;
};

/** Formats exact decimals as amounts of a currency, with the digits grouped as in that country: ₹1,20,000.00 in India. */
export const createAmountFormatter = (currency: string, country: string, language: Language): ((decimal: string) => string) => {
  const format = new Intl.NumberFormat(language === 'en' ? `en-${country}` : locales[language], { style: 'currency', currency });
  return (decimal) => format.format(decimal as Intl.StringNumericLiteral);
};
