import { Injectable } from '@nestjs/common';
import type { Treatment } from '../../../kernel/treatment.js';
import type { Ruleset } from '../../engine/index.js';
import { getRuleHashes, shippedHashes, type ShippedHashes } from '../shipped/hashes.js';
import { shippedRevisions, shippedRulesets, type ShippedRevision } from '../shipped/index.js';

/** The rules that a release ships, their revisions, and the hashes by which earlier rules are recognised. */
export interface Release {
  rulesets: readonly Ruleset[];
  revisions: readonly ShippedRevision[];
  hashes: ShippedHashes;
}

/** The state of a clinic's rules for one treatment. */
export interface Standing {
  treatment: Treatment;
  /** The revision that the rules came from; null where the clinic wrote the rules anew. */
  shippedRevision: number | null;
  /** The newest revision that was declined; null where there is none. */
  declinedRevision: number | null;
}

/** The rules that the product ships at this moment. It is a provider, so that a test can provide the rules of a later release. */
@Injectable()
export class ShippedKnowledge {
  readonly release: Release = { rulesets: shippedRulesets, revisions: shippedRevisions, hashes: shippedHashes };

  get rulesets(): readonly Ruleset[] {
    return this.release.rulesets;
  }

  getRuleset(treatment: Treatment): Ruleset {
    return this.rulesets.find((ruleset) => ruleset.treatment === treatment)!;
  }

  /** The number of the newest revision of a treatment, of any kind. */
  getNewestRevision(treatment: Treatment): number {
    return this.listSince(treatment, null).reduce((newest, { revision }) => Math.max(newest, revision), 0);
  }

  /** The number of the newest revision that changed the rules of a treatment. */
  getNewestRulesRevision(treatment: Treatment): number {
    return this.listSince(treatment, null).reduce((newest, { kind, revision }) => (kind === 'rules' ? Math.max(newest, revision) : newest), 0);
  }

  /** The revisions after a given one; all revisions where the clinic's rules came from none. */
  listSince(treatment: Treatment, revision: number | null): ShippedRevision[] {
    return this.release.revisions.filter((shippedRevision) => shippedRevision.treatment === treatment && shippedRevision.revision > (revision ?? 0));
  }

  /** The hashes of the rules in a revision, by rule. */
  getHashes(treatment: Treatment, revision: number | null): Map<string, string> {
    return getRuleHashes(this.release.hashes[treatment], revision ?? 0);
  }

  /** Whether a clinic's rules came from an earlier revision than the newest one, whatever was decided about it. */
  isBehind({ treatment, shippedRevision }: Standing): boolean {
    return (shippedRevision ?? 0) < this.getNewestRulesRevision(treatment);
  }

  /** The revisions of the rules that wait for the clinic's decision. */
  listUndecided({ treatment, shippedRevision, declinedRevision }: Standing): ShippedRevision[] {
    return this.listSince(treatment, Math.max(shippedRevision ?? 0, declinedRevision ?? 0)).filter(({ kind }) => kind === 'rules');
  }
}
