import { remembering } from '../../kernel/remembering.js';
import { bareCode } from './codes.js';

/**
 * What the treatments put into the skin, under the names that people write: needed to know whether an allergy
 * is one to something planned, and which class a planned substance belongs to.
 */
interface Ingredient {
  id: string;
  /** Other names, in lower case. */
  names: string[];
  /** ATC codes under which an allergy to it may be recorded. */
  atc: string[];
  /** Wider words that mean it too: classes of rules, and of allergies. */
  classes: string[];
}

const ingredient = (id: string, names: string[], atc: string[], classes: string[] = []): Ingredient => ({ id, names, atc, classes });

const amideAnaesthetic = ['local-anaesthetic', 'amide-anaesthetic'];

const ingredients: readonly Ingredient[] = [
  ingredient('minoxidil', ['rogaine', 'regaine', 'loniten'], ['D11AX01', 'C02DC01']),
  ingredient('finasteride', ['propecia', 'proscar'], ['D11AX10', 'G04CB01'], ['5-alpha-reductase-inhibitor']),
  ingredient('dutasteride', ['avodart'], ['G04CB02'], ['5-alpha-reductase-inhibitor']),
  ingredient('buflomedil', [], ['C04AX20']),
  ingredient('biotin', ['vitamin h', 'vitamin b7'], ['A11HA05'], ['vitamin']),
  ingredient('silicium', ['silicon', 'silica', 'organic silicon', 'organic silica'], []),
  ingredient('d-panthenol', ['dexpanthenol', 'panthenol', 'pantothenic acid', 'vitamin b5', 'provitamin b5'], ['A11HA30', 'D03AX03'], ['vitamin']),
  ingredient('lidocaine', ['lignocaine', 'xylocaine', 'lidocain'], ['N01BB02', 'D04AB01', 'C05AD01', 'S01HA07', 'S02DA01', 'R02AD02'], amideAnaesthetic),
  ingredient('prilocaine', ['citanest'], ['N01BB04', 'D04AB'], amideAnaesthetic),
  ingredient('lidocaine-prilocaine', ['emla', 'lidocaine and prilocaine'], ['N01BB20'], [...amideAnaesthetic, 'lidocaine', 'prilocaine']),
  ingredient('mepivacaine', [], ['N01BB03'], amideAnaesthetic),
  ingredient('bupivacaine', [], ['N01BB01'], amideAnaesthetic),
  ingredient('articaine', [], ['N01BB08'], amideAnaesthetic),
  ingredient('benzocaine', [], ['N01BA05', 'D04AB04'], ['local-anaesthetic', 'ester-anaesthetic']),
  ingredient('tetracaine', ['amethocaine'], ['N01BA03', 'D04AB06'], ['local-anaesthetic', 'ester-anaesthetic']),
  ingredient('procaine', ['novocaine'], ['N01BA02'], ['local-anaesthetic', 'ester-anaesthetic']),
  ingredient('adrenaline', ['epinephrine'], ['C01CA24']),
  ingredient('hyaluronic-acid', ['hyaluronate', 'sodium hyaluronate'], ['D03AX05', 'M09AX01']),
  ingredient('hyaluronidase', [], ['B06AA03'], ['enzyme']),
  ingredient('collagenase', [], ['D03BA02'], ['enzyme']),
  ingredient('estradiol', ['oestradiol', 'estrogen', 'oestrogen'], ['G03CA03', 'G03CA'], ['hormone']),
  ingredient('progesterone', [], ['G03DA04'], ['hormone']),
  ingredient('alfatradiol', ['17-alpha-estradiol', '17 alpha estradiol'], ['D11AX06'], ['hormone']),
  ingredient('testosterone', [], ['G03BA03'], ['hormone']),
  ingredient('melatonin', [], ['N05CH01'], ['hormone']),
  ingredient('iron-oxide-pigment', ['iron oxide', 'iron oxide pigment', 'ferric oxide'], [], ['pigment']),
  ingredient('carbon-pigment', ['carbon black', 'carbon pigment'], [], ['pigment']),
  ingredient('titanium-dioxide-pigment', ['titanium dioxide'], [], ['pigment']),
];

/** Words for a class, as they are written down in lists of allergies. */
const classNames: Record<string, string[]> = {
  'local-anaesthetic': ['local anaesthetic', 'local anesthetic', 'caine anaesthetics'],
  'amide-anaesthetic': ['amide anaesthetic', 'amide anesthetic', 'amide local anaesthetic', 'amide local anesthetic'],
  'ester-anaesthetic': ['ester anaesthetic', 'ester anesthetic', 'ester local anaesthetic', 'ester local anesthetic'],
  '5-alpha-reductase-inhibitor': ['5 alpha reductase inhibitor', '5-alpha reductase inhibitor'],
  hormone: ['hormone', 'hormones'],
  vitamin: ['vitamin', 'vitamins'],
  enzyme: ['enzyme', 'enzymes'],
  pigment: ['pigment', 'pigments', 'tattoo pigment', 'tattoo ink', 'ink'],
};

/** Lower case, without accents, punctuation and plurals: what is left is compared word by word. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(\p{L}{3})s(?= |$)/gu, '$1')
    .trim();

const containsWords = (text: string, words: string): boolean => words !== '' && ` ${text} `.includes(` ${words} `);

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

/** Clinics plan the same few things for everybody. */
const plannedRemembered = 1_000;

/** Every ingredient that a text names; a text that names none stands for itself. */
export const substancesIn = remembering((text: string): readonly Substance[] => {
  const written = plain(text);
  const found = known.filter((one) => one.names.some((name) => containsWords(written, name)));
  return found.length > 0 ? found : [{ catalogued: false, names: [written], classes: [], atc: [] }];
}, plannedRemembered);

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
