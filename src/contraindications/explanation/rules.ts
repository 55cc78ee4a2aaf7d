import { deathFindingId, unreadFindingId, unreadResultsFindingId } from '../engine/index.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import type { Language } from '../../kernel/language.js';
import { messagesOf } from '../../messages/index.js';

const shipped = new Map(shippedRulesets.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule.title] as const)));

/** Findings that belong to no rule are in every language. */
const ownFindings: ReadonlySet<string> = new Set([deathFindingId, unreadFindingId, unreadResultsFindingId]);

/** Whether it is a shipped rule, under the title that it was shipped with: one that a clinic renamed speaks for itself. */
const isShipped = (ruleId: string, title: string): boolean => ownFindings.has(ruleId) || shipped.get(ruleId) === title;

/** What a rule is about, in a language; as the rule says it where it is none of those that were shipped. */
export const ruleTitle = (ruleId: string, title: string, language: Language): string =>
  (isShipped(ruleId, title) ? messagesOf('rules', language).find(`${ruleId}.title`) : null) ?? title;

/** Why the rule is there, in plain words; null where it is none of those that were shipped. */
export const ruleExplanation = (ruleId: string, title: string, language: Language): string | null =>
  isShipped(ruleId, title) ? messagesOf('rules', language).find(`${ruleId}.explanation`) : null;

/** Shipped rules of which the explanation says already what the note says. */
const explained: ReadonlySet<string> = new Set(['smp.skin-cancer']);

/** Whether the explanation of a shipped rule says what its note says: nobody reads it twice. */
export const isExplained = (ruleId: string, title: string): boolean => explained.has(ruleId) && isShipped(ruleId, title);

/** What to bear in mind about a shipped rule, in a language; null where it is none, or has no such note. */
export const ruleNote = (ruleId: string, title: string, language: Language): string | null =>
  isShipped(ruleId, title) ? messagesOf('rules', language).find(`${ruleId}.note`) : null;
