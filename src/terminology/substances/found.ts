import type { MedicineGroup } from '../concerns/medicine-groups.js';
import { goodsWords } from './brands/index.js';
import { noMedicine, type Part } from './catalogue.js';
import { findPartsOfAtc } from './combinations.js';
import { findGroupsOfAtc, findTitleOfAtcGroup } from './groups-of-atc.js';
import type { Near } from './near.js';
import type { Alternative, FoundSubstance, Statement } from './parsed-substances.js';
import { selectCodesForRoutes } from './routes.js';
import type { Route, Substance } from './substance.js';
import { listSubstancesOfExactAtc } from './substances-of-atc.js';
import { normalizeName } from './words.js';

/** The meaning of a name in the line, before the forms that are named with it are known. */
export interface Item {
  words: string;
  parts: readonly Part[];
  origin: FoundSubstance['origin'];
  spelling: FoundSubstance['spelling'];
  routes: Route[];
  statement: Statement;
  /** Codes that the line or the clinic names itself. */
  codes?: readonly string[];
  display?: string;
}

/** The medicine groups of a substance in the form of these codes. */
export const listGroupsOfSubstance = (substance: Substance, codes: readonly string[] = substance.atc): readonly MedicineGroup[] => [
  ...new Set([...substance.groups, ...codes.flatMap((code) => [...(findGroupsOfAtc(code) ?? [])])]),
];

const noMedicines: ReadonlySet<string> = new Set(
  'food pollen insect-venom animal-dander animal-protein dust mould environment textile metal latex adhesive fragrance cosmetic hair-dye preservative pigment'.split(
    ' ',
  ),
);
const isMedicine = (substance: Substance): boolean =>
  substance.atc.length > 0 || substance.groups.length > 0 || ![substance.id, ...substance.classes].some((id) => noMedicines.has(id));

/** The codes and groups of a substance by routes, calculated once for each form. */
const resolveForm = (() => {
  const known = new Map<string, { atc: readonly string[]; groups: readonly MedicineGroup[] }>();
  return (substance: Substance, routes: readonly Route[]): { atc: readonly string[]; groups: readonly MedicineGroup[] } => {
    const key = `${substance.id} ${[...new Set(routes)].sort().join(' ')}`;
    let form = known.get(key);
    if (!form) {
      const atc = selectCodesForRoutes(substance.atc, routes);
      known.set(key, (form = { atc, groups: listGroupsOfSubstance(substance, atc) }));
    }
    return form;
  };
})();

/** The items of an ATC code of any level; for a combination one item for each part. Null where ATC has no such code. */
export const findItemsOfCode = (code: string, words: string, origin: Item['origin'] = 'name'): Item[] | null => {
  if (findGroupsOfAtc(code) === null) return null;
  const parts = findPartsOfAtc(code);
  const codes = parts ? [...parts.codes, ...(parts.open ? [code] : [])] : [code];
  return codes.map((code) => {
    const [substance] = listSubstancesOfExactAtc(code);
    return {
      words,
      parts: substance ? [{ substance, routes: [] }] : [],
      origin,
      spelling: 'exact',
      routes: [],
      statement: 'taken',
      codes: [code],
      display: substance?.display ?? findTitleOfAtcGroup(code) ?? code,
    };
  });
};

/** Lists a substance once for the same words, where two names of the line or two parts of a mixture give it. */
const deduplicateSubstances = (found: readonly FoundSubstance[]): FoundSubstance[] => [
  ...new Map(
    found.map((foundSubstance) => [
      `${foundSubstance.words}|${foundSubstance.substance}|${foundSubstance.statement}|${foundSubstance.atc.join(' ')}`,
      foundSubstance,
    ]),
  ).values(),
];

/** Converts the items of a line to substances, each part of a mixture by itself. */
export const listFoundSubstances = (items: readonly Item[]): FoundSubstance[] =>
  deduplicateSubstances(
    items.flatMap((item): FoundSubstance[] => {
      const base = { words: item.words, statement: item.statement, spelling: item.spelling, origin: item.origin };
      if (item.parts.length === 0) {
        const codes = item.codes ?? [];
        return [
          {
            ...base,
            substance: 'unlisted',
            display: item.display ?? item.words,
            atc: codes,
            isClass: codes.some((code) => code.length < 7),
            isMedicine: true,
            groups: [...new Set(codes.flatMap((code) => [...(findGroupsOfAtc(code) ?? [])]))],
          },
        ];
      }
      return item.parts.map(({ substance, routes }) => {
        const { atc, groups } = item.codes
          ? { atc: item.codes, groups: listGroupsOfSubstance(substance, item.codes) }
          : resolveForm(substance, routes.length > 0 ? routes : item.routes);
        return {
          ...base,
          substance: substance.id,
          display: item.display ?? substance.display,
          atc,
          isClass: substance.isClass,
          isMedicine: isMedicine(substance),
          groups,
        };
      });
    }),
  );

/** Pharmacy goods, and food for babies and ill people. */
const goodsIds: ReadonlySet<string> = new Set([noMedicine, 'nutrition']);
const wordsOfGoods: ReadonlySet<string> = new Set(goodsWords.map(normalizeName));

/**
 * Reads goods with the words that describe them: "Cerelac wheat mixed fruit". Words that the description does not explain remain unexplained. Null where a
 * medicine is found too.
 */
export const findDescribedGoods = (
  found: readonly FoundSubstance[],
  unexplained: readonly string[],
): { found: FoundSubstance[]; unexplained: string[] } | null => {
  if (
    !found.some((foundSubstance) => goodsIds.has(foundSubstance.substance)) ||
    !found.every((foundSubstance) => goodsIds.has(foundSubstance.substance) || !foundSubstance.isMedicine)
  )
    return null;
  const left = unexplained.filter((words) => !wordsOfGoods.has(words) && !words.split(' ').every((word) => wordsOfGoods.has(word)));
  return {
    found: found.map((foundSubstance) => ({ ...foundSubstance, isMedicine: true, spelling: left.length === 0 ? 'exact' : foundSubstance.spelling })),
    unexplained: left,
  };
};

/** The codes of names that may be meant. */
export const listAlternativesOfNames = (words: string, near: readonly Near[]): Alternative[] =>
  near.flatMap(({ named }) =>
    named.flatMap(({ parts }) =>
      parts.flatMap(({ substance, routes }): Alternative[] =>
        substance.atc.length > 0 && !substance.isClass
          ? selectCodesForRoutes(substance.atc, routes).map((code) => ({ system: 'atc', code, display: substance.display, words }))
          : [{ system: 'hairline', code: substance.id, display: substance.display, words }],
      ),
    ),
  );

const most = 12;
export const selectFirstAlternatives = (alternatives: readonly Alternative[]): Alternative[] =>
  [...new Map(alternatives.map((alternative) => [`${alternative.system} ${alternative.code}`, alternative])).values()].slice(0, most);
