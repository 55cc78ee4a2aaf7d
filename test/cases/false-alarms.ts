/** How many lines, as people type them, nothing reads: each is a check that waits for somebody. `npm run false-alarms` prints it. */
import { parseCondition } from '../../src/terminology/conditions/index.js';
import { parseProcedure } from '../../src/terminology/procedures/index.js';
import { brands } from '../../src/terminology/substances/brands/index.js';
import { parseSubstances } from '../../src/terminology/substances/index.js';
import { ordinaryPatients, type OrdinaryPatient } from './ordinary-patients.js';

/** Of a file of names as a pharmacy types them, soaps and syringes included, at most this share may stay unread. */
export const MOST_OF_A_FILE = 0.5;
/** Of the lines of ordinary patients. */
export const MOST_OF_PATIENTS = 0.05;

interface Reading {
  found: readonly unknown[];
  unexplained: readonly string[];
  unspecified?: readonly string[];
  reasons?: readonly unknown[];
  nothing: boolean;
}

interface Unread {
  line: string;
  /** The words that nothing explains; the line, where nothing of it is known. */
  words: readonly string[];
}

export interface Count {
  name: string;
  /** Lines that say something: "none" and "nil" are read by everybody, and would make the share look small. */
  lines: number;
  unread: readonly Unread[];
}

const count = (name: string, all: readonly string[], read: (line: string) => Reading): Count => {
  const telling = all.map((line) => ({ line, reading: read(line) })).filter(({ reading }) => !reading.nothing || reading.unexplained.length > 0);
  const unread = telling.flatMap(({ line, reading }): Unread[] => {
    const words = [...new Set([...reading.unexplained, ...(reading.unspecified ?? [])])];
    if (words.length > 0) return [{ line, words }];
    return reading.found.length + (reading.reasons ?? []).length > 0 ? [] : [{ line, words: [line] }];
  });
  return { name, lines: telling.length, unread };
};

export const countMedicines = (name: string, lines: readonly string[]): Count => count(name, lines, parseSubstances);

/** The brands that are shipped; none may stay unread. */
export const countBrands = (): Count =>
  countMedicines(
    'brands that are shipped',
    brands.map(([name]) => name),
  );

const linesOf = (list: 'medicines' | 'conditions' | 'allergies' | 'procedures'): string[] =>
  ordinaryPatients.flatMap((ordinaryPatient: OrdinaryPatient) => ordinaryPatient[list]);

/** The lines of the ordinary patients, list by list. */
export const countPatients = (): Count[] => [
  countMedicines('ordinary patients: medicines', linesOf('medicines')),
  count('ordinary patients: conditions', linesOf('conditions'), parseCondition),
  countMedicines('ordinary patients: allergies', linesOf('allergies')),
  count('ordinary patients: procedures', linesOf('procedures'), parseProcedure),
];

export const together = (name: string, counts: readonly Count[]): Count => ({
  name,
  lines: counts.reduce((sum, { lines }) => sum + lines, 0),
  unread: counts.flatMap(({ unread }) => unread),
});
