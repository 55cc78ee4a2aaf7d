/** What the clinic learns from an entry of a history that has both words and a code. */
import { parseCondition } from '../../terminology/conditions/index.js';
import { parseProcedure } from '../../terminology/procedures/index.js';
import { parseSubstances } from '../../terminology/substances/index.js';
import { comparedForm, hidesWhatIsKnown, isReadable, sameMeaning, type NameKind, type NamedCode } from './name.js';

interface Coding {
  system: string;
  code: string;
  display?: string | null;
}

/** An entry of one of the four lists of a history, as far as it names something. */
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

/** A name is short. A sentence is no name, and may say more of the person than of the medicine. */
const MOST_WORDS = 8;
const MOST_CHARACTERS = 80;
/** Fewer letters are an abbreviation that means too much. */
const FEWEST_LETTERS = 4;

/** A line of several medicines under one code: which of them the code means is not known. */
const namesSeveral = (text: string): boolean => /[,;+&|\n]|\/(?!\d)|\band\b/i.test(text);

const isShort = (compared: string): boolean => compared.length > 0 && compared.length <= MOST_CHARACTERS && compared.split(' ').length <= MOST_WORDS;

/** The name in a line of one medicine, without strength, form and schedule; the line itself where it cannot be told apart from them. */
const nameInLine = (text: string): string | null => {
  const { found, unexplained, unspecified, nothing } = parseSubstances(text);
  if (nothing || unexplained.length === 0 || namesSeveral(text)) return null;
  // Beside each word that is not explained, the reader names the part of the line that it stands in.
  const words = unexplained.filter((text) => !/\s/.test(text));
  const name = words.map(comparedForm).join(' ');
  const isWhole = found.length === 0 && unspecified.length === 0 && ` ${comparedForm(text)} `.includes(` ${name} `);
  return isWhole && name.replace(/[^\p{L}]/gu, '').length >= FEWEST_LETTERS ? name : text;
};

/** The name that words hold which the shipped vocabulary cannot read by itself; null where there is nothing to learn. */
const unreadName: Record<NameKind, (text: string) => string | null> = {
  substance: nameInLine,
  condition: (text) => {
    const { unexplained, nothing } = parseCondition(text);
    return !nothing && unexplained.length > 0 ? text : null;
  },
  procedure: (text) => {
    const { unexplained, nothing } = parseProcedure(text);
    return !nothing && unexplained.length > 0 ? text : null;
  },
};

const learnedFrom = ({ list, entry }: SaidEntry): LearnedName[] => {
  const { code, text } = list === 'allergies' ? (entry.substance ?? {}) : { code: entry.code, text: list === 'medications' ? entry.name : entry.text };
  const kind = kindOf[list];
  if (!code || !text?.trim() || !isReadable(kind, { system: code.system, code: code.code })) return [];
  const name = unreadName[kind](text.trim());
  const normalized = name === null ? '' : comparedForm(name);
  if (name === null || !isShort(normalized)) return [];
  const { display } = code;
  const codes = [{ system: code.system, code: code.code, ...(display && { display }) }];
  return hidesWhatIsKnown({ kind, name: text, codes }) ? [] : [{ kind, name, normalized, codes }];
};

/** What the entries teach. A name that they use for two things teaches nothing. */
export const learnedNames = (said: readonly SaidEntry[]): LearnedName[] => {
  const byName = Map.groupBy(said.flatMap(learnedFrom), ({ kind, normalized }) => `${kind} ${normalized}`);
  return [...byName.values()].flatMap(([first, ...others]) => {
    const means = ({ codes }: LearnedName) => ({ codes, harmless: false });
    return first && others.every((other) => sameMeaning(means(first), means(other))) ? [first] : [];
  });
};
