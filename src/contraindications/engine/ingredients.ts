import { memoize } from '../../kernel/memoize.js';
import { translateCoding } from '../../terminology/maps/index.js';
import {
  findGroupsOfAtc,
  isAllergenTo,
  parseSubstances,
  findSubstanceById,
  substances,
  listSubstancesOfAtc,
  type OwnNames,
  type ParsedSubstances,
} from '../../terminology/substances/index.js';
import { toBareCode } from './codes.js';
import type { AllergyFact, Coding, OwnNameFact, UnreadPart } from './facts.js';
import type { ReadText } from './read-text.js';
import type { NamedSubstance } from './read-text.js';

/** The number of texts to remember: clinics plan the same few ingredients, and most allergies have the same few words. */
const textsRemembered = 2_000;

const ownMaps = new WeakMap<Record<string, OwnNameFact>, OwnNames>();

/** The map of a clinic's own names. The same names give the same map, so that parsed texts can be remembered with it. */
const findOwnNames = (ownNames: Record<string, OwnNameFact> | undefined): OwnNames | undefined => {
  if (ownNames === undefined) return undefined;
  let own = ownMaps.get(ownNames);
  if (!own) ownMaps.set(ownNames, (own = new Map(Object.entries(ownNames))));
  return own;
};

const read = (text: string, own: OwnNames | undefined): ParsedSubstances => (own ? parseSubstances(text, { own }) : readKnown(text));
const readKnown = memoize((text: string) => parseSubstances(text), textsRemembered);

/** Names of kinds that contain both substances that matter and substances that do not; the exact substance must be asked for. */
const wideKinds: ReadonlySet<string> = new Set(['anaesthetic', 'antibiotic', 'preservative', 'cosmetic']);

/** The unread part of words about substances; null where every word is explained. `tooWide` has the kinds that need an exact substance. */
export const findUnreadWords = (
  { unexplained, unspecified, alternatives, found, nothing }: ParsedSubstances,
  text: string,
  tooWide: ReadonlySet<string>,
): UnreadPart | null => {
  const proposed = alternatives.map(({ system, code, display }) => ({ system, code, display }));
  if (unspecified.length > 0) return { reason: 'unknown-content', words: unspecified, alternatives: proposed };
  if (unexplained.length > 0) return { reason: proposed.length > 0 ? 'misspelt' : 'unknown-words', words: unexplained, alternatives: proposed };
  const wide = found.filter(({ substance, statement }) => tooWide.has(substance) && statement !== 'denied' && statement !== 'absent');
  if (wide.length > 0) return { reason: 'too-wide', words: wide.map(({ words }) => words), alternatives: proposed };
  const near = found.filter(({ spelling }) => spelling === 'near');
  // A possible misspelling may make a rule fire, and never counts as harmless.
  if (near.length > 0) return { reason: 'misspelt', words: near.map(({ words }) => words), alternatives: proposed };
  return found.length === 0 && !nothing ? { reason: 'unknown-words', words: [text], alternatives: [] } : null;
};

const listNamedSubstances = ({ found }: ParsedSubstances): NamedSubstance[] =>
  found
    .filter(({ statement }) => statement !== 'denied' && statement !== 'absent')
    .map(({ substance, atc }) => ({ id: findSubstanceById(substance) ? substance : null, atc: atc.map(toBareCode) }));

/** Reads a planned ingredient by the vocabulary. */
export const readIngredient = (written: string, ownNames?: Record<string, OwnNameFact>): ReadText => {
  const reading = read(written, findOwnNames(ownNames));
  return { found: listNamedSubstances(reading), unread: findUnreadWords(reading, written, wideKinds) };
};

const readCoding = (code: Coding): ReadText => {
  const ofAtc = (atc: string): NamedSubstance[] => {
    const found = listSubstancesOfAtc(atc).map(({ id }) => ({ id, atc: [toBareCode(atc)] }));
    return found.length > 0 ? found : [{ id: null, atc: [toBareCode(atc)] }];
  };
  const unread = (reason: UnreadPart['reason']): ReadText => ({ found: [], unread: { reason, words: [], alternatives: [] } });
  if (code.system === 'atc') return findGroupsOfAtc(code.code) === null ? unread('unknown-code') : { found: ofAtc(code.code), unread: null };
  if (code.system === 'hairline') return findSubstanceById(code.code) ? { found: [{ id: code.code, atc: [] }], unread: null } : unread('unknown-code');
  const { substance = [], atc = [] } = translateCoding(code) ?? {};
  if (substance.length + atc.length === 0) return unread('unknown-system');
  const named = substance.filter((id) => findSubstanceById(id)).map((id) => ({ id, atc: [] }));
  return { found: [...named, ...atc.flatMap(ofAtc)], unread: null };
};

/** Reads an allergy by its code and by its words; both count. A code that is read explains the words. */
export const readAllergy = ({ code, text }: Pick<AllergyFact, 'code' | 'text'>, ownNames?: Record<string, OwnNameFact>): ReadText => {
  const coded = code === null ? null : readCoding(code);
  const words = [text, code?.display].filter((item): item is string => !!item?.trim());
  const own = findOwnNames(ownNames);
  const written = words.map((word) => {
    const reading = read(word, own);
    return { found: listNamedSubstances(reading), unread: findUnreadWords(reading, word, wideKinds) };
  });
  const found = [...(coded?.found ?? []), ...written.flatMap((item) => item.found)];
  if (coded !== null && coded.unread === null) return { found, unread: null };
  const unread = written.length > 0 ? (written.find((item) => item.unread !== null)?.unread ?? null) : (coded?.unread ?? null);
  return { found, unread };
};

const isSameAtc = (one: readonly string[], other: readonly string[]): boolean => one.some((a) => other.some((b) => a.startsWith(b) || b.startsWith(a)));

/**
 * How closely an allergy concerns a planned ingredient. `itself`: the same substance, its class or a member of it. `same-class`: another member of a class with
 * cross-reactions.
 */
export type Closeness = 'itself' | 'same-class';

const findCloseness = (allergen: NamedSubstance, planned: NamedSubstance): Closeness | null => {
  if (allergen.id === null || planned.id === null) return isSameAtc(allergen.atc, planned.atc) ? 'itself' : null;
  const match = isAllergenTo(allergen.id, planned.id);
  return match === null || match === 'same-class' ? match : 'itself';
};

/** Whether a person has an allergy to one of the planned substances, of this closeness. */
export const isAllergenic = (planned: ReadText, allergy: ReadText, closeness: Closeness = 'itself'): boolean =>
  planned.found.some((substance) => allergy.found.some((allergen) => findCloseness(allergen, substance) === closeness)) ||
  (closeness === 'itself' && sharesUnknownWord(planned, allergy));

const shortestTellingWord = 3;

/** Whether both texts contain the same unknown word, which then means the same substance. */
const sharesUnknownWord = ({ unread: planned }: ReadText, { unread: allergy }: ReadText): boolean =>
  planned !== null && allergy !== null && planned.words.some((word) => word.length >= shortestTellingWord && allergy.words.includes(word));

const belongsTo = (id: string, word: string): boolean => id === word || (findSubstanceById(id)?.classes.includes(word) ?? false);

/** Whether the words name one of the rule's substances, a member of one of its classes, or a class that contains one of them. */
export const namesAny =
  (wanted: readonly string[]): ((reading: ReadText) => boolean) =>
  ({ found }) =>
    found.some(({ id }) => id !== null && wanted.some((word) => belongsTo(id, word) || belongsTo(word, id)));

/** Whether an allergy is to one of the substances that a rule names, by ids of the vocabulary or by prefixes of ATC codes. */
export const meansAllergyTo = (wanted: readonly string[], prefixes: readonly string[]): ((reading: ReadText) => boolean) => {
  const isWanted = (allergen: NamedSubstance): boolean =>
    wanted.some((word) => allergen.id !== null && ['same', 'class', 'member'].includes(isAllergenTo(allergen.id, word) ?? '')) ||
    (prefixes.length > 0 &&
      isSameAtc([...allergen.atc, ...(allergen.id === null ? [] : (findSubstanceById(allergen.id)?.atc ?? []))].map(toBareCode), prefixes));
  return ({ found }) => found.some(isWanted);
};

/**
 * The ingredient of a product in words that the vocabulary reads: the substances of its code, and its name. A name that cannot be read is left out where a code
 * explains it.
 */
export const listWordsOfIngredient = ({ ingredient, code }: { ingredient: string; code: Coding | null }): string[] => {
  const coded = code === null ? [] : readCoding(code).found.flatMap(({ id }) => id ?? []);
  return coded.length > 0 && readIngredient(ingredient).unread !== null ? coded : [ingredient, ...coded];
};

/** The words that a rule may use for ingredients: every substance and class of the vocabulary. */
export const ingredientWords: ReadonlySet<string> = new Set(substances.map(({ id }) => id));
