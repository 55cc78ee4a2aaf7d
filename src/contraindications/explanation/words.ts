import { IntlMessageFormat } from 'intl-messageformat';
import type { Day } from '../../kernel/day.js';
import { languages, type Language } from './languages.js';
import { catalogues, type MessageKey } from './messages/index.js';

export type Values = Record<string, string | number | boolean>;

/** How each language writes dates and numbers, with the digits that patients read on packages and reports. */
const locales: Record<Language, string> = { en: 'en-GB', hi: 'hi-IN-u-nu-latn' };

/**
 * The messages of one language. A translation is one more file beside `messages/en.json`, with the same keys and
 * placeholders (ICU MessageFormat), and one more line in `messages/index.ts`.
 */
export class Words {
  private readonly formats = new Map<string, IntlMessageFormat>();
  private readonly days: Intl.DateTimeFormat;

  constructor(readonly language: Language) {
    this.days = new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' });
  }

  say(key: MessageKey, values: Values = {}): string {
    let format = this.formats.get(key);
    if (!format)
      this.formats.set(key, (format = new IntlMessageFormat(catalogues[this.language][key], locales[this.language], undefined, { ignoreTag: true })));
    return String(format.format(values));
  }

  /** The message of a key that is put together at run time; null where the catalogue has none, as for a rule that a clinic wrote itself. */
  find(key: string, values: Values = {}): string | null {
    return key in catalogues[this.language] ? this.say(key as MessageKey, values) : null;
  }

  /** A day in words: 20 January 2026. */
  day(day: Day): string {
    return this.days.format(new Date(`${day}T00:00:00Z`));
  }

  /** An instant by the clock of a time zone: 20 January 2026, 10:15. */
  time(instant: string, timeZone: string): string {
    const shown: Intl.DateTimeFormatOptions = { timeZone, year: 'numeric', month: 'long', day: 'numeric' };
    const clock = new Intl.DateTimeFormat(locales[this.language], { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    return `${new Intl.DateTimeFormat(locales[this.language], shown).format(new Date(instant))}, ${clock.format(new Date(instant))}`;
  }
}

const known = new Map<Language, Words>(languages.map((language) => [language, new Words(language)]));

export const wordsIn = (language: Language): Words => known.get(language)!;
