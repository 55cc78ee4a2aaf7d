import { remembering } from '../../kernel/remembering.js';
import { bareCode } from './codes.js';
import { classNames, ingredients } from './ingredients.data.js';

/** Clinics plan the same few things for everybody, and most allergies are the same few words. */
const textsRemembered = 1_000;

/** Lower case, without accents, punctuation and plurals: what is left is compared word by word. */
const plain = remembering(
  (text: string): string =>
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .replace(/(\p{L}{3})s(?= |$)/gu, '$1')
      .trim(),
  textsRemembered,
);

/** Most texts do not even hold the letters: only one that does is looked at word by word. */
const containsWords = (text: string, words: string): boolean => words !== '' && text.includes(words) && ` ${text} `.includes(` ${words} `);

/** A substance by the names that it is known under, plain, and the classes it belongs to. */
export interface Substance {
  catalogued: boolean;
  names: string[];
  classes: string[];
  atc: string[];
}

const known: readonly Substance[] = ingredients.map((one) => ({
  catalogued: true,
  names: [one.id, ...one.names].map(plain),
  classes: one.classes.flatMap((name) => [name, ...(classNames[name] ?? [])]).map(plain),
  atc: one.atc,
}));

/** Every ingredient that a text names; a text that names none stands for itself. */
export const substancesIn = remembering((text: string): readonly Substance[] => {
  const written = plain(text);
  const found = known.filter((one) => one.names.some((name) => containsWords(written, name)));
  return found.length > 0 ? found : [{ catalogued: false, names: [written], classes: [], atc: [] }];
}, textsRemembered);

/** "Local anaesthetic" in a sentence means the class; a single word does only where it stands alone: growth hormone is not every hormone. */
const namesClass = (written: string, name: string): boolean => (name.includes(' ') ? containsWords(written, name) : written === name);

const sameAtc = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

/** An allergy in the form in which it is compared. */
export interface Allergen {
  /** Its words, plain. */
  written: string[];
  /** Its ATC code, when it has one. */
  atc: string | null;
}

export const allergenOf = (allergy: { text: string | null; code: { system: string; code: string; display?: string | null } | null }): Allergen => ({
  written: [allergy.text, allergy.code?.display].map((text) => plain(text ?? '')).filter((text) => text !== ''),
  atc: allergy.code?.system === 'atc' ? bareCode(allergy.code.code) : null,
});

/** Whether what is written down as an allergy means the substance: by its name, by its class, or by words of a name that no catalogue knows. */
const means = (written: string, { catalogued, names, classes }: Substance): boolean =>
  names.some((name) => containsWords(written, name)) ||
  classes.some((name) => namesClass(written, name)) ||
  (!catalogued && names.some((name) => containsWords(name, written)));

/** Whether one of these substances is what a person is allergic to, by name, by class or by ATC code. */
export const isAllergenic = (substances: readonly Substance[], { written, atc }: Allergen): boolean =>
  substances.some((substance) => written.some((text) => means(text, substance)) || (atc !== null && substance.atc.some((code) => sameAtc(code, atc))));

/** The ATC codes that an allergy may have: its own, or those of the ingredients that its words name; null when nobody knows. */
export const atcCodesOf = ({ written, atc }: Allergen): readonly string[] | null => {
  if (atc !== null) return [atc];
  const named = written.flatMap((text) => known.filter((one) => one.names.some((name) => containsWords(text, name)))).flatMap((one) => one.atc);
  return named.length > 0 ? named : null;
};

/** Asks whether a planned substance is one of these ingredients or belongs to one of these classes. */
export const oneOf = (wanted: readonly string[]): ((substances: readonly Substance[]) => boolean) => {
  const words = wanted.map(plain);
  return (substances) =>
    substances.some(({ catalogued, names, classes }) =>
      words.some((word) => classes.includes(word) || names.includes(word) || (!catalogued && names.some((name) => containsWords(name, word)))),
    );
};

/** The catalogue's words for an ATC code, for a product whose label says something else; none where the catalogue has no such code. */
export const ingredientsOfAtc = (code: string): string[] => ingredients.filter((one) => one.atc.includes(code.toUpperCase())).map((one) => one.id);
/** The substances that a word of `ingredientWords` stands for: an ingredient, or all of a class. */
export const substancesOf = (word: string): readonly Substance[] => known.filter((one) => oneOf([word])([one]));

/** The words that a rule may use for ingredients. */
export const ingredientWords: ReadonlySet<string> = new Set([...ingredients.map((one) => one.id), ...Object.keys(classNames)]);
