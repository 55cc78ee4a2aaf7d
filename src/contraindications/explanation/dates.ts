/** Formats days and instants for people. Pure. */
import type { Day } from '../../kernel/day.js';
import { languages, type Language } from '../../kernel/language.js';
import { locales } from '../../messages/index.js';

const shown = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const days = new Map(languages.map((language) => [language, new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', ...shown })] as const));

/** Formats a day in words: 20 January 2026. */
export const describeDay = (day: Day, language: Language): string => days.get(language)!.format(new Date(`${day}T00:00:00Z`));

/** Formats an instant in a time zone: 20 January 2026, 10:15. */
export const describeTime = (instant: string, timeZone: string, language: Language): string => {
  const at = new Date(instant);
  const clock = new Intl.DateTimeFormat(locales[language], { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${new Intl.DateTimeFormat(locales[language], { timeZone, ...shown }).format(at)}, ${clock.format(at)}`;
};
