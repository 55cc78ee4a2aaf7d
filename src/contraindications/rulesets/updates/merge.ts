/**
 * Merges a later revision of the shipped rules into a clinic's rules. Pure.
 *
 * Three versions of each rule are compared: the clinic's, the newest shipped one, and (by its hash) the one in the revision that the clinic's rules came from.
 *
 * - The clinic has not changed the rule: the shipped version is taken, whether changed, added or removed.
 * - The shipped rule has not changed: the clinic's version stays.
 * - Both have changed, differently: a conflict. The clinic's version stays, both versions are shown, and people decide.
 */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import canonicalize from 'canonicalize';
import type { Rule } from '../../engine/index.js';
import { hashRule } from '../shipped/hashes.js';

export const ruleChanges = declareEnumeration('RuleChange', ['added', 'changed', 'removed']);
export type RuleChange = (typeof ruleChanges)[number];

/** A member in which two versions of a rule differ, with the values that only one version has, each as text. */
export interface MemberDifference {
  member: string;
  /** The values that only the clinic's rule has. */
  onlyClinic: string[];
  /** The values that only the shipped rule has. */
  onlyShipped: string[];
}

/** A rule that has changed in the shipped rules. */
interface RuleUpdate {
  ruleId: string;
  title: string;
  /** The change of the shipped rule in the newer revision. */
  change: RuleChange;
  /** Whether the clinic had changed the rule too; the clinic's version then stays. */
  conflict: boolean;
  /** The clinic's version; null where the clinic does not have the rule. */
  clinic: Rule | null;
  /** The shipped version; null where the rule is no longer shipped. */
  shipped: Rule | null;
  differences: MemberDifference[];
}

export interface Merged {
  /** The clinic's rules with the changes taken from the shipped rules. */
  rules: Rule[];
  /** The changed rules, conflicts first. */
  updates: RuleUpdate[];
}

const toText = (value: unknown): string => (typeof value === 'string' ? value : canonicalize(value)!);
const listParts = (value: unknown): string[] => (value === undefined ? [] : Array.isArray(value) ? value.map(toText) : [toText(value)]);

/** Finds the members in which two versions differ. Where only the order of a list differs, both whole lists are answered. */
export const listDifferences = (clinic: Rule | null, shipped: Rule | null): MemberDifference[] => {
  const [ours, theirs] = [clinic ?? {}, shipped ?? {}] as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((member) => {
    if (canonicalize(ours[member]) === canonicalize(theirs[member])) return [];
    const [mine, given] = [listParts(ours[member]), listParts(theirs[member])];
    const [onlyClinic, onlyShipped] = [mine.filter((part) => !given.includes(part)), given.filter((part) => !mine.includes(part))];
    return [onlyClinic.length + onlyShipped.length === 0 ? { member, onlyClinic: mine, onlyShipped: given } : { member, onlyClinic, onlyShipped }];
  });
};

const getChange = (before: string | null, now: string | null): RuleChange => {
  if (now === null) return 'removed';
  return before === null ? 'added' : 'changed';
};

const indexById = (rules: readonly Rule[]): Map<string, Rule> => new Map(rules.map((rule) => [rule.id, rule]));

/** Inserts a rule after the nearest preceding shipped rule that the ruleset has; where there is none, at the beginning. */
const insert = (rules: Rule[], rule: Rule, shipped: readonly Rule[]): void => {
  const before = shipped.slice(
    0,
    shipped.findIndex(({ id }) => id === rule.id),
  );
  const there = new Set(rules.map(({ id }) => id));
  const neighbour = before.findLast(({ id }) => there.has(id));
  rules.splice(neighbour ? rules.findIndex(({ id }) => id === neighbour.id) + 1 : 0, 0, rule);
};

/**
 * Merges the shipped rules into the clinic's. `before` has the hashes of the rules in the revision that the clinic's came from; it is empty where the clinic
 * wrote them anew.
 */
export const merge = (clinic: readonly Rule[], shipped: readonly Rule[], before: ReadonlyMap<string, string>): Merged => {
  const [ours, theirs] = [indexById(clinic), indexById(shipped)];
  const updates = [...new Set([...theirs.keys(), ...before.keys()])].flatMap((ruleId): RuleUpdate[] => {
    const [mine, given] = [ours.get(ruleId) ?? null, theirs.get(ruleId) ?? null];
    const [was, has, is] = [before.get(ruleId) ?? null, mine && hashRule(mine), given && hashRule(given)];
    if (was === is || has === is) return [];
    const title = (given ?? mine)?.title ?? ruleId;
    return [{ ruleId, title, change: getChange(was, is), conflict: has !== was, clinic: mine, shipped: given, differences: listDifferences(mine, given) }];
  });
  const taken = updates.filter(({ conflict }) => !conflict);
  const replaced = new Map(taken.map(({ ruleId, shipped: given }) => [ruleId, given]));
  const rules = clinic.flatMap((rule) => (replaced.has(rule.id) ? (replaced.get(rule.id) ?? []) : [rule]));
  for (const { change, shipped: given } of taken) if (change === 'added') insert(rules, given!, shipped);
  return { rules, updates: [...updates].sort((one, other) => Number(other.conflict) - Number(one.conflict)) };
};
