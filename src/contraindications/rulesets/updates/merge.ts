/**
 * What becomes of a clinic's rules when a later revision is shipped. Pure. Three versions are compared rule by rule: as the clinic has it, as
 * it is shipped now, and (by its hash alone) as it was shipped in the revision that the clinic's came from:
 *
 *   the clinic's is what was shipped         -> the shipped one is taken: changed, added, or removed
 *   the shipped one is what it was           -> the clinic's stays as it is: nothing new
 *   both are something else, and not alike   -> a conflict: the clinic's stays, both are shown, and people decide
 */
import { enumOf } from '../../../kernel/enumeration.js';
import canonicalize from 'canonicalize';
import type { Rule } from '../../engine/index.js';
import { hashOfRule } from '../shipped/hashes.js';

export const ruleChanges = enumOf('RuleChange', ['added', 'changed', 'removed']);
export type RuleChange = (typeof ruleChanges)[number];

/** What two versions of a rule differ in: one member, and what only one of them says there, each thing as text. */
export interface MemberDifference {
  member: string;
  /** What the clinic's rule says and the shipped one does not. */
  onlyClinic: string[];
  /** What the shipped rule says and the clinic's does not. */
  onlyShipped: string[];
}

/** A rule that was shipped otherwise than before. */
interface RuleUpdate {
  ruleId: string;
  title: string;
  /** What the newer revision did to it. */
  change: RuleChange;
  /** Whether the clinic had changed it too: then the clinic's stays. */
  conflict: boolean;
  /** As the clinic has it; null where it has none. */
  clinic: Rule | null;
  /** As it is shipped; null where it is not any more. */
  shipped: Rule | null;
  differences: MemberDifference[];
}

export interface Merged {
  /** The clinic's rules with what is taken of the shipped ones. */
  rules: Rule[];
  /** What is new, conflicts first. */
  updates: RuleUpdate[];
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : canonicalize(value)!);
const partsOf = (value: unknown): string[] => (value === undefined ? [] : Array.isArray(value) ? value.map(asText) : [asText(value)]);

/** The members that are not alike. Where only the order of a list differs, both lists are told whole. */
export const differencesOf = (clinic: Rule | null, shipped: Rule | null): MemberDifference[] => {
  const [ours, theirs] = [clinic ?? {}, shipped ?? {}] as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((member) => {
    if (canonicalize(ours[member]) === canonicalize(theirs[member])) return [];
    const [mine, given] = [partsOf(ours[member]), partsOf(theirs[member])];
    const [onlyClinic, onlyShipped] = [mine.filter((part) => !given.includes(part)), given.filter((part) => !mine.includes(part))];
    return [onlyClinic.length + onlyShipped.length === 0 ? { member, onlyClinic: mine, onlyShipped: given } : { member, onlyClinic, onlyShipped }];
  });
};

const changeOf = (before: string | null, now: string | null): RuleChange => {
  if (now === null) return 'removed';
  return before === null ? 'added' : 'changed';
};

const byId = (rules: readonly Rule[]): Map<string, Rule> => new Map(rules.map((rule) => [rule.id, rule]));

/** Behind the rule that comes before it where it is shipped, else in front. */
const insert = (rules: Rule[], rule: Rule, shipped: readonly Rule[]): void => {
  const before = shipped.slice(
    0,
    shipped.findIndex(({ id }) => id === rule.id),
  );
  const there = new Set(rules.map(({ id }) => id));
  const neighbour = before.findLast(({ id }) => there.has(id));
  rules.splice(neighbour ? rules.findIndex(({ id }) => id === neighbour.id) + 1 : 0, 0, rule);
};

/** `before` has the hashes of the rules as they were shipped in the revision that the clinic's came from; none where they came from nowhere. */
export const merge = (clinic: readonly Rule[], shipped: readonly Rule[], before: ReadonlyMap<string, string>): Merged => {
  const [ours, theirs] = [byId(clinic), byId(shipped)];
  const updates = [...new Set([...theirs.keys(), ...before.keys()])].flatMap((ruleId): RuleUpdate[] => {
    const [mine, given] = [ours.get(ruleId) ?? null, theirs.get(ruleId) ?? null];
    const [was, has, is] = [before.get(ruleId) ?? null, mine && hashOfRule(mine), given && hashOfRule(given)];
    if (was === is || has === is) return [];
    const title = (given ?? mine)?.title ?? ruleId;
    return [{ ruleId, title, change: changeOf(was, is), conflict: has !== was, clinic: mine, shipped: given, differences: differencesOf(mine, given) }];
  });
  const taken = updates.filter(({ conflict }) => !conflict);
  const replaced = new Map(taken.map(({ ruleId, shipped: given }) => [ruleId, given]));
  const rules = clinic.flatMap((rule) => (replaced.has(rule.id) ? (replaced.get(rule.id) ?? []) : [rule]));
  for (const { change, shipped: given } of taken) if (change === 'added') insert(rules, given!, shipped);
  return { rules, updates: [...updates].sort((one, other) => Number(other.conflict) - Number(one.conflict)) };
};
