/** The words of the plan's document in one language. Pure. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../care/index.js';
import { indications, scalpMap, type TreatmentPlanResponse, type ZoneCode } from '../treatments/index.js';
import { messages, type MessageKey } from './messages.js';
import { indicationsInHindi, zonesInHindi } from './names.js';

/** Numbers in the digits that patients read on packages and bills. */
const locales: Record<Language, string> = { en: 'en-GB', hi: 'hi-IN-u-nu-latn' };

export class Phrases {
  private readonly numbers: Intl.NumberFormat;

  constructor(private readonly language: Language) {
    this.numbers = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 1 });
  }

  say(key: MessageKey, values: Record<string, string | number> = {}): string {
    return String(new IntlMessageFormat(messages[this.language][key], locales[this.language], undefined, { ignoreTag: true }).format(values));
  }

  treatment(treatment: TreatmentPlanResponse['treatment']): string {
    return this.say(`treatment.${treatment}`);
  }

  zone(code: ZoneCode): string {
    return this.language === 'hi' ? zonesInHindi[code] : scalpMap.find((zone) => zone.code === code)!.name;
  }

  /** The clinic's own name for it where the language has none. */
  indication(code: string): string {
    const translated = this.language === 'hi' ? indicationsInHindi[code] : undefined;
    return translated ?? indications.find((one) => one.code === code)?.name ?? code;
  }

  size(value: number, unit: string): string {
    return `${this.numbers.format(value)}\u00a0${unit.replace(/m2$/, 'm²')}`;
  }

  trimming(agreed: 'yes' | 'no', reason: string | undefined): string {
    return this.say(`trimming.${agreed}`, { reason: reason ?? 'none' });
  }

  signatory({ name, relationship }: { name: string; relationship: string }): string {
    return this.say('consent.signatory', { name, relationship });
  }

  /** Writes exact decimals as amounts of a currency, grouped as in that country: ₹1,20,000.00 in India. */
  amounts(currency: string, country: string): (decimal: string) => string {
    const format = new Intl.NumberFormat(this.language === 'en' ? `en-${country}` : locales.hi, { style: 'currency', currency });
    return (decimal) => format.format(decimal as Intl.StringNumericLiteral);
  }
}

const known: Record<Language, Phrases> = { en: new Phrases('en'), hi: new Phrases('hi') };

export const phrasesIn = (language: Language): Phrases => known[language];
