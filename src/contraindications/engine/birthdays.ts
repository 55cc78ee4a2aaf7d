import { computeDayNumberYearsLater, type Day } from '../../kernel/day.js';

/** The days on which a person may first have, and certainly has, completed a number of years. The two differ where the birth date is not known to the day. */
export interface AgeLimit {
  possiblyFrom: number;
  certainlyFrom: number;
}

export const computeAgeLimit = ({ first, last }: { first: Day; last: Day }, years: number): AgeLimit => ({
  possiblyFrom: computeDayNumberYearsLater(first, years),
  certainlyFrom: computeDayNumberYearsLater(last, years),
});
