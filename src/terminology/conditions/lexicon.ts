/** The vocabulary of conditions: the names in this folder, and the titles of the shipped list of ICD-10. */
import { findShippedCode, listShippedCodes } from '../codes/shipped.js';
import { buildLexicon, type Lexicon } from '../words/lexicon.js';
import { splitLists, listWordsOfName } from '../words/tokens.js';
import { namedConditions } from './data/index.js';
import { expandPattern } from './names.js';

export interface Condition {
  readonly code: string;
  readonly display: string;
}

/** Removes "other" and "not stated" from a title; people do not use these words in the name of a condition. */
const simplifyTitle = (title: string): string =>
  title
    .replace(/,? (?:unspecified|other|site unspecified|type unspecified|not stated.*)$/i, '')
    .replace(/^Other /, '')
    .replace(/,? (?:unspecified|other|site unspecified|type unspecified|not stated.*)$/i, '');

/** The names in a title. A title with a comma or an "or" is not a name that people type. */
const listTitleNames = (title: string): string[] => (/,| or | and /.test(title) ? [] : [title]);

const conditions = new Map<string, Condition>();

/** Finds or creates the condition of a code. Each code has one object, so that different names of it are recognised as the same. */
const getCondition = (code: string, display: string): Condition => {
  let condition = conditions.get(code);
  if (!condition) conditions.set(code, (condition = { code, display }));
  return condition;
};

/** Finds the condition of a code that was typed among words, with its title; where the code has none, with the title of its category. */
export const getConditionByCode = (code: string): Condition => {
  const category = code.slice(0, 3);
  const known = conditions.get(code) ?? findShippedCode('icd-10', code) ?? conditions.get(category) ?? findShippedCode('icd-10', category);
  return { code, display: known?.display ?? 'Condition of this code' };
};

const buildConditions = (): Lexicon<Condition> => {
  const named = namedConditions.map(
    ([code, display, ...names]) => [getCondition(code, display), [...listTitleNames(display), ...splitLists(names)].flatMap(expandPattern)] as const,
  );
  const taken = new Set(named.flatMap(([, names]) => names.map((name) => [...listWordsOfName(name)].sort().join(' '))));
  const shipped = listShippedCodes('icd-10').flatMap(({ code, display }) => {
    const title = simplifyTitle(display);
    // A name in the lists of this folder takes precedence, because the list of ICD-10 has the same title on several levels.
    return taken.has([...listWordsOfName(title)].sort().join(' ')) ? [] : [[getCondition(code, display), listTitleNames(title)] as const];
  });
  return buildLexicon([...named, ...shipped]);
};

let built: Lexicon<Condition> | null = null;

/** The vocabulary, built when it is first needed. */
export const getConditionLexicon = (): Lexicon<Condition> => (built ??= buildConditions());
