import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Finding } from '../engine/index.js';
import type { StoredOverride } from './checks.repository.js';
import { isInForce } from './effective-outcome.js';
import type { VoidReason } from './void-reasons.js';

/** Calculates the SHA-256 of the part of a finding that an override depends on: the outcome and the facts or gaps that led to it, without explanations. */
export const computeEvidenceDigest = ({ outcome, because, missing }: Pick<Finding, 'outcome' | 'because' | 'missing'>): string =>
  createHash('sha256')
    .update(canonicalize({ outcome, because, missing: missing.map(({ fact, reason, answeredOn }) => ({ fact, reason, answeredOn })) })!)
    .digest('hex');

interface Decided {
  id: string;
  rulesetId: string;
  /** The findings that were overridden; other findings may be included. */
  findings: readonly Finding[];
  overrides: readonly StoredOverride[];
}

const findVoidReason = (override: StoredOverride, before: Decided, now: Pick<Decided, 'rulesetId' | 'findings'>): VoidReason | null => {
  if (before.rulesetId !== now.rulesetId) return 'ruleset-changed';
  const [was, is] = [before.findings, now.findings].map((findings) => findings.find((finding) => finding.ruleId === override.ruleId));
  if (!was || !is || computeEvidenceDigest(was) !== computeEvidenceDigest(is)) return 'facts-changed';
  return isInForce(override) ? null : 'not-confirmed';
};

/**
 * Decides which overrides are still valid when the same plan is checked again. An override is valid while the same rules have the same finding from the same
 * facts. Overrides that were void before are dropped.
 */
export const carryOverrides = (before: Decided, now: Pick<Decided, 'rulesetId' | 'findings'>): StoredOverride[] =>
  before.overrides
    .filter((override) => override.voidBecause === null)
    .map((override) => ({ ...override, carriedFrom: override.carriedFrom ?? before.id, voidBecause: findVoidReason(override, before, now) }));
