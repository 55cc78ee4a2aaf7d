/** Prints numbers, units and dates for a document. */
import { toCalendarDay, type PartialDate } from '../../kernel/day.js';

const SIGNIFICANT_DIGITS = 4;

/** Rounds a computed value to the digits that a reader can use. */
export const formatRounded = (value: number): string => String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));

const exponents: Record<string, string> = { '2': '²', '3': '³', '5': '⁵', '6': '⁶', '9': '⁹', '12': '¹²' };

/**
 * Prints a UCUM unit for people: `10*3/uL` as ×10³/µL, `m[IU]/L` as mIU/L, `cm2` as cm². An annotation such as `{INR}` is left out, because the analyte's name
 * says the same.
 */
export const formatUnit = (unit: string): string =>
  unit
    .replace(/^10[*^](\d+)/, (whole, power: string) => (exponents[power] ? `×10${exponents[power]}` : whole))
    .replace('{1.73_m2}', '1.73\u00a0m²')
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/\[i?I?U\]/g, 'IU')
    .replace('mm[Hg]', 'mmHg')
    .replace(/^deg$/, '°')
    .replaceAll(/\bu(?=[a-zA-Z])/g, 'µ')
    .replaceAll(/m([23])(?![\d])/g, (_whole, power: string) => `m${exponents[power]}`);

const LONG_UNIT = 10;

/** Puts the unit behind a no-break space, or behind a plain space where the unit is so long that it needs a line of its own. */
export const formatWithUnit = (value: string, unit: string): string => {
  const printed = formatUnit(unit);
  return printed === '' ? value : `${value}${printed.length > LONG_UNIT ? ' ' : '\u00a0'}${printed}`;
};

export const formatPercent = (value: number): string => `${value}\u00a0%`;

/** Prints dates and times in a language and a time zone. */
export class Calendar {
  constructor(
    private readonly language: string,
    private readonly timeZone: string,
  ) {}

  /** Finds the calendar day of an instant, as `YYYY-MM-DD`. */
  toCalendarDay(instant: string): string {
    return toCalendarDay(new Date(instant), this.timeZone);
  }

  /** Prints the day of an instant, such as 20 January 2026. */
  formatDay(instant: string): string {
    return this.formatDate(this.toCalendarDay(instant));
  }

  /** Prints the day and time of an instant, such as 20 January 2026, 10:15. */
  formatTime(instant: string): string {
    const clock = new Intl.DateTimeFormat(this.language, { timeZone: this.timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    return `${this.formatDay(instant)}, ${clock.format(new Date(instant))}`;
  }

  /** Prints a partial date with its known precision: 1991, April 1991 or 3 April 1991. */
  formatDate(partial: PartialDate): string {
    const [year, month, day] = partial.split('-').map(Number) as [number, number?, number?];
    if (month === undefined) return String(year);
    const shown: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', ...(day !== undefined && { day: 'numeric' }) };
    return new Intl.DateTimeFormat(this.language, { timeZone: 'UTC', ...shown }).format(new Date(Date.UTC(year, month - 1, day ?? 1)));
  }
}
