/**
 * Reads figures that a laboratory sent as text: "8.0 %", "8,0", "> 90", "0.95 lakh/cumm", "14.2 sec (control 12.0)". A text that is not completely understood
 * is not a figure.
 */
import { checkUnit } from './units.js';

export type Comparator = '<' | '<=' | '>=' | '>';

export interface NumberInText {
  value: number;
  comparator: Comparator | null;
  /** The possible meanings of the written unit, in UCUM, the likeliest first; empty where no unit is written. */
  units: readonly string[];
  /** The result of the same test with healthy plasma, in the same unit; null where it is not given. */
  control: number | null;
  /** The laboratory's mark; null where there is none. */
  flag: 'L' | 'H' | 'A' | null;
}

const comparatorWords: readonly (readonly [RegExp, Comparator])[] = [
  [/^(?:<=|=<|≤|up\s?to|at most|not more than)/, '<='],
  [/^(?:>=|=>|≥|at least|not less than)/, '>='],
  [/^(?:<|less than|below|under)/, '<'],
  [/^(?:>|more than|greater than|above|over)/, '>'],
];

const perMicrolitre = [
  '/ul',
  '/µl',
  '/cumm',
  '/cmm',
  '/c.mm',
  '/cu.mm',
  '/cu mm',
  '/mm3',
  '/mm^3',
  'percumm',
  'cells/ul',
  'cells/cumm',
  'cells/cmm',
  'cells/mm3',
  'cumm',
  'cmm',
];

/** The ways in which laboratories write units, in lower case and without spaces, with their UCUM units. */
const unitWords: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...perMicrolitre.map((word) => [word, ['/uL']] as const),
  ...['%', 'percent', 'percentage', '%ngsp', '%(ngsp)', '%dcct'].map((word) => [word, ['%']] as const),
  ...['g/dl', 'gm/dl', 'gms/dl', 'gm%', 'gms%', 'g%', 'gram/dl', 'grams/dl'].map((word) => [word, ['g/dL']] as const),
  ...['mg/dl', 'mg%', 'mgs/dl', 'mgs%', 'mgm/dl', 'mgm%', 'mg/100ml'].map((word) => [word, ['mg/dL']] as const),
  ...['ug/dl', 'µg/dl', 'mcg/dl', 'ug%', 'mcg%'].map((word) => [word, ['ug/dL']] as const),
  ...['ug/l', 'µg/l', 'mcg/l'].map((word) => [word, ['ug/L']] as const),
  ...['ug/ml', 'µg/ml', 'mcg/ml', 'ugfeu/ml', 'ug/mlfeu', 'mcg/mlfeu'].map((word) => [word, ['ug/mL']] as const),
  ...['ng/ml', 'ngfeu/ml', 'ng/mlfeu'].map((word) => [word, ['ng/mL']] as const),
  ...['umol/l', 'µmol/l', 'micromol/l'].map((word) => [word, ['umol/L']] as const),
  ...['uiu/ml', 'µiu/ml', 'microiu/ml'].map((word) => [word, ['u[IU]/mL']] as const),
  ...['miu/ml', 'miu/l'].map((word) => [word, [word === 'miu/l' ? 'm[IU]/L' : 'm[IU]/mL']] as const),
  ...['sec', 'secs', 'sec.', 'second', 'seconds', 's', 'सेकंड', 'सेकेंड'].map((word) => [word, ['s']] as const),
  ...['min', 'mins', 'min.', 'minute', 'minutes', 'मिनट'].map((word) => [word, ['min']] as const),
  ...['mm/hr', 'mm/h', 'mm/hour', 'mm/1sthr', 'mm/1sthour', 'mm/1hr', 'mm1sthr', 'mmin1sthour', 'mminfirsthour', 'mmatendof1hr', 'mm'].map(
    (word) => [word, ['mm/h']] as const,
  ),
  ...['ratio', 'inr', 'index', 's/co', 'coi', 's/cratio'].map((word) => [word, ['{INR}', '1']] as const),
  ...['ml/min/1.73m2', 'ml/min/1.73m^2', 'ml/min/1.73sqm', 'ml/min/1.73sq.m', 'ml/min/1.73sq.m.', 'ml/min/1.73sq.mt'].map(
    (word) => [word, ['mL/min/{1.73_m2}']] as const,
  ),
  ['g/l', ['g/L']],
  ['gm/l', ['g/L']],
  ['l/l', ['L/L']],
  ['/l', ['/L']],
  ['mg/l', ['mg/L']],
  ['ng/dl', ['ng/dL']],
  ['pg/ml', ['pg/mL']],
  ['ng/l', ['ng/L']],
  ['fl', ['fL']],
  ['mmol/l', ['mmol/L']],
  ['nmol/l', ['nmol/L']],
  ['pmol/l', ['pmol/L']],
  ['mmol/mol', ['mmol/mol']],
  // The unit of an enzyme is often printed as an international unit.
  ['iu/l', ['[IU]/L', 'U/L']],
  ['u/l', ['U/L']],
  ['units/l', ['U/L']],
  ['iu/ml', ['[IU]/mL']],
  ['ku/l', ['k[IU]/L']],
  ['u/ghb', ['U/g']],
  ['u/gmhb', ['U/g']],
  ['u/g', ['U/g']],
]);

const multipliers: readonly (readonly [RegExp, number])[] = [
  [/^(?:lakhs?|lacs?|laks?|लाख)(?![\p{L}\p{M}])\.?/u, 1e5],
  [/^(?:x|×|\*)?\s*10\s*(?:\^|\*|e)?\s*(?<power>[3569]|12)(?=\s*\/|$)/, 0],
  [/^(?:thousands?|thous?|k)(?=[\s/]|$)/, 1e3],
  [/^(?:millions?|mill?)(?=[\s/]|$)/, 1e6],
];

const superscripts: Readonly<Record<string, string>> = { '³': '^3', '⁵': '^5', '⁶': '^6', '⁹': '^9', '¹²': '^12', '²': '2' };

const normalizeText = (text: string): string =>
  text
    .replace(/¹²|[³⁵⁶⁹²]/g, (sign) => superscripts[sign] ?? sign)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/μ/g, 'µ')
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - '०'.charCodeAt(0)))
    .replace(/\s+/g, ' ')
    .trim();

const GROUPED = /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?(?![\d.,])/;
const DECIMAL = /^\d+(?:[.,]\d+)?(?![\d.,]\d)/;

/** Reads a number with separators: "95,000" and "1,50,000" are grouped, "8,0" and "0,125" have a decimal comma. */
const parseNumber = (text: string): { value: number; rest: string } | null => {
  const grouped = /^0/.test(text) ? null : GROUPED.exec(text);
  if (grouped) return { value: Number(grouped[0].replaceAll(',', '')), rest: text.slice(grouped[0].length) };
  const decimal = DECIMAL.exec(text);
  return decimal && { value: Number(decimal[0].replace(',', '.')), rest: text.slice(decimal[0].length) };
};

const FLAG = /(?:^|\s|\()(?<flag>high|low|abnormal|h|l|a|\*+|↑|↓)\s*\)?\s*$/;

const flags: Readonly<Record<string, NumberInText['flag']>> = { high: 'H', h: 'H', '↑': 'H', low: 'L', l: 'L', '↓': 'L', abnormal: 'A', a: 'A' };

const splitFlag = (text: string): { rest: string; flag: NumberInText['flag'] } => {
  const found = FLAG.exec(text);
  if (!found) return { rest: text, flag: null };
  return { rest: text.slice(0, found.index).trim(), flag: flags[found.groups!.flag!] ?? 'A' };
};

const CONTROL = /[\s,;/(]+(?:control|ctrl|c|mnpt|mean normal)\s*[:=-]?\s*(?<control>\d+(?:[.,]\d+)?)\s*(?:seconds?|secs?|s)?\.?\s*\)?\s*$/;

const splitControl = (text: string): { rest: string; control: number | null } => {
  const found = CONTROL.exec(text);
  if (!found) return { rest: text, control: null };
  return { rest: text.slice(0, found.index).replace(/^(?:patient|test|t|p)\s*[:=-]?\s*/, ''), control: Number(found.groups!.control!.replace(',', '.')) };
};

/** Matches minutes and seconds, which are read in minutes: "2 min 30 sec", "2 minutes 30 seconds", `2' 30"`. */
const MINUTES = /^(?<minutes>\d{1,3})\s*(?:minutes?|mins?\.?|')\s*(?<seconds>[0-5]?\d)\s*(?:seconds?|secs?\.?|s|"|'')$/;

const parseMultiplier = (text: string): { factor: number; rest: string } | null => {
  for (const [pattern, factor] of multipliers) {
    const found = pattern.exec(text);
    if (found) return { factor: factor || 10 ** Number(found.groups!.power), rest: text.slice(found[0].length).trim() };
  }
  return null;
};

/** The units that a text may mean; null where neither this list nor UCUM knows the unit. */
const parseUnits = (written: string, original: string): readonly string[] | null => {
  if (written === '') return [];
  const known = unitWords.get(written.replace(/\s/g, ''));
  if (known) return known;
  const asWritten = original.trim().split(/\s+/).at(-1)!;
  return asWritten.toLowerCase() === written && checkUnit(asWritten).valid ? [asWritten] : null;
};

/** Matches the name of the quantity before the figure; the code already says it. */
const LABEL = /^(?:inr|pt-inr|pt inr|ratio|value|result|count|platelets?|plt|tlc|wbc|hb|hgb|hba1c|tsh|esr)\s*[:=-]?\s*(?=[<>\d])/;

/** Reads a text as a figure; null for any other text. */
export const parseNumberInText = (text: string): NumberInText | null => {
  const whole = normalizeText(text).replace(LABEL, '');
  const minutes = MINUTES.exec(whole)?.groups;
  if (minutes) return { value: Number(minutes.minutes) + Number(minutes.seconds) / 60, comparator: null, units: ['min'], control: null, flag: null };
  const { rest: unflagged, flag } = splitFlag(whole);
  const { rest: alone, control } = splitControl(unflagged);
  const written = comparatorWords.find(([pattern]) => pattern.test(alone));
  const number = parseNumber((written ? alone.replace(written[0], '') : alone).trim());
  if (!number) return null;
  const scale = parseMultiplier(number.rest.trim());
  const units = parseUnits((scale?.rest ?? number.rest.trim()).replace(/\.$/, ''), text.replace(/\.\s*$/, ''));
  if (units === null) return null;
  const value = number.value * (scale?.factor ?? 1);
  // A multiple without a unit counts cells in a microlitre.
  const of = scale && units.length === 0 ? ['/uL'] : units;
  return { value: Number(value.toPrecision(12)), comparator: written?.[1] ?? null, units: of, control, flag };
};
