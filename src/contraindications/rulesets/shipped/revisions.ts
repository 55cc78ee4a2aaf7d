/**
 * What the product shipped, and when: the change list that a clinic reads before it takes over a later revision. How to add one:
 * docs/decisions/0022-shipped-revisions.md.
 */
import type { Day } from '../../../kernel/day.js';
import type { Treatment } from '../../../kernel/treatment.js';

/** Rules wait for a clinic's decision; codes and doses take effect with the release itself, and are told as news. */
export const revisionKinds = ['rules', 'codes', 'doses'] as const;
export type RevisionKind = (typeof revisionKinds)[number];

export interface ShippedRevision {
  treatment: Treatment;
  /** Counts up for each treatment, whatever the kind. */
  revision: number;
  shippedOn: Day;
  kind: RevisionKind;
  /** Whether a patient may come to harm by the rules of before: told on each check until somebody decides. */
  urgent: boolean;
  /** In a few words. */
  title: string;
  /** What is different, in sentences. */
  change: string;
  /** The rules that were added, changed or removed, by id; none of the first revision, of which all are new, and of codes and doses. */
  ruleIds: readonly string[];
  /** Why, and where that comes from. */
  source: string;
}

/** Of each treatment in their order. */
export const shippedRevisions: readonly ShippedRevision[] = [
  {
    treatment: 'mesotherapy',
    revision: 1,
    shippedOn: '2025-11-21',
    kind: 'rules',
    urgent: false,
    title: 'The first rules',
    change: 'What the documents of the treatment ask for and rule out, and what common medical knowledge adds.',
    ruleIds: [],
    source: 'Documents S0 and, marked as literature, common medical knowledge: docs/decisions/0006-contraindications.md',
  },
  {
    treatment: 'scalp-micropigmentation',
    revision: 1,
    shippedOn: '2025-11-21',
    kind: 'rules',
    urgent: false,
    title: 'The first rules',
    change: 'What the documents of the treatment ask for and rule out, and what common medical knowledge adds.',
    ruleIds: [],
    source: 'Documents S1 to S3 and, marked as literature, common medical knowledge: docs/decisions/0006-contraindications.md',
  },
];
