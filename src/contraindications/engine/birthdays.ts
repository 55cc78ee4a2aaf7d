import { dayNumber, type Day } from '../../kernel/day.js';

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The first day on which a person born on a day has completed so many years; 1 March for one born on 29 February. */
const birthday = (born: Day, years: number): number => {
  const year = String(Number(born.slice(0, 4)) + years).padStart(4, '0');
  return dayNumber(born.endsWith('-02-29') && !isLeap(Number(year)) ? `${year}-03-01` : `${year}${born.slice(4)}`);
};

/** From when on a person may have, and certainly has, completed so many years: two days when the birth date is not known to the day. */
export interface AgeLimit {
  possiblyFrom: number;
  certainlyFrom: number;
}

export const ageLimit = ({ first, last }: { first: Day; last: Day }, years: number): AgeLimit => ({
  possiblyFrom: birthday(first, years),
  certainlyFrom: birthday(last, years),
});
