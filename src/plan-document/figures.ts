/** Figures of a plan as its document prints them. Pure. */
import type { Language } from '../kernel/language.js';
import { locales } from '../messages/index.js';

/** With one decimal at most, and the unit. */
export const sizeInPrint = (value: number, unit: string, language: Language): string => {
  const number = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 });
  return `${number.format(value)}\u00a0${unit.replace(/m2$/, 'm²')}`;
};

/** Writes exact decimals as amounts of a currency, grouped as in that country: ₹1,20,000.00 in India. */
export const amountsIn = (currency: string, country: string, language: Language): ((decimal: string) => string) => {
  const format = new Intl.NumberFormat(language === 'en' ? `en-${country}` : locales[language], { style: 'currency', currency });
  return (decimal) => format.format(decimal as Intl.StringNumericLiteral);
};
