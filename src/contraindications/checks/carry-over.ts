import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Finding } from '../engine/index.js';
import type { StoredOverride } from './checks.repository.js';
import { isInForce } from './effective-outcome.js';
import type { VoidReason } from './void-reasons.js';

/** What an override was decided upon: the outcome and the facts or gaps that made it, and nothing that only explains them. */
export const evidenceDigest = ({ outcome, because, missing }: Pick<Finding, 'outcome' | 'because' | 'missing'>): string =>
  createHash('sha256')
    .update(canonicalize({ outcome, because, missing: missing.map(({ fact, reason, answeredOn }) => ({ fact, reason, answeredOn })) })!)
    .digest('hex');

interface Decided {
  id: string;
  rulesetId: string;
  /** The findings that were overridden; more do no harm. */
  findings: readonly Finding[];
  overrides: readonly StoredOverride[];
}

const voidReason = (override: StoredOverride, before: Decided, now: Pick<Decided, 'rulesetId' | 'findings'>): VoidReason | null => {
  if (before.rulesetId !== now.rulesetId) return 'ruleset-changed';
  const [was, is] = [before.findings, now.findings].map((findings) => findings.find((finding) => finding.ruleId === override.ruleId));
  if (!was || !is || evidenceDigest(was) !== evidenceDigest(is)) return 'facts-changed';
  return isInForce(override) ? null : 'not-confirmed';
};

/**
 * What becomes of the overrides of a check when the same plan is checked anew: each was a decision upon one finding, and holds
 * for as long as the same rules find the same thing in the same facts. What was void before is left behind.
 */
export const carriedOver = (before: Decided, now: Pick<Decided, 'rulesetId' | 'findings'>): StoredOverride[] =>
  before.overrides
    .filter((override) => override.voidBecause === null)
    .map((override) => ({ ...override, carriedFrom: override.carriedFrom ?? before.id, voidBecause: voidReason(override, before, now) }));
