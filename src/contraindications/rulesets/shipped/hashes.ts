/** Recognises a shipped rule by its hash, so that the content of earlier revisions need not be stored. Pure. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Treatment } from '../../../kernel/treatment.js';
import hashes from './hashes.json' with { type: 'json' };

/** The revisions that changed each rule, with the rule's hash from that revision on; null where the revision removed the rule. */
export type RuleHashes = Readonly<Record<string, Readonly<Record<string, string | null>>>>;
export type ShippedHashes = Readonly<Record<Treatment, RuleHashes>>;

/** The file is written by shipped-hashes.spec.ts, never by hand. */
export const shippedHashes: ShippedHashes = hashes;

/** Calculates the SHA-256 of a rule in its canonical JSON form (RFC 8785). */
export const hashRule = (rule: object): string => createHash('sha256').update(canonicalize(rule)!).digest('hex');

/** Finds the hashes of the rules in a revision, by rule id; empty before the first revision. */
export const getRuleHashes = (all: RuleHashes, revision: number): Map<string, string> =>
  new Map(
    Object.entries(all).flatMap(([ruleId, changes]) => {
      const last = Math.max(
        ...Object.keys(changes)
          .map(Number)
          .filter((changed) => changed <= revision),
        0,
      );
      const hash = changes[last] ?? null;
      return hash === null ? [] : [[ruleId, hash] as const];
    }),
  );
