import { deathFindingId, unreadFindingId, unreadResultsFindingId } from '../engine/index.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import type { Language } from '../../kernel/language.js';
import { messagesOf } from '../../messages/index.js';

const shipped = new Map(shippedRulesets.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule.title] as const)));

/** Findings that belong to no rule have texts in every language. */
const ownFindings: ReadonlySet<string> = new Set([deathFindingId, unreadFindingId, unreadResultsFindingId]);

/** Whether a rule is a shipped one with its shipped title. A rule that a clinic renamed keeps the clinic's words. */
const isShipped = (ruleId: string, title: string): boolean => ownFindings.has(ruleId) || shipped.get(ruleId) === title;

/** The title of a rule in a language; the rule's own title where it is not a shipped rule. */
export const ruleTitle = (ruleId: string, title: string, language: Language): string =>
  (isShipped(ruleId, title) ? messagesOf('rules', language).find(`${ruleId}.title`) : null) ?? title;

/** Why the rule exists, in plain words; null where it is not a shipped rule. */
export const ruleExplanation = (ruleId: string, title: string, language: Language): string | null =>
  isShipped(ruleId, title) ? messagesOf('rules', language).find(`${ruleId}.explanation`) : null;

/** Shipped rules whose explanation already contains their note. */
const explained: ReadonlySet<string> = new Set(['smp.skin-cancer']);

/** Whether the explanation of a shipped rule contains its note, which is then left out. */
export const isExplained = (ruleId: string, title: string): boolean => explained.has(ruleId) && isShipped(ruleId, title);

/** The note of a shipped rule in a language; null where it is not a shipped rule, or has no note. */
export const ruleNote = (ruleId: string, title: string, language: Language): string | null =>
  isShipped(ruleId, title) ? messagesOf('rules', language).find(`${ruleId}.note`) : null;
