import { enumOf } from '../../kernel/enumeration.js';
import { CheckedBy, AfterBirth, CodedValue, Day, Fixed, InLife, Nested, OneOf, Optional, PartialDate, Text } from '../../platform/http/index.js';
import { entryErrors } from '../domain/entry.js';
const allergyClinicalStatuses = enumOf('AllergyClinicalStatus', ['active', 'inactive', 'resolved']);
const allergyVerificationStatuses = enumOf('AllergyVerificationStatus', ['unconfirmed', 'confirmed', 'refuted', 'entered-in-error']);
import type { StatedAbsence } from '../domain/entry.js';
import {
  clinicalStatuses,
  criticalities,
  medicationStatuses,
  verificationStatuses,
  type AllergyEntry,
  type ConditionEntry,
  type MedicationEntry,
  type ProcedureEntry,
} from '../domain/entry-content.js';
import type * as domain from '../domain/entry-content.js';

/** A condition or diagnosis. */
@CheckedBy<ConditionInput>((entry, { today }) => entryErrors('conditions', entry, '', today))
export class ConditionInput implements ConditionEntry {
  /** The condition's code, preferably ICD-10. Either this or `text` is needed. */
  @Optional() @Nested(CodedValue) @Fixed() code?: CodedValue;

  /**
   * The condition in words.
   * @example Thinning at the crown
   */
  @Optional() @Text({ max: 500 }) @Fixed() text?: string;

  /** Whether it is going on; `active` when left out. */
  @Optional() @OneOf(clinicalStatuses) clinicalStatus?: (typeof clinicalStatuses)[number];

  /** How sure it is; a refuted condition counts for nothing. */
  @Optional() @OneOf(verificationStatuses) verificationStatus?: (typeof verificationStatuses)[number];

  /**
   * Since when, to the year, the month or the day.
   * @example 2024
   */
  @Optional() @PartialDate() @InLife() onset?: string | null;

  /** Anything else about it. */
  @Optional() @Text({ max: 2000 }) note?: string | null;
}

/** A medicine that the patient takes or took. */
@CheckedBy<MedicationInput>((entry, { today }) => entryErrors('medications', entry, '', today))
export class MedicationInput implements MedicationEntry {
  /**
   * Name and strength, as the patient or the package says.
   * @example Aspirin 75 mg
   */
  @Optional() @Text({ max: 300 }) @Fixed() name?: string;

  /** The active ingredient's ATC code. Either this or `name` is needed. */
  @Optional() @Nested(CodedValue) @Fixed() code?: CodedValue;

  /** Whether it is taken at present; `active` when left out. */
  @Optional() @OneOf(medicationStatuses) status?: (typeof medicationStatuses)[number];

  /**
   * Since when, to the year, the month or the day. It lies ahead only of a medicine that is `intended`.
   * @example 2025-01-10
   */
  @Optional() @PartialDate() @InLife() startedOn?: string | null;

  /**
   * The last day on which it was taken. A medicine in use without one counts as taken today.
   * @example 2026-11-12
   */
  @Optional() @PartialDate() @InLife() lastTakenOn?: string | null;

  /**
   * The last day of a course whose end is prescribed, such as an antibiotic's: after it, the medicine counts as no longer taken. A course
   * that ends before it began is refused.
   * @example 2026-02-01
   */
  @Optional() @Day() @AfterBirth() endsOn?: string | null;

  /** Dose, reason, prescriber. */
  @Optional() @Text({ max: 2000 }) note?: string | null;
}

/** That no allergy is known. */
export class NoKnownAllergiesInput implements StatedAbsence {
  /**
   * The words in which it was stated.
   * @example NKDA
   */
  @Optional() @Text({ max: 300 }) text?: string | null;
}

/** A substance, coded or in words. */
export class AllergySubstance implements domain.Substance {
  /**
   * The substance in words.
   * @example lidocaine
   */
  @Optional() @Text({ max: 300 }) text?: string;

  /**
   * The substance's code, preferably ATC. The code `no-known-allergies` of the system `hairline` states that there is none, as do words such as
   * "NKDA", "nil known" or "कोई एलर्जी नहीं": what states that is kept apart from the allergies.
   */
  @Optional() @Nested(CodedValue) code?: CodedValue;
}

/** An allergy or intolerance. */
@CheckedBy<AllergyInput>((entry, { today }) => entryErrors('allergies', entry, '', today))
export class AllergyInput implements AllergyEntry {
  /** To what. */
  @Nested(AllergySubstance) @Fixed() substance: AllergySubstance;

  /** How bad a next reaction could be. */
  @Optional() @OneOf(criticalities) criticality?: (typeof criticalities)[number];

  /**
   * What happened.
   * @example urticaria
   */
  @Optional() @Text({ max: 500 }) reaction?: string;

  /** Whether it still holds; `active` when left out. */
  @Optional() @OneOf(allergyClinicalStatuses) clinicalStatus?: (typeof allergyClinicalStatuses)[number];

  /** How sure it is. */
  @Optional()
  @OneOf(allergyVerificationStatuses)
  verificationStatus?: (typeof allergyVerificationStatuses)[number];
}

/** Something that was done to the patient: a transplant, an earlier micropigmentation, surgery. */
@CheckedBy<ProcedureInput>((entry, { today }) => entryErrors('procedures', entry, '', today))
export class ProcedureInput implements ProcedureEntry {
  /**
   * What was done; for hair work use the system `hairline`: hair-transplant-fut, hair-transplant-fue, scalp-surgery,
   * scalp-micropigmentation, hysterectomy. Either this or `text` is needed.
   */
  @Optional() @Nested(CodedValue) @Fixed() code?: CodedValue;

  /**
   * What was done, in words.
   * @example Hair transplant, strip method
   */
  @Optional() @Text({ max: 500 }) @Fixed() text?: string;

  /**
   * When, to the year, the month or the day.
   * @example 2023-06
   */
  @Optional() @PartialDate() @InLife() performedOn?: string | null;
}
