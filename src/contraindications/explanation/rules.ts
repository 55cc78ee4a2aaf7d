import { shippedRulesets } from '../rulesets/shipped/index.js';
import type { Words } from './words.js';

const shipped = new Map(shippedRulesets.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule.title] as const)));

/** Whether it is a shipped rule, under the title that it was shipped with: one that a clinic renamed speaks for itself. */
const isShipped = (ruleId: string, title: string): boolean => shipped.get(ruleId) === title;

/** What a rule is about, in a language; as the rule says it where it is none of those that were shipped. */
export const ruleTitle = (ruleId: string, title: string, words: Words): string =>
  (isShipped(ruleId, title) ? words.find(`rule.${ruleId}.title`) : null) ?? title;

/** Why the rule is there, in plain words; null where it is none of those that were shipped. */
export const ruleExplanation = (ruleId: string, title: string, words: Words): string | null =>
  isShipped(ruleId, title) ? words.find(`rule.${ruleId}.explanation`) : null;
