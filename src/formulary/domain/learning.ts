/** Finds the names that the clinic can learn from entries of a medical history that have both words and a code. */
import { parseCondition } from '../../terminology/conditions/index.js';
import { parseProcedure } from '../../terminology/procedures/index.js';
import { parseSubstances } from '../../terminology/substances/index.js';
import { toComparableName, hidesWhatIsKnown, isReadable, isSameMeaning, type NameKind, type NamedCode } from './name.js';

interface Coding {
  system: string;
  code: string;
  display?: string | null;
}

/** An entry of one of the four lists of a medical history, with its words and its code. */
export interface SaidEntry {
  list: 'conditions' | 'allergies' | 'medications' | 'procedures';
  entry: {
    code?: Coding | null;
    text?: string | null;
    name?: string | null;
    substance?: { code?: Coding | null; text?: string | null };
  };
}

export interface LearnedName {
  kind: NameKind;
  name: string;
  normalized: string;
  codes: NamedCode[];
}

const kindOf: Record<SaidEntry['list'], NameKind> = { conditions: 'condition', allergies: 'substance', medications: 'substance', procedures: 'procedure' };

/** The largest number of words in a learned name. A sentence is not a name, and may tell more about the person than about the medicine. */
const MOST_WORDS = 8;
const MOST_CHARACTERS = 80;
/** The smallest number of letters in a learned name. A shorter abbreviation has too many meanings. */
const FEWEST_LETTERS = 4;

/** Whether a line names several medicines. With one code it is unknown which of the medicines the code means. */
const namesSeveralMedicines = (text: string): boolean => /[,;+&|\n]|\/(?!\d)|\band\b/i.test(text);

const isShort = (compared: string): boolean => compared.length > 0 && compared.length <= MOST_CHARACTERS && compared.split(' ').length <= MOST_WORDS;

/**
 * Finds the name in a line about one medicine, without strength, form and schedule; answers the whole line where they cannot be separated, and null where there
 * is nothing to learn.
 */
const findNameInLine = (text: string): string | null => {
  const { found, unexplained, unspecified, nothing } = parseSubstances(text);
  if (nothing || unexplained.length === 0 || namesSeveralMedicines(text)) return null;
  // The parser lists each unexplained word, and also the whole part of the line that contains the word.
  const words = unexplained.filter((text) => !/\s/.test(text));
  const name = words.map(toComparableName).join(' ');
  const isWhole = found.length === 0 && unspecified.length === 0 && ` ${toComparableName(text)} `.includes(` ${name} `);
  return isWhole && name.replace(/[^\p{L}]/gu, '').length >= FEWEST_LETTERS ? name : text;
};

/** Finds the name that the shipped vocabulary cannot read in the words; null where there is nothing to learn. */
const unreadName: Record<NameKind, (text: string) => string | null> = {
  substance: findNameInLine,
  condition: (text) => {
    const { unexplained, nothing } = parseCondition(text);
    return !nothing && unexplained.length > 0 ? text : null;
  },
  procedure: (text) => {
    const { unexplained, nothing } = parseProcedure(text);
    return !nothing && unexplained.length > 0 ? text : null;
  },
};

const listNamesFromEntry = ({ list, entry }: SaidEntry): LearnedName[] => {
  const { code, text } = list === 'allergies' ? (entry.substance ?? {}) : { code: entry.code, text: list === 'medications' ? entry.name : entry.text };
  const kind = kindOf[list];
  if (!code || !text?.trim() || !isReadable(kind, { system: code.system, code: code.code })) return [];
  const name = unreadName[kind](text.trim());
  const normalized = name === null ? '' : toComparableName(name);
  if (name === null || !isShort(normalized)) return [];
  const { display } = code;
  const codes = [{ system: code.system, code: code.code, ...(display && { display }) }];
  return hidesWhatIsKnown({ kind, name: text, codes }) ? [] : [{ kind, name, normalized, codes }];
};

/** Finds the names that the entries teach. A name that the entries use for two different meanings is not learned. */
export const listLearnedNames = (said: readonly SaidEntry[]): LearnedName[] => {
  const byName = Map.groupBy(said.flatMap(listNamesFromEntry), ({ kind, normalized }) => `${kind} ${normalized}`);
  return [...byName.values()].flatMap(([first, ...others]) => {
    const means = ({ codes }: LearnedName) => ({ codes, harmless: false });
    return first && others.every((other) => isSameMeaning(means(first), means(other))) ? [first] : [];
  });
};
