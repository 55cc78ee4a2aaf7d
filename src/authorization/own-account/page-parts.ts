import { locales } from '../../messages/index.js';
import { HOME, type Visit } from './visits.js';

/** A day, as people of the language write it, where the clinic is. */
export const formatDayIn = (visit: Visit, timeZone: string, day: Date | string): string =>
  new Intl.DateTimeFormat(locales[visit.language], { dateStyle: 'medium', timeZone }).format(new Date(day));

/** What every page of the account has. */
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
