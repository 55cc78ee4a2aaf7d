/**
 * The shipped revisions with their dates: the list of changes that a clinic reads before it takes over a later revision.
 * docs/decisions/0022-shipped-revisions.md explains how to add a revision.
 */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { Day } from '../../../kernel/day.js';
import type { Treatment } from '../../../kernel/treatment.js';

/**
 * The kinds of revisions. Changes of rules wait for a clinic's decision; changes of codes and doses take effect with the release, and are listed for
 * information.
 */
export const revisionKinds = declareEnumeration('RevisionKind', ['rules', 'codes', 'doses']);
export type RevisionKind = (typeof revisionKinds)[number];

export interface ShippedRevision {
  treatment: Treatment;
  /** The number of the revision, counted for each treatment across all kinds. */
  revision: number;
  shippedOn: Day;
  kind: RevisionKind;
  /** Whether a patient may come to harm by the earlier rules. An urgent revision is shown on each check until the clinic decides. */
  urgent: boolean;
  /** The change in a few words. */
  title: string;
  /** The change in full sentences. */
  change: string;
  /** The ids of the rules that were added, changed or removed. Empty for the first revision, and for revisions of codes and doses. */
  ruleIds: readonly string[];
  /** The reason for the change, with its source. */
  source: string;
}

/** All revisions, in order of their numbers for each treatment. */
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
  {
    treatment: 'mesotherapy',
    revision: 2,
    shippedOn: '2026-11-30',
    kind: 'rules',
    urgent: true,
    title: 'Rules name concerns, and read all that was recorded',
    change:
      'Rules name concerns and groups of medicines in place of lists of codes, so that parent, foreign and combined codes are read too. New are blood thinners that were stopped lately, wounds on the site, fainting, cold sores, adverse events, medicines that do not go with the anaesthetic, illnesses to be made out, allergies to what touches the skin, ingredients that are not meant for the treatment, and more laboratory values.',
    ruleIds: [
      'mesotherapy.active-infection',
      'mesotherapy.allergy-to-materials',
      'mesotherapy.anaemia-thyroid',
      'mesotherapy.anaesthetic-medicines',
      'mesotherapy.antiandrogen-without-contraception',
      'mesotherapy.anticoagulant',
      'mesotherapy.autoimmune',
      'mesotherapy.biotin-assay',
      'mesotherapy.bleeding-disorder',
      'mesotherapy.body-image',
      'mesotherapy.breastfeeding',
      'mesotherapy.cancer',
      'mesotherapy.cold-sores',
      'mesotherapy.diabetes',
      'mesotherapy.earlier-adverse-event',
      'mesotherapy.epilepsy',
      'mesotherapy.fainting',
      'mesotherapy.heart-condition',
      'mesotherapy.hypertension',
      'mesotherapy.illness-to-make-out',
      'mesotherapy.immunosuppression',
      'mesotherapy.inflammation',
      'mesotherapy.ingredient-allergy',
      'mesotherapy.ingredient-not-meant',
      'mesotherapy.isotretinoin',
      'mesotherapy.keloid',
      'mesotherapy.liver-kidney',
      'mesotherapy.minoxidil-circulation',
      'mesotherapy.noted',
      'mesotherapy.pregnancy',
      'mesotherapy.wound',
    ],
    source: 'docs/decisions/0024-nothing-unread.md, with the sources of each limit',
  },
  {
    treatment: 'scalp-micropigmentation',
    revision: 2,
    shippedOn: '2026-11-30',
    kind: 'rules',
    urgent: true,
    title: 'Rules name concerns, and read all that was recorded',
    change:
      'Rules name concerns and groups of medicines in place of lists of codes, so that parent, foreign and combined codes are read too. A positive pregnancy test and pregnancy codes rule the treatment out. New are clotting values, blood pressure, heart conditions, cancer under treatment, fainting, cold sores, adverse events, and medicines that do not go with the anaesthetic.',
    ruleIds: [
      'smp.allergy-to-materials',
      'smp.alopecia-areata',
      'smp.anaesthetic-medicines',
      'smp.anticoagulant',
      'smp.bleeding-disorder',
      'smp.body-image',
      'smp.cancer',
      'smp.cold-sores',
      'smp.disease-to-cover',
      'smp.earlier-adverse-event',
      'smp.fainting',
      'smp.fresh-scar',
      'smp.glucose',
      'smp.heart-and-nerves',
      'smp.illness-to-make-out',
      'smp.immunosuppression',
      'smp.ingredient-not-meant',
      'smp.isotretinoin',
      'smp.keloid',
      'smp.noted',
      'smp.pigment-anaesthetic-allergy',
      'smp.pregnancy-breastfeeding',
      'smp.scar-to-cover',
      'smp.scarring-active',
      'smp.site-infection',
      'smp.skin-cancer',
      'smp.systemic-disease',
      'smp.therapy-before-cover',
      'smp.washout',
    ],
    source: 'docs/decisions/0024-nothing-unread.md, with the sources of each limit',
  },
  {
    treatment: 'mesotherapy',
    revision: 3,
    shippedOn: '2026-11-30',
    kind: 'rules',
    urgent: false,
    title: 'One text for the patient, in each language',
    change:
      'The plain words of a rule are those in which a check explains it, so that they can be read in every language. What a rule asks, answers and allows to be overridden is as it was.',
    ruleIds: [
      'mesotherapy.active-infection',
      'mesotherapy.age',
      'mesotherapy.anaemia-thyroid',
      'mesotherapy.antiandrogen-childbearing',
      'mesotherapy.anticoagulant',
      'mesotherapy.autoimmune',
      'mesotherapy.biotin-assay',
      'mesotherapy.bleeding-disorder',
      'mesotherapy.blood-tests',
      'mesotherapy.body-image',
      'mesotherapy.breastfeeding',
      'mesotherapy.cancer',
      'mesotherapy.consultation',
      'mesotherapy.diabetes',
      'mesotherapy.epilepsy',
      'mesotherapy.heart-condition',
      'mesotherapy.hypertension',
      'mesotherapy.immunosuppression',
      'mesotherapy.inflammation',
      'mesotherapy.ingredient-allergy',
      'mesotherapy.isotretinoin',
      'mesotherapy.keloid',
      'mesotherapy.liver-kidney',
      'mesotherapy.minoxidil-circulation',
      'mesotherapy.pregnancy',
      'mesotherapy.trichoanalysis',
    ],
    source: 'docs/decisions/0038-words-of-rules.md',
  },
  {
    treatment: 'scalp-micropigmentation',
    revision: 3,
    shippedOn: '2026-11-30',
    kind: 'rules',
    urgent: false,
    title: 'One text for the patient, in each language',
    change:
      'The plain words of a rule are those in which a check explains it, so that they can be read in every language. What a rule asks, answers and allows to be overridden is as it was.',
    ruleIds: [
      'smp.age',
      'smp.alopecia-areata',
      'smp.anticoagulant',
      'smp.bleeding-disorder',
      'smp.body-image',
      'smp.consultation',
      'smp.disease-to-cover',
      'smp.fresh-scar',
      'smp.glucose',
      'smp.heart-and-nerves',
      'smp.immunosuppression',
      'smp.isotretinoin',
      'smp.keloid',
      'smp.medicines-declared',
      'smp.mri',
      'smp.pigment-anaesthetic-allergy',
      'smp.pregnancy-breastfeeding',
      'smp.scarring-active',
      'smp.site-infection',
      'smp.skin-cancer',
      'smp.systemic-disease',
      'smp.washout',
    ],
    source: 'docs/decisions/0038-words-of-rules.md',
  },
];
