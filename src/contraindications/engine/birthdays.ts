import { dayNumber, type Day } from '../../kernel/day.js';

/** The first day on which a person born on a day has completed so many years. 29 February of a common year is its 1 March. */
const birthday = (born: Day, years: number): number => dayNumber(`${Number(born.slice(0, 4)) + years}${born.slice(4)}`);

/** From when on a person may have, and certainly has, completed so many years: two days when the birth date is not known to the day. */
export interface AgeLimit {
  possiblyFrom: number;
  certainlyFrom: number;
}

export const ageLimit = ({ first, last }: { first: Day; last: Day }, years: number): AgeLimit => ({
  possiblyFrom: birthday(first, years),
  certainlyFrom: birthday(last, years),
});
