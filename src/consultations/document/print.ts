/** Figures, units and dates as they stand on paper. */
import { dayOf, type PartialDate } from '../../kernel/day.js';

const SIGNIFICANT_DIGITS = 4;

/** A figure that was computed: no more digits than a reader can use. */
export const rounded = (value: number): string => String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));

const exponents: Record<string, string> = { '2': '²', '3': '³', '5': '⁵', '6': '⁶', '9': '⁹', '12': '¹²' };

/** UCUM is for machines: `10*3/uL` reads ×10³/µL, `m[IU]/L` mIU/L, `cm2` cm². An annotation such as `{INR}` says nothing beside the analyte's name. */
export const unitInPrint = (unit: string): string =>
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

/** A unit stands behind a space that does not break, unless it is so long that it needs a line of its own. */
export const withUnit = (value: string, unit: string): string => {
  const printed = unitInPrint(unit);
  return printed === '' ? value : `${value}${printed.length > LONG_UNIT ? ' ' : '\u00a0'}${printed}`;
};

export const percent = (value: number): string => `${value}\u00a0%`;

/** Prints dates and times in a language, by the clock of a time zone. */
export class Calendar {
  constructor(
    private readonly language: string,
    private readonly timeZone: string,
  ) {}

  /** The calendar day of an instant, `YYYY-MM-DD`. */
  dayOf(instant: string): string {
    return dayOf(new Date(instant), this.timeZone);
  }

  /** 20 January 2026. */
  day(instant: string): string {
    return this.date(this.dayOf(instant));
  }

  /** 20 January 2026, 10:15. */
  time(instant: string): string {
    const clock = new Intl.DateTimeFormat(this.language, { timeZone: this.timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    return `${this.day(instant)}, ${clock.format(new Date(instant))}`;
  }

  /** As exact as it is known: 1991, April 1991 or 3 April 1991. */
  date(partial: PartialDate): string {
    const [year, month, day] = partial.split('-').map(Number) as [number, number?, number?];
    if (month === undefined) return String(year);
    const shown: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', ...(day !== undefined && { day: 'numeric' }) };
    return new Intl.DateTimeFormat(this.language, { timeZone: 'UTC', ...shown }).format(new Date(Date.UTC(year, month - 1, day ?? 1)));
  }
}
