import { Calendar, withUnit } from '../../consultations/index.js';
import type { ExportedRecord } from './record.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const NOT_KNOWN = 'Not known';

/** `needs-data` and `hairDensity` as words: Needs data, Hair density. */
export const inWords = (name: string): string => {
  const words = name.replaceAll('-', ' ').replaceAll(/([a-z\d])([A-Z])/g, (_whole, before: string, capital: string) => `${before} ${capital.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const isQuantity = (value: object): value is { value: number; unit: string } => 'value' in value && 'unit' in value && Object.keys(value).length === 2;
const isCode = (value: object): value is { code: string; display?: string } => 'code' in value && 'system' in value;

/** Puts what a record says into words, by the clock of the clinic. Whatever it does not know it prints as it is. */
export class Printer {
  private readonly calendar: Calendar;
  private readonly people: ReadonlyMap<string, string>;

  constructor({ clinic, people }: Pick<ExportedRecord, 'clinic' | 'people'>) {
    this.calendar = new Calendar('en-GB', clinic.timeZone);
    this.people = new Map(people.map(({ id, name }) => [id, name]));
  }

  time(instant: string): string {
    return this.calendar.time(instant);
  }

  /** A day, as exact as it is known. */
  date(partial: string | null | undefined): string {
    return partial ? this.calendar.date(partial) : NOT_KNOWN;
  }

  day(instant: string): string {
    return this.calendar.day(instant);
  }

  /** The person's name; the id of one whom the clinic does not know, such as another system. */
  who(id: string | null | undefined): string {
    return id ? (this.people.get(id) ?? id) : '–';
  }

  /** A coded thing: its name where it has one. */
  code({ code, display }: { code: string; display?: string }): string {
    return display ? `${display} (${code})` : code;
  }

  /** Anything of the record, in one line. */
  says(value: unknown): string {
    if (value === null || value === undefined) return '–';
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((one) => this.says(one)).join(', ');
    if (typeof value !== 'object') return JSON.stringify(value);
    if (isQuantity(value)) return withUnit(String(value.value), value.unit);
    if (isCode(value)) return this.code(value);
    return this.members(value)
      .map(({ label, value: said }) => `${label}: ${said}`)
      .join('; ');
  }

  /** The members of an object that say something, each as a row. */
  members(value: object): { label: string; value: string }[] {
    return Object.entries(value)
      .filter(([, said]) => said !== null && said !== undefined && !(Array.isArray(said) && said.length === 0))
      .map(([name, said]) => ({ label: inWords(name), value: this.says(said) }))
      .filter(({ value: said }) => said !== '');
  }

  private text(value: string): string {
    if (INSTANT.test(value)) return this.time(value);
    if (DAY.test(value)) return this.date(value);
    return this.people.get(value) ?? value;
  }
}
