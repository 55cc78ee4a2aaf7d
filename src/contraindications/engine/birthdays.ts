import { laterDayNumber, type Day } from '../../kernel/day.js';

/** From when on a person may have, and certainly has, completed so many years: two days when the birth date is not known to the day. */
export interface AgeLimit {
  possiblyFrom: number;
  certainlyFrom: number;
}

export const ageLimit = ({ first, last }: { first: Day; last: Day }, years: number): AgeLimit => ({
  possiblyFrom: laterDayNumber(first, years),
  certainlyFrom: laterDayNumber(last, years),
});
