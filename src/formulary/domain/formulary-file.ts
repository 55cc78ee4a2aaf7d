/** Reads a clinic's own list of names from CSV. Each line has one code; a name with several codes has several lines. */
import type { FieldErrorCode } from '../../kernel/field-error.js';
import { findDelimiter, splitFields } from '../../kernel/separated-values.js';
import { toComparableName, isNameKind, LONGEST_NAME, LONGEST_REASON, validateMeaning, MOST_CODES, nameKinds, isSameMeaning, type Meaning } from './name.js';

export const MOST_LINES = 20_000;
const LONGEST_DISPLAY = 300;

/** A problem with one line of the file. Lines are counted from 1. */
export interface LineProblem {
  line: number;
  code: FieldErrorCode;
  detail: string;
}

/** A name of the file, with the number of the first line that has the name. */
export interface FileName extends Meaning {
  line: number;
  normalized: string;
}

export interface FormularyFile {
  names: FileName[];
  problems: LineProblem[];
}

const columns = ['kind', 'name', 'system', 'code', 'display', 'harmless', 'reason'] as const;
type Column = (typeof columns)[number];
const required: readonly Column[] = ['kind', 'name'];

type Row = Record<Column, string>;

const answers = new Map([...['yes', 'true', '1'].map((word) => [word, true] as const), ...['', 'no', 'false', '0'].map((word) => [word, false] as const)]);

const createLineProblem = (line: number, code: FieldErrorCode, detail: string): LineProblem => ({ line, code, detail });

/** Finds the position of each column in the header; answers a text that describes the problem where the header is wrong. */
const parseHeader = (header: readonly string[]): Map<Column, number> | string => {
  const plain = header.map((field) => field.trim().toLowerCase());
  const strange = plain.find((field) => !columns.includes(field as Column));
  if (strange !== undefined) return `"${strange.slice(0, 60)}" is no column: the columns are ${columns.join(', ')}.`;
  const missing = required.find((column) => !plain.includes(column));
  if (missing !== undefined) return `The column ${missing} is missing.`;
  if (new Set(plain).size < plain.length) return 'A column stands twice.';
  return new Map(plain.map((field, index) => [field as Column, index]));
};

const toRow = (fields: readonly string[], positions: ReadonlyMap<Column, number>): Row =>
  Object.fromEntries(columns.map((column) => [column, fields[positions.get(column) ?? -1]?.trim() ?? ''])) as Row;

/** Reads the meaning from one line, or answers the problem with the line's form. */
const parseMeaning = (line: number, row: Row): Meaning | LineProblem => {
  const { kind, name, system, code, display, harmless, reason } = row;
  if (!isNameKind(kind)) return createLineProblem(line, 'invalid-kind', `"${kind.slice(0, 60)}" is no kind: it is one of ${nameKinds.join(', ')}.`);
  if (name === '' || name.length > LONGEST_NAME) return createLineProblem(line, 'invalid-text', `A name has 1 to ${LONGEST_NAME} characters.`);
  if (reason.length > LONGEST_REASON) return createLineProblem(line, 'invalid-text', `A reason has at most ${LONGEST_REASON} characters.`);
  if (display.length > LONGEST_DISPLAY) return createLineProblem(line, 'invalid-text', `A display has at most ${LONGEST_DISPLAY} characters.`);
  const isHarmless = answers.get(harmless.toLowerCase());
  if (isHarmless === undefined) return createLineProblem(line, 'invalid-answer', 'The column harmless says yes or no.');
  if ((system === '') !== (code === '')) return createLineProblem(line, 'required', 'A code needs its system, and a system its code.');
  const codes = code === '' ? [] : [{ system: system.toLowerCase(), code, ...(display !== '' && { display }) }];
  return { kind, name, codes, harmless: isHarmless, reason: reason === '' ? null : reason };
};

/** Adds a line to the name that an earlier line began; answers the problem where the two lines do not fit together. */
const addTo = (before: FileName, line: number, meaning: Meaning): LineProblem | null => {
  if (
    isSameMeaning(before, meaning) ||
    meaning.codes.some((namedCode) => before.codes.some(({ system, code }) => system === namedCode.system && code === namedCode.code))
  )
    return createLineProblem(line, 'repeated', `Line ${before.line} says this already.`);
  if (before.harmless || meaning.harmless)
    return createLineProblem(line, 'contradictory', `Line ${before.line} says otherwise: what has codes is not declared harmless.`);
  if (before.codes.length === MOST_CODES) return createLineProblem(line, 'too-many', `A name has at most ${MOST_CODES} codes.`);
  before.codes = [...before.codes, ...meaning.codes];
  before.reason ??= meaning.reason;
  return null;
};

/** Reading one name takes about a millisecond. After this many names the reader pauses, so that other requests are served. */
const NAMES_AT_ONCE = 50;

/** Reads the whole file and answers its names and every wrong line. Waits for `pause` at intervals, so that a long file does not block other requests. */
export const readFormularyFile = async (text: string, pause: () => Promise<unknown>): Promise<FormularyFile> => {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const problems: LineProblem[] = [];
  const [first] = lines as [string];
  const delimiter = findDelimiter(first) ?? ',';
  const header = splitFields(first, delimiter);
  const positions = header === null ? 'A quotation mark is not closed.' : parseHeader(header);
  if (typeof positions === 'string') return { names: [], problems: [createLineProblem(1, 'invalid-header', positions)] };
  const rows = lines.flatMap((line, index) => (index === 0 || line.trim() === '' ? [] : [{ line: index + 1, text: line }]));
  if (rows.length === 0) return { names: [], problems: [createLineProblem(1, 'empty', 'The file has no name.')] };
  const beyond = rows[MOST_LINES];
  if (beyond) return { names: [], problems: [createLineProblem(beyond.line, 'too-many', `A file has at most ${MOST_LINES} lines beside its header.`)] };
  const names = new Map<string, FileName>();
  for (const { line, text: row } of rows) {
    const fields = splitFields(row, delimiter);
    const meaning =
      fields === null ? createLineProblem(line, 'malformed', 'A quotation mark is not closed in this line.') : parseMeaning(line, toRow(fields, positions));
    if ('line' in meaning) {
      problems.push(meaning);
      continue;
    }
    const normalized = toComparableName(meaning.name);
    const key = `${meaning.kind} ${normalized}`;
    const before = names.get(key);
    const wrong = before ? addTo(before, line, meaning) : null;
    if (wrong) problems.push(wrong);
    if (!before) names.set(key, { ...meaning, line, normalized });
  }
  for (const [index, name] of [...names.values()].entries()) {
    if (index % NAMES_AT_ONCE === 0) await pause();
    problems.push(...validateMeaning(name).map(({ code, detail }) => createLineProblem(name.line, code, detail)));
  }
  return { names: [...names.values()], problems: problems.sort((one, other) => one.line - other.line) };
};

interface StandingName extends Pick<Meaning, 'kind' | 'codes' | 'harmless'> {
  id: string;
  normalized: string;
}

/** Finds the names of the file that are new to the clinic. A name that has another meaning already is a problem: revoke the existing entry first. */
export const compareWithCurrentNames = (
  names: readonly FileName[],
  standing: readonly StandingName[],
): { added: FileName[]; unchanged: number; problems: LineProblem[] } => {
  const byKey = new Map(standing.map((item) => [`${item.kind} ${item.normalized}`, item]));
  const added: FileName[] = [];
  const problems: LineProblem[] = [];
  for (const name of names) {
    const before = byKey.get(`${name.kind} ${name.normalized}`);
    if (!before) added.push(name);
    else if (!isSameMeaning(before, name))
      problems.push(createLineProblem(name.line, 'stands-otherwise', `The name stands for something else: revoke the entry ${before.id} first.`));
  }
  return { added, unchanged: names.length - added.length - problems.length, problems };
};
