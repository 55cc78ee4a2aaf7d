import { Injectable } from '@nestjs/common';
import type { Treatment } from '../../../kernel/treatment.js';
import type { Ruleset } from '../../engine/index.js';
import { hashesAt, shippedHashes, type ShippedHashes } from '../shipped/hashes.js';
import { shippedRevisions, shippedRulesets, type ShippedRevision } from '../shipped/index.js';

/** The rules that a release ships, how they came about, and how those of before are recognised. */
export interface Release {
  rulesets: readonly Ruleset[];
  revisions: readonly ShippedRevision[];
  hashes: ShippedHashes;
}

/** Where a clinic stands with the rules of a treatment. */
export interface Standing {
  treatment: Treatment;
  /** The revision that its rules came from; null where it wrote them anew. */
  shippedRevision: number | null;
  /** The newest one that somebody decided not to take. */
  declinedRevision: number | null;
}

/** What the product ships at this moment. A provider, so that a test can ship the release after this one. */
@Injectable()
export class ShippedKnowledge {
  readonly release: Release = { rulesets: shippedRulesets, revisions: shippedRevisions, hashes: shippedHashes };

  get rulesets(): readonly Ruleset[] {
    return this.release.rulesets;
  }

  rulesetOf(treatment: Treatment): Ruleset {
    return this.rulesets.find((ruleset) => ruleset.treatment === treatment)!;
  }

  /** The newest revision of a treatment, of whatever kind. */
  newest(treatment: Treatment): number {
    return this.since(treatment, null).reduce((newest, { revision }) => Math.max(newest, revision), 0);
  }

  /** The newest one that changed its rules. */
  newestOfRules(treatment: Treatment): number {
    return this.since(treatment, null).reduce((newest, { kind, revision }) => (kind === 'rules' ? Math.max(newest, revision) : newest), 0);
  }

  /** Those that came after a revision; all of them where a clinic's rules came from none. */
  since(treatment: Treatment, revision: number | null): ShippedRevision[] {
    return this.release.revisions.filter((shippedRevision) => shippedRevision.treatment === treatment && shippedRevision.revision > (revision ?? 0));
  }

  /** How rules were shipped in a revision, by their hashes. */
  hashesAt(treatment: Treatment, revision: number | null): Map<string, string> {
    return hashesAt(this.release.hashes[treatment], revision ?? 0);
  }

  /** Whether a clinic's rules came from an earlier revision of them than is shipped, whatever was decided about it. */
  isBehind({ treatment, shippedRevision }: Standing): boolean {
    return (shippedRevision ?? 0) < this.newestOfRules(treatment);
  }

  /** Revisions of the rules that wait for somebody's decision. */
  undecided({ treatment, shippedRevision, declinedRevision }: Standing): ShippedRevision[] {
    return this.since(treatment, Math.max(shippedRevision ?? 0, declinedRevision ?? 0)).filter(({ kind }) => kind === 'rules');
  }
}
