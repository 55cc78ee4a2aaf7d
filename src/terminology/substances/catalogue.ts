/** Builds the vocabulary: each substance and class by its id and by its names, and the mixtures and brands made of them. */
import type { MedicineGroup } from '../concerns/medicine-groups.js';
import { brands } from './brands/index.js';
import { classLines } from './data/classes.js';
import { mixtures } from './data/mixtures.js';
import { substanceLines } from './data/index.js';
import type { ClassLine, Route, Substance, SubstanceLine } from './substance.js';
import { normalizeName } from './words.js';

/** A part of the meaning of a name: the substance, and the routes where the pack is only for these. */
export interface Part {
  readonly substance: Substance;
  readonly routes: readonly Route[];
}

/** The meaning of a name. A mixture is a medicine of several parts; a brand is a name that a company made. */
export interface Named {
  readonly kind: 'substance' | 'mixture' | 'brand';
  readonly display: string;
  readonly parts: readonly Part[];
}

/** Names that are misspellings, so that a parsed name can be reported as misspelt. */
export const misspellings = new Set<string>();

const split = (text: string | undefined, by: string): string[] =>
  (text ?? '')
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const listNames = (text: string | undefined): string[] =>
  split(text, ',').map((name) => {
    if (!name.startsWith('~')) return name;
    misspellings.add(normalizeName(name));
    return name.slice(1);
  });

const toWords = (id: string): string => id.replaceAll('-', ' ');
const capitalize = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const wider = new Map<string, readonly string[]>(classLines.map(([id, , , above]) => [id, split(above, ' ')]));
const listWithWiderClasses = (ids: readonly string[]): string[] => {
  const all = new Set<string>();
  const add = (id: string): void => {
    if (all.has(id)) return;
    all.add(id);
    wider.get(id)?.forEach(add);
  };
  ids.forEach(add);
  return [...all];
};

/** The id of goods that are not medicines; it is not a name. */
export const noMedicine = 'no-medicine';

const createSubstance = ([id, names, atc, classes, groups]: SubstanceLine): Substance => {
  const listed = listNames(names);
  return {
    id,
    display: capitalize(listed[0] ?? toWords(id)),
    names: id === noMedicine ? [] : [...new Set([...listed, toWords(id)])],
    isClass: false,
    atc: split(atc, ' '),
    classes: listWithWiderClasses(split(classes, ' ')),
    groups: split(groups, ' ') as MedicineGroup[],
  };
};

const createSubstanceClass = ([id, names, atc, above]: ClassLine): Substance => {
  const listed = listNames(names);
  return {
    id,
    display: capitalize(listed[0] ?? toWords(id)),
    names: [...new Set([...listed, toWords(id)])],
    isClass: true,
    atc: split(atc, ' '),
    classes: listWithWiderClasses(split(above, ' ')),
    groups: [],
  };
};

/** Every substance and every class. */
export const substances: readonly Substance[] = [...substanceLines.map(createSubstance), ...classLines.map(createSubstanceClass)];

const byId = new Map(substances.map((substance) => [substance.id, substance]));

export const crossReacting: ReadonlySet<string> = new Set(classLines.filter(([, , , , cross]) => cross !== undefined).map(([id]) => id));

/** Finds a substance or class by its id; undefined for any other word. */
export const findSubstanceById = (id: string): Substance | undefined => byId.get(id);

const routeNames: Record<string, readonly Route[]> = {
  injected: ['systemic', 'local'],
  systemic: ['systemic'],
  oral: ['systemic'],
  rectum: ['rectum', 'systemic'],
};

const names = new Map<string, Named[]>();

const addName = (name: string, named: Named): void => {
  const key = normalizeName(name);
  if (key === '') return;
  const there = names.get(key);
  if (!there) names.set(key, [named]);
  else if (!there.some((item) => item.display === named.display && item.kind === named.kind)) there.push(named);
};

const joinWords = (name: string): string => normalizeName(name).replaceAll(' ', '');

const addNames = (listed: readonly string[], named: Named): void => {
  for (const name of listed) {
    addName(name, named);
    const whole = joinWords(name);
    if (whole.length >= 8 && /^\p{L}+$/u.test(whole)) addName(whole, named);
  }
};

for (const substance of substances) addNames(substance.names, { kind: 'substance', display: substance.display, parts: [{ substance, routes: [] }] });

const listParts = (item: string): Part[] => {
  const [id = '', route] = item.split(':');
  const routes = route === undefined ? [] : (routeNames[route] ?? [route as Route]);
  const substance = byId.get(id);
  if (substance) return [{ substance, routes }];
  return (names.get(normalizeName(toWords(id))) ?? []).flatMap((named) =>
    named.parts.map((part) => ({ substance: part.substance, routes: routes.length > 0 ? routes : part.routes })),
  );
};

/** Items of mixtures and brands that the vocabulary does not know; a test keeps this list empty. */
export const unknownItems: string[] = [];

const addMixture = (kind: 'mixture' | 'brand', listed: readonly string[], items: readonly string[]): void => {
  const parts = items.map((item) => ({ item, found: listParts(item) }));
  for (const { item, found } of parts) if (found.length === 0) unknownItems.push(`${listed[0]}: ${item}`);
  if (parts.some(({ found }) => found.length === 0)) return;
  addNames(listed, { kind, display: capitalize(listed[0]!), parts: parts.flatMap(({ found }) => found) });
};

for (const [listed, ...items] of mixtures) addMixture('mixture', split(listed, ','), items);
for (const [name, ...items] of brands) addMixture('brand', [name], items);

/** The meanings of a normalized name. A substance's own name takes precedence over a brand. */
export const findNamedSubstances = (key: string): readonly Named[] | undefined => names.get(key);

export const everyName: ReadonlyMap<string, readonly Named[]> = names;

/** The number of words in the longest name that begins with a word. */
export const longestNameFrom: ReadonlyMap<string, number> = (() => {
  const longest = new Map<string, number>();
  for (const key of names.keys()) {
    const tokens = key.split(' ');
    const first = tokens[0]!;
    longest.set(first, Math.max(longest.get(first) ?? 0, tokens.length));
  }
  return longest;
})();
