/** The vocabulary of conditions: those that are named here, and the titles of the shipped list of ICD-10. */
import { shippedCode, shippedCodes } from '../codes/shipped.js';
import { buildLexicon, type Lexicon } from '../words/lexicon.js';
import { listed, wordsOfName } from '../words/tokens.js';
import { namedConditions } from './data/index.js';
import { namesOf } from './names.js';

export interface Condition {
  readonly code: string;
  readonly display: string;
}

/** "Other" and "not stated" are no part of what people call an illness. */
const plainTitle = (title: string): string =>
  title
    .replace(/,? (?:unspecified|other|site unspecified|type unspecified|not stated.*)$/i, '')
    .replace(/^Other /, '')
    .replace(/,? (?:unspecified|other|site unspecified|type unspecified|not stated.*)$/i, '');

/** A title with a comma or an "or" is no name that anybody types. */
const titleNames = (title: string): string[] => (/,| or | and /.test(title) ? [] : [title]);

const conditions = new Map<string, Condition>();

/** One object for a code, so that several names of it are known to be the same. */
const conditionOf = (code: string, display: string): Condition => {
  let condition = conditions.get(code);
  if (!condition) conditions.set(code, (condition = { code, display }));
  return condition;
};

/** A code as it may be typed among words: its title where one is known, else that of its category. */
export const conditionByCode = (code: string): Condition => {
  const category = code.slice(0, 3);
  const known = conditions.get(code) ?? shippedCode('icd-10', code) ?? conditions.get(category) ?? shippedCode('icd-10', category);
  return { code, display: known?.display ?? 'Condition of this code' };
};

const buildConditions = (): Lexicon<Condition> => {
  const named = namedConditions.map(
    ([code, display, ...names]) => [conditionOf(code, display), [...titleNames(display), ...listed(names)].flatMap(namesOf)] as const,
  );
  const taken = new Set(named.flatMap(([, names]) => names.map((name) => [...wordsOfName(name)].sort().join(' '))));
  const shipped = shippedCodes('icd-10').flatMap(({ code, display }) => {
    const title = plainTitle(display);
    // A name that is given above means what is said there: the list has the same title on several levels.
    return taken.has([...wordsOfName(title)].sort().join(' ')) ? [] : [[conditionOf(code, display), titleNames(title)] as const];
  });
  return buildLexicon([...named, ...shipped]);
};

let built: Lexicon<Condition> | null = null;

/** Built when it is first asked for. */
export const conditionLexicon = (): Lexicon<Condition> => (built ??= buildConditions());
