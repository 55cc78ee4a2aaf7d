/**
 * What was used in a session beyond what its start had asked about, and what the rules say of that.
 *
 * A session begins with a check of what is to be used. Whoever then uses something else is held to the same rules when the session is
 * completed: what an ingredient brings against itself refuses the record, as it would have refused the start. But what was done was done, and
 * a record that leaves it out would hide an exposure: a dermatologist may record it, with a reason, and the record says so for good.
 */
import { obstaclesOf, type CheckToRely, type Obstacle } from '../../plans/domain/gates.js';

interface UsingRecord {
  mesotherapy?: { substances: readonly string[] } | null;
  anaesthetic?: readonly { substance: string; milligrams: number }[] | null;
}

/** What is asked about: ingredients by name, products by id. */
export interface ToAskAbout {
  ingredients: readonly string[];
  products: readonly string[];
}

const normalised = (word: string): string => word.trim().toLowerCase();

const beyond = (known: readonly string[], named: readonly string[]): string[] => {
  const seen = new Set(known.map(normalised));
  return named.filter((word) => !seen.has(normalised(word)) && seen.add(normalised(word)));
};

/** What a record names by word: what was injected, and the anaesthetic. */
export const ingredientsOf = ({ mesotherapy, anaesthetic }: UsingRecord): string[] => [
  ...(mesotherapy?.substances ?? []),
  ...(anaesthetic ?? []).filter((dose) => dose.milligrams > 0).map((dose) => dose.substance),
];

/** Both together, each once. */
export const together = (known: ToAskAbout, more: ToAskAbout): ToAskAbout => ({
  ingredients: [...known.ingredients, ...beyond(known.ingredients, more.ingredients)],
  products: [...known.products, ...beyond(known.products, more.products)],
});

/** Whether something was used that nobody had asked about. */
export const isMore = (known: ToAskAbout, used: ToAskAbout): boolean =>
  beyond(known.ingredients, used.ingredients).length + beyond(known.products, used.products).length > 0;

type Checked = Omit<CheckToRely, 'findings'> & { findings: readonly (CheckToRely['findings'][number] & { because: unknown; missing: unknown })[] };

/** What a rule says and upon which grounds: the same words of the same facts. */
const groundsOf = ({ findings }: Checked, rule: string): string =>
  JSON.stringify(findings.filter(({ ruleId }) => ruleId === rule).map(({ outcome, because, missing }) => ({ outcome, because, missing })));

/** What stands in the way because of what was used: what the same rules find without it is no matter of the record. */
export const ruledOutByUse = (used: Checked, without: Checked): Obstacle[] =>
  obstaclesOf(used).filter(({ ruleId }) => groundsOf(used, ruleId) !== groundsOf(without, ruleId));
