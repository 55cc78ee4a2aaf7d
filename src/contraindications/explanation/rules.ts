import { deathFindingId, unreadFindingId, unreadResultsFindingId } from '../engine/index.js';
import { shippedRulesets, shippedWords } from '../rulesets/shipped/index.js';
import type { Language } from '../../kernel/language.js';

const shipped = new Map(shippedRulesets.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule.title] as const)));

/** Findings that belong to no rule have texts in every language. */
const ownFindings: ReadonlySet<string> = new Set([deathFindingId, unreadFindingId, unreadResultsFindingId]);

/** Whether a rule is a shipped one with its shipped title. A rule that a clinic renamed keeps the clinic's words. */
const isShipped = (ruleId: string, title: string): boolean => ownFindings.has(ruleId) || shipped.get(ruleId) === title;

/** The title of a rule in a language; the rule's own title where it is not a shipped rule. */
export const ruleTitle = (ruleId: string, title: string, language: Language): string =>
  (isShipped(ruleId, title) ? shippedWords(ruleId, 'title', language) : null) ?? title;

/** Why the rule exists, in plain words; null where it is not a shipped rule. */
export const rulePlainWords = (ruleId: string, title: string, language: Language): string | null =>
  isShipped(ruleId, title) ? shippedWords(ruleId, 'plainWords', language) : null;

/** The note of a rule in a language; as the finding has it where that is not the shipped note. */
export const ruleNote = (ruleId: string, note: string, language: Language): string =>
  (shippedWords(ruleId, 'note', 'en') === note ? shippedWords(ruleId, 'note', language) : null) ?? note;
