/** Reads a procedure as people type it: what was done, denied or planned. */
import { memoize } from '../../kernel/memoize.js';
import { parseCondition } from '../conditions/index.js';
import { expandPattern } from '../conditions/names.js';
import { listAlternativesOfLine } from '../words/alternatives.js';
import { buildLexicon, type Lexicon } from '../words/lexicon.js';
import { parseLine, type Mention, type LineParser } from '../words/line.js';
import { procedureMarkers } from '../words/markers.js';
import { findMeantWord } from '../words/spelling.js';
import { foldAll, splitLists, type Token } from '../words/tokens.js';
import { namedProcedures } from './data/index.js';
import { createNameExplainer, placeWords } from './places.js';
import type { ProcedureKind } from './procedure-kinds.js';

/** The statements about a procedure. `planned`: advised, booked or wished for, and not done. */
type ProcedureStatement = 'done' | 'denied' | 'planned' | 'family';

interface ProcedureFound {
  /** The words as typed. */
  words: string;
  kind: ProcedureKind;
  display: string;
  statement: ProcedureStatement;
  /** The spelling. `near`: a word has one wrong letter, and only one known word is near. */
  spelling: 'exact' | 'near';
}

export interface ParsedProcedures {
  found: ProcedureFound[];
  /** Words that are not understood, as typed. A line with such a word is unread. */
  unexplained: string[];
  /** Suggested kinds, the best first; none is assumed. */
  alternatives: { system: 'hairline'; code: ProcedureKind; display: string; words: string }[];
  /** Diseases, by ICD-10 (WHO), that the line names as reasons of the procedure; they count as conditions. */
  reasons: { words: string; code: string; display: string }[];
  /** Whether the line states that there was no procedure. */
  nothing: boolean;
}

interface Procedure {
  readonly kind: ProcedureKind;
  readonly display: string;
}

const MOST_ALTERNATIVES = 8;

const circumstances = foldAll([
  ...[
    'surgery, surgeries, operation, operations, operated, operative, procedure, procedures, done, performed, underwent, undergone',
    'session, sessions, sitting, sittings, cycle, cycles, graft, grafts, treatment, therapy, implantation, insertion',
  ],
  ...[
    're, le, right, left, eye, eyes, ga, la, sa, general, local, spinal, anaesthesia, anesthesia, sedation, laparoscopic, laparoscopically, lap, open, robotic',
    'emergency, elective, successful, successfully, uneventful, daycare, day, care, first, second, third, last, sp, po, postop, preop',
    'redo, revision, again, completed, fibroid, fibroids, old, total, approx, about, month, monthly, every, months, had, got, undergo',
  ],
  ...['karwaya', 'karaya', 'kiya', 'hua', 'tha', 'कराया', 'करवाया', 'हुआ', 'था', 'ऑपरेशन', 'operation'],
]);
const counted = foldAll([
  'session, sessions, sitting, sittings, graft, grafts, cycle, cycles, time, times, unit, units, stent, stents, fraction, fractions',
  'vessel, follicle, follicles, hairs, children, dose, doses, shot, shots',
]);

/** Finds the words of a quantity: "3 sessions", "2500 grafts", "x3". */
const countPlaces = (tokens: readonly Token[], isKnown: (word: string) => boolean): number[] =>
  tokens.flatMap(({ word, kind }, at) => {
    if (kind !== 'word') return [];
    if (/^x\d{1,2}$/.test(word)) return [at];
    if (!/^\d{1,5}$/.test(word)) return [];
    const before = tokens[at - 1]?.word ?? '';
    const after = tokens[at + 1]?.word ?? '';
    if (counted.has(after)) return before === 'x' ? [at - 1, at, at + 1] : [at, at + 1];
    if (before === 'x') return [at - 1, at];
    return counted.has(before) || (word.length === 1 && isKnown(after)) ? [at] : [];
  });

const buildProcedures = (): Lexicon<Procedure> => {
  const byTitle = new Map<string, Procedure>();
  return buildLexicon(
    namedProcedures.map(([kind, display, ...names]) => {
      const key = `${kind} ${display}`;
      const procedure = byTitle.get(key) ?? { kind, display };
      byTitle.set(key, procedure);
      return [
        procedure,
        [kind, ...(/,| or | and /.test(display) || display.startsWith('Other ') ? [] : [display]), ...splitLists(names)].flatMap(expandPattern),
      ] as const;
    }),
  );
};

const createParser = (): LineParser<Procedure> => {
  const lexicon = buildProcedures();
  const isKnown = (word: string) => lexicon.byWord.has(word) || procedureMarkers.has(word);
  const explainNames = createNameExplainer(isKnown);
  return {
    lexicon,
    markers: procedureMarkers,
    nothingNouns: foldAll([
      'surgery, surgeries, operation, operations, procedure, procedures, intervention, interventions, hospitalisation, hospitalization',
      'ऑपरेशन, सर्जरी, treatment, treatments',
    ]),
    frames: new Set([...placeWords, ...circumstances]),
    meaningOfWord: () => null,
    explainedPlaces: (tokens) => [...countPlaces(tokens, (word) => lexicon.byWord.has(word)), ...explainNames(tokens)],
    meantWord: (word) => findMeantWord(word, lexicon.byWord.keys()),
  };
};

let reader: LineParser<Procedure> | null = null;

const getStatement = ({ markers }: Mention<Procedure>): ProcedureStatement => {
  if (markers.has('family')) return 'family';
  if (markers.has('denied')) return 'denied';
  return markers.has('planned') ? 'planned' : 'done';
};

/**
 * Whether the statement is unclear: doubtful, or planned and done at once. A hysterectomy that may have been done does not exclude a pregnancy. A code of a
 * diagnosis names no procedure.
 */
const isUnclear = ({ markers, code }: Mention<Procedure>): boolean => code !== null || markers.has('doubt') || (markers.has('planned') && markers.has('over'));

/** The reason of a procedure, where words beside it name a disease: "for ca thyroid". */
const findReasons = (words: readonly string[], found: readonly ProcedureFound[]): ParsedProcedures['reasons'] | null => {
  if (words.length === 0 || found.length === 0 || found.some(({ statement }) => statement !== 'done')) return null;
  const reading = parseCondition(words.join(' '));
  return reading.unexplained.length === 0 &&
    reading.found.length > 0 &&
    reading.found.every(({ statement, spelling }) => statement === 'present' && spelling === 'exact')
    ? reading.found.map(({ code, display, words: typed }) => ({ code, display, words: typed }))
    : null;
};

/** Joins "D&C" into one name; elsewhere an ampersand joins two procedures. */
const joinCurettage = (text: string): string => text.replace(/(?<!\p{L})d\s?&\s?c(?!\p{L})/giu, 'DnC');

const read = (text: string): ParsedProcedures => {
  reader ??= createParser();
  const line = parseLine(joinCurettage(text), reader);
  const found = line.mentions
    .filter((mention) => !isUnclear(mention))
    .flatMap((mention) =>
      mention.meanings.map(({ kind, display }) => ({ words: mention.words, kind, display, statement: getStatement(mention), spelling: mention.spelling })),
    );
  const unclear = line.mentions.filter(isUnclear).map(({ words }) => words);
  const near = found
    .filter(({ spelling }) => spelling === 'near')
    .map(({ kind, display, words }) => ({ system: 'hairline' as const, code: kind, display, words }));
  const proposed = listAlternativesOfLine(reader.lexicon, line.unexplained, text).map(({ meaning, words }) => ({
    system: 'hairline' as const,
    code: meaning.kind,
    display: meaning.display,
    words,
  }));
  const reasons = findReasons(line.unexplained, found);
  const unexplained = [...(reasons === null ? line.unexplained : []), ...unclear];
  return { found, unexplained, reasons: reasons ?? [], alternatives: [...near, ...proposed].slice(0, MOST_ALTERNATIVES), nothing: line.nothing };
};

/** Reads a typed procedure completely: words that are not understood are listed in `unexplained` and never skipped. */
export const parseProcedure: (text: string) => ParsedProcedures = memoize(read);
