import { Calendar, describeCode, describeTrichoanalysis, formatWithUnit } from '../../consultations/index.js';
import { locales, getMessages, type MessageKey, type Messages, type PlainKey, type Values } from '../../messages/index.js';
import { indications } from '../../treatments/index.js';
import type { Actor } from '../../platform/http/index.js';
import type { DocumentLanguage } from '../../platform/documents/index.js';
import type { ExportedRecord } from './record.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Members with free text, which is never translated. */
const freeText: ReadonlySet<string> = new Set([
  'note',
  'reason',
  'text',
  'name',
  'relationship',
  'laboratory',
  'product',
  'lotNumber',
  'device',
  'enteredInError',
]);
/** A machine name, such as `needs-data`. Text by people has spaces and capitals. */
const MACHINE_NAME = /^[a-z]+(-[a-z]+)*$/;

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const toWords = (name: string): string =>
  name.replaceAll('-', ' ').replaceAll(/([a-z\d])([A-Z])/g, (_whole, before: string, letter: string) => `${before} ${letter.toLowerCase()}`);

/** Prints `needs-data` and `hairDensity` as words: Needs data, Hair density. */
export const describeMachineName = (name: string): string => capitalize(toWords(name));

/** Members whose name ends in the unit of their number, in UCUM: `depthMm: 2` is a depth of 2 mm. */
const units: readonly (readonly [ending: RegExp, unit: string])[] = [
  [/SquareCentimetres$/, 'cm2'],
  [/Mm$/, 'mm'],
  [/Ml$/, 'mL'],
  [/Degrees$/, 'deg'],
  [/Percent$/, '%'],
  [/(?<=^minutes)OnSkin$/, 'min'],
];
const whole: Readonly<Record<string, string>> = { milligrams: 'mg' };

/** Splits the name of a member into the name without its unit, and the unit; null where the name has no unit. */
const splitUnitFromName = (name: string): { name: string; unit: string } | null => {
  if (name in whole) return { name, unit: whole[name]! };
  const found = units.find(([ending]) => ending.test(name));
  if (!found) return null;
  const [ending, unit] = found;
  return { name: unit === 'min' ? name : name.replace(ending, ''), unit };
};

const isQuantity = (value: object): value is { value: number; unit: string } => 'value' in value && 'unit' in value && Object.keys(value).length === 2;
const isCode = (value: object): value is { system: string; code: string; display?: string } => 'code' in value && 'system' in value;

const isActor = (value: object): value is Actor => 'id' in value && 'role' in value && 'name' in value;

/** The key of a heading or label. */
export type Label = PlainKey<'record-document'>;

export interface PrintedLine {
  label: string;
  value: string;
}

/**
 * Prints the content of a record in words of a language and in the clinic's time zone. A value without a translation is printed as it is. An id is printed as
 * the name of its subject, or left out.
 */
export class Printer {
  private readonly calendar: Calendar;
  private readonly messages: Messages<'record-document'>;
  private readonly terms: Messages<'record-terms'>;
  private readonly names: ReadonlyMap<string, string>;

  constructor(
    { clinic, people, systems = [], places = [], photographs = [], productExposures = [] }: PrintedNames,
    readonly language: DocumentLanguage = 'en',
  ) {
    this.messages = getMessages('record-document', language);
    this.terms = getMessages('record-terms', language);
    this.calendar = new Calendar(locales[language], clinic.timeZone);
    this.names = new Map([
      ...[...people, ...systems, ...places].map(({ id, name }) => [id, name] as const),
      ...photographs.map(({ id }, index) => [id, this.say('photograph', { number: index + 1 })] as const),
      ...productExposures.map(({ lotId, lotNumber, productName }) => [lotId, `${productName}, ${this.say('lot.named', { lot: lotNumber })}`] as const),
    ]);
  }

  say<K extends MessageKey<'record-document'>>(key: K, ...values: Values<'record-document', K>): string {
    return this.messages.say(key, ...values);
  }

  /** Prints a machine name in words. */
  describeTerm(name: string): string {
    return capitalize(this.terms.find(name) ?? toWords(name));
  }

  formatTime(instant: string): string {
    return this.calendar.formatTime(instant);
  }

  /** Prints a date with its known precision. */
  formatDate(partial: string | null | undefined): string {
    return partial ? this.calendar.formatDate(partial) : this.say('not-known');
  }

  formatDay(instant: string): string {
    return this.calendar.formatDay(instant);
  }

  /** Prints the name of a staff member or an integration client. */
  describeActor(actor: Pick<Actor, 'id'> | null): string {
    return actor ? (this.names.get(actor.id) ?? this.say('another-system')) : '–';
  }

  /** Finds the name of the subject of an id; null where it has none. */
  findName(id: string | null | undefined): string | null {
    return id ? (this.names.get(id) ?? null) : null;
  }

  /** Prints a code by its display where it has one. */
  describeCode(code: { system: string; code: string; display?: string }): string {
    return describeCode(code, this.language);
  }

  /** Prints a rule by its title, in the language where the product has a translation. */
  describeRule(ruleId: string, title: string | undefined): string {
    return (this.language === 'en' ? null : getMessages('rules', this.language).find(`${ruleId}.title`)) ?? title ?? ruleId;
  }

  /** Prints one trichoanalysis: region, time and device, then each value and finding. */
  describeLook(look: Parameters<typeof describeTrichoanalysis>[0]): { title: string; rows: PrintedLine[] } {
    return describeTrichoanalysis(look, this.language, this.calendar);
  }

  /** Prints the indication of a plan. */
  describeIndication(code: string): string {
    return indications.find((indication) => indication.code === code)?.name ?? this.describeTerm(code);
  }

  /** Prints any value in one line, without the parts that are for programs only. */
  describeValue(value: unknown): string {
    if (value === null || value === undefined) return '–';
    if (typeof value === 'string') return this.describeText(value);
    if (typeof value === 'boolean') return this.describeTerm(value ? 'yes' : 'no');
    if (Array.isArray(value))
      return value
        .map((item) => this.describeValue(item))
        .filter((said) => said !== '')
        .join(', ');
    if (typeof value !== 'object') return JSON.stringify(value);
    if (isQuantity(value)) return formatWithUnit(String(value.value), value.unit);
    if (isCode(value)) return this.describeCode(value);
    if (isActor(value)) return this.describeActor(value);
    return this.listMemberLines(value)
      .map(({ label, value: said }) => `${label}: ${said}`)
      .join('; ');
  }

  /** Prints each member of an object that has content as a row. */
  listMemberLines(value: object): PrintedLine[] {
    return Object.entries(value)
      .filter(([, said]) => said !== null && said !== undefined && !(Array.isArray(said) && said.length === 0))
      .map(([name, said]) => this.toMemberLine(name, said))
      .filter(({ value: said }) => said !== '');
  }

  private toMemberLine(name: string, value: unknown): PrintedLine {
    const figure = typeof value === 'number' ? splitUnitFromName(name) : null;
    if (figure) return { label: this.describeTerm(figure.name), value: formatWithUnit(String(value), figure.unit) };
    const written = typeof value === 'string' && (freeText.has(name) || name.endsWith('Reason'));
    return { label: this.describeTerm(name), value: written ? value : this.describeValue(value) };
  }

  private describeText(value: string): string {
    if (ID.test(value)) return this.findName(value) ?? '';
    if (INSTANT.test(value)) return this.formatTime(value);
    if (DAY.test(value)) return this.formatDate(value);
    if (!MACHINE_NAME.test(value)) return value;
    return this.terms.find(value) ?? toWords(value);
  }
}

/** The parts of a record whose names replace ids in print. */
type PrintedNames = Pick<ExportedRecord, 'clinic' | 'people'> & Partial<Pick<ExportedRecord, 'systems' | 'places' | 'photographs' | 'productExposures'>>;
