/**
 * Compares what was used in a session with what the check of its start had included, and with the rules.
 *
 * A session begins with a check of what is to be used. The same rules apply at completion to everything else that was used: an ingredient that
 * is ruled out refuses the record, as it would have refused the start. But a record that leaves it out would hide an exposure. Therefore a
 * dermatologist may record it, with a reason that stays in the record.
 */
import { listObstacles, type CheckToRely, type Obstacle } from '../../plans/domain/gates.js';

interface UsingRecord {
  mesotherapy?: { substances: readonly string[] } | null;
  anaesthetic?: readonly { substance: string; milligrams: number }[] | null;
}

/** What a check is asked about: ingredients by name, products by id. */
export interface ToAskAbout {
  ingredients: readonly string[];
  products: readonly string[];
}

const normalizeWord = (word: string): string => word.trim().toLowerCase();

const listFurther = (known: readonly string[], named: readonly string[]): string[] => {
  const seen = new Set(known.map(normalizeWord));
  return named.filter((word) => !seen.has(normalizeWord(word)) && seen.add(normalizeWord(word)));
};

/** Lists what a record names in words: the injected substances and the anaesthetic. */
export const listIngredients = ({ mesotherapy, anaesthetic }: UsingRecord): string[] => [
  ...(mesotherapy?.substances ?? []),
  ...(anaesthetic ?? []).filter((dose) => dose.milligrams > 0).map((dose) => dose.substance),
];

/** Joins two questions, each name and id once. */
export const mergeQuestions = (known: ToAskAbout, more: ToAskAbout): ToAskAbout => ({
  ingredients: [...known.ingredients, ...listFurther(known.ingredients, more.ingredients)],
  products: [...known.products, ...listFurther(known.products, more.products)],
});

/** Whether something was used that the check had not included. */
export const isMore = (known: ToAskAbout, used: ToAskAbout): boolean =>
  listFurther(known.ingredients, used.ingredients).length + listFurther(known.products, used.products).length > 0;

type Checked = Omit<CheckToRely, 'findings'> & { findings: readonly (CheckToRely['findings'][number] & { because: unknown; missing: unknown })[] };

/** Words a rule's result with its grounds, for comparison: the same text means the same result from the same facts. */
const formatGrounds = ({ findings }: Checked, rule: string): string =>
  JSON.stringify(findings.filter(({ ruleId }) => ruleId === rule).map(({ outcome, because, missing }) => ({ outcome, because, missing })));

/** Lists the obstacles that exist because of what was used. A finding that the rules have without it is no matter of the record. */
export const listObstaclesFromUse = (used: Checked, without: Checked): Obstacle[] =>
  listObstacles(used).filter(({ ruleId }) => formatGrounds(used, ruleId) !== formatGrounds(without, ruleId));
