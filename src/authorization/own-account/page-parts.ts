import { locales } from '../../messages/index.js';
import { HOME, type Visit } from './visits.js';

/** Formats a day in the language of the page, in the clinic's time zone. */
export const formatDayIn = (visit: Visit, timeZone: string, day: Date | string): string =>
  new Intl.DateTimeFormat(locales[visit.language], { dateStyle: 'medium', timeZone }).format(new Date(day));

/** The parts of every page of the account. */
export const getParts = (visit: Visit, page: string, told: { wrong?: string; saved?: string } = {}) => ({
  language: visit.language,
  clinicName: visit.person.clinicName,
  otherLanguage: (language: string) => `${HOME}${page}?language=${language}`,
  home: HOME,
  wrong: told.wrong ?? null,
  saved: told.saved ?? null,
});

export const getForm = (visit: Visit, page: string, hidden: Readonly<Record<string, string>> = {}) => ({
  action: HOME + page,
  hidden: { token: visit.formToken, ...hidden },
});
