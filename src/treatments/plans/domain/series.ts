/** The series of a plan: how many sessions, how far apart, from which day. */
import { addDays, type Day } from '../../../kernel/day.js';
import type { FieldError } from '../../../kernel/failure.js';
import { isWithin, limitText, protocols, type Treatment } from '../../protocols/protocols.js';

export interface Series {
  sessions: number;
  intervalDays: number;
  startOn: Day;
}

/** What of a series lies outside the protocol. */
export const seriesErrors = (treatment: Treatment, series: Series, today: Day): FieldError[] => {
  const { sessions, intervalDays } = protocols[treatment];
  const errors: FieldError[] = [];
  if (!isWithin(series.sessions, sessions)) {
    errors.push({ pointer: '/series/sessions', code: 'outside-protocol', detail: limitText(`The number of sessions of ${treatment}`, sessions) });
  }
  if (!isWithin(series.intervalDays, intervalDays)) {
    errors.push({ pointer: '/series/intervalDays', code: 'outside-protocol', detail: limitText(`The interval of ${treatment}`, intervalDays) });
  }
  if (series.startOn < today) errors.push({ pointer: '/series/startOn', code: 'in-the-past', detail: 'The series cannot start before today.' });
  return errors;
};

/** The days of the sessions; a series that was to start before today starts today. */
export const datesOf = ({ sessions, intervalDays, startOn }: Series, today: Day): Day[] => {
  const first = startOn < today ? today : startOn;
  return Array.from({ length: sessions }, (_, index) => addDays(first, index * intervalDays));
};
