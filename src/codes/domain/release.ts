/** Reads the file of a full release for which a clinic has a licence. It reads line by line, so that files of any size can be loaded. */
import { findDelimiter, splitFields } from '../../kernel/separated-values.js';
import { isAtc, isIcd10, isLoinc } from '../../terminology/index.js';
import { isOrderLine, readOrderLine } from './icd-10-cm-order.js';
import { findColumns, type Columns } from './table.js';

/** The code systems whose full releases a clinic can load. */
export const loadableSystems = ['icd-10', 'atc', 'loinc'] as const;
export type LoadableSystem = (typeof loadableSystems)[number];

export const isLoadableSystem = (text: string): text is LoadableSystem => loadableSystems.includes(text as LoadableSystem);

/** A code as in the file. */
export interface ReleaseCode {
  code: string;
  display: string;
  synonyms: string[];
}

/** A problem in a line; the first line has number 1. */
export interface LineProblem {
  line: number;
  detail: string;
}

/** The error for a file that cannot be loaded. */
export class ReleaseError extends Error {
  override name = 'ReleaseError';

  constructor(readonly problems: readonly LineProblem[]) {
    super(problems.map(({ line, detail }) => `line ${line}: ${detail}`).join('; '));
  }
}

/** The maximum length of a title of a code in a record. A longer title is cut. */
export const LONGEST_DISPLAY = 300;
const MOST_SYNONYMS = 20;
const MOST_PROBLEMS = 10;
const MOST_LINES_OF_A_RECORD = 20;

const wellFormed: Record<LoadableSystem, (code: string) => boolean> = { 'icd-10': isIcd10, atc: isAtc, loinc: isLoinc };

/** Writes a code in the notation of its system. Releases of ICD-10 often leave out the dot. */
const normalizeCode = (code: string, system: LoadableSystem): string => {
  const upper = code.trim().toUpperCase();
  return system === 'icd-10' && upper.length > 3 && !upper.includes('.') ? `${upper.slice(0, 3)}.${upper.slice(3)}` : upper;
};

const truncateText = (text: string): string => {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length <= LONGEST_DISPLAY ? plain : `${plain.slice(0, LONGEST_DISPLAY - 1).replace(/[\ud800-\udbff]$/, '')}…`;
};

const parseSynonyms = (field: string | undefined): string[] =>
  (field ?? '')
    .split(/[;|]/)
    .map(truncateText)
    .filter((text) => text !== '')
    .slice(0, MOST_SYNONYMS);

/** The form of the file, as its first line shows; null where the form is unknown. */
type Form = 'order' | { delimiter: string; columns: Columns; hasHeader: boolean };

const findForm = (first: string, system: LoadableSystem): Form | null => {
  if (system === 'icd-10' && isOrderLine(first)) return 'order';
  const delimiter = findDelimiter(first);
  if (delimiter === null) return null;
  // A quoted title may continue on the next line.
  const fields = splitFields(first, delimiter) ?? splitFields(`${first}"`, delimiter)!;
  const columns = findColumns(fields);
  if (columns) return { delimiter, columns, hasHeader: true };
  return wellFormed[system](normalizeCode(fields[0]!, system)) ? { delimiter, columns: { code: 0, display: 1, synonyms: null }, hasHeader: false } : null;
};

/** One record of the file: a line, or several lines where a quoted field has line breaks. `fields` is null where a line cannot be read. */
interface RawRecord {
  line: number;
  code: string;
  display: string;
  synonyms: string[];
  problem: string | null;
}

const createBrokenRecord = (line: number, problem: string): RawRecord => ({ line, code: '', display: '', synonyms: [], problem });

const toRawRecord = (line: number, fields: readonly string[], { code, display, synonyms }: Columns): RawRecord =>
  fields.length <= Math.max(code, display)
    ? createBrokenRecord(line, `it has ${fields.length} column${fields.length === 1 ? '' : 's'}, and no title in one of them.`)
    : { line, code: fields[code]!, display: fields[display]!, synonyms: parseSynonyms(synonyms === null ? undefined : fields[synonyms]), problem: null };

/** A record with a quoted field that may continue on the next line. */
interface OpenRecord {
  line: number;
  text: string;
  lines: number;
}

const extendRecord = (open: OpenRecord | null, line: number, text: string): OpenRecord =>
  open ? { line: open.line, text: `${open.text}\n${text}`, lines: open.lines + 1 } : { line, text, lines: 1 };

async function* readRecords(lines: AsyncIterable<string>, system: LoadableSystem): AsyncGenerator<RawRecord> {
  let form: Form | null = null;
  let line = 0;
  let open: OpenRecord | null = null;
  for await (const raw of lines) {
    line++;
    const text = line === 1 ? raw.replace(/^\ufeff/, '') : raw;
    if (open === null && text.trim() === '') continue;
    if (form === null) {
      form = findForm(text, system);
      if (form === null) {
        yield createBrokenRecord(line, 'it is neither a header with the columns code and display, nor a code with its title.');
        return;
      }
      if (form !== 'order' && form.hasHeader) continue;
    }
    if (form === 'order') {
      const read = readOrderLine(text);
      yield read ? { line, ...read, synonyms: [], problem: null } : createBrokenRecord(line, 'it is no line of an ICD-10-CM order file.');
      continue;
    }
    open = extendRecord(open, line, text);
    const fields = splitFields(open.text, form.delimiter);
    if (fields === null && open.lines < MOST_LINES_OF_A_RECORD) continue;
    yield fields === null ? createBrokenRecord(open.line, 'a quotation mark is not closed.') : toRawRecord(open.line, fields, form.columns);
    open = null;
  }
  if (open) yield createBrokenRecord(open.line, 'a quotation mark is not closed.');
}

/** Whether a text is valid UTF-8 without null characters. Invalid bytes are decoded as replacement characters. */
const isReadable = (text: string): boolean => !/[\0\ufffd]/.test(text) && text.isWellFormed();

const findObjection = ({ problem, display, synonyms }: RawRecord, code: string, system: LoadableSystem, seen: ReadonlySet<string>): string | null => {
  if (problem !== null) return problem;
  if (![code, display, ...synonyms].every(isReadable)) return 'it is not text in UTF-8.';
  if (!wellFormed[system](code)) return `"${code.slice(0, 40)}" is not a code of ${system}.`;
  if (display.trim() === '') return `the code ${code} has no title.`;
  return seen.has(code) ? `the code ${code} appears a second time.` : null;
};

/**
 * Reads the codes of a file with the columns code and display (and optionally synonyms, separated by `;`), or of an ICD-10-CM order file. Problems are thrown
 * at the end, at most ten lines of them, so the caller must be able to undo what it has stored.
 */
export async function* readRelease(lines: AsyncIterable<string>, system: LoadableSystem): AsyncGenerator<ReleaseCode> {
  const problems: LineProblem[] = [];
  const seen = new Set<string>();
  for await (const record of readRecords(lines, system)) {
    const code = normalizeCode(record.code, system);
    const objection = findObjection(record, code, system, seen);
    if (objection === null) {
      seen.add(code);
      yield { code, display: truncateText(record.display), synonyms: record.synonyms };
    } else if (problems.push({ line: record.line, detail: objection }) >= MOST_PROBLEMS) {
      throw new ReleaseError(problems);
    }
  }
  if (problems.length > 0) throw new ReleaseError(problems);
  if (seen.size === 0) throw new ReleaseError([{ line: 1, detail: 'the file holds no codes.' }]);
}
