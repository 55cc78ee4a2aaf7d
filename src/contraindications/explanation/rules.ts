import { deathFindingId, unreadFindingId, unreadResultsFindingId } from '../engine/index.js';
import { shippedRulesets, findShippedWords } from '../rulesets/shipped/index.js';
import type { Language } from '../../kernel/language.js';

const shipped = new Map(shippedRulesets.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule.title] as const)));

/** Findings that belong to no rule have texts in every language. */
const ownFindings: ReadonlySet<string> = new Set([deathFindingId, unreadFindingId, unreadResultsFindingId]);

/** Whether a rule is a shipped one with its shipped title. A rule that a clinic renamed keeps the clinic's words. */
const isShipped = (ruleId: string, title: string): boolean => ownFindings.has(ruleId) || shipped.get(ruleId) === title;

/** The title of a rule in a language; the rule's own title where it is not a shipped rule. */
export const getRuleTitle = (ruleId: string, title: string, language: Language): string =>
  (isShipped(ruleId, title) ? findShippedWords(ruleId, 'title', language) : null) ?? title;

/** Why the rule exists, in plain words; null where it is not a shipped rule. */
export const findRulePlainWords = (ruleId: string, title: string, language: Language): string | null =>
  isShipped(ruleId, title) ? findShippedWords(ruleId, 'plainWords', language) : null;

/** The note of a rule in a language; as the finding has it where that is not the shipped note. */
export const findRuleNote = (ruleId: string, note: string, language: Language): string =>
  (findShippedWords(ruleId, 'note', 'en') === note ? findShippedWords(ruleId, 'note', language) : null) ?? note;
