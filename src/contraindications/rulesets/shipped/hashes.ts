/** Which rule a clinic has as it was shipped: told by its hash, so that no former content need be kept. Pure. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Treatment } from '../../../kernel/treatment.js';
import hashes from './hashes.json' with { type: 'json' };

/** Of each rule the revisions that changed it, with its hash from then on; null where it was removed. */
export type RuleHashes = Readonly<Record<string, Readonly<Record<string, string | null>>>>;
export type ShippedHashes = Readonly<Record<Treatment, RuleHashes>>;

/** Written by shipped-hashes.spec.ts, never by hand. */
export const shippedHashes: ShippedHashes = hashes;

/** SHA-256 of a rule in the one form in which JSON can be written (RFC 8785). */
export const hashOfRule = (rule: object): string => createHash('sha256').update(canonicalize(rule)!).digest('hex');

/** The hashes of the rules as a revision shipped them, by id. Nothing was shipped before the first. */
export const hashesAt = (all: RuleHashes, revision: number): Map<string, string> =>
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
