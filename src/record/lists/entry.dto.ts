import { declareEnumeration } from '../../kernel/enumeration.js';
import { CheckedBy, AfterBirth, CodedValue, Day, Fixed, InLife, Nested, OneOf, Optional, PartialDate, Note, Text } from '../../platform/http/index.js';
import { validateEntry } from '../domain/entry.js';
const allergyClinicalStatuses = declareEnumeration('AllergyClinicalStatus', ['active', 'inactive', 'resolved']);
const allergyVerificationStatuses = declareEnumeration('AllergyVerificationStatus', ['unconfirmed', 'confirmed', 'refuted', 'entered-in-error']);
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
@CheckedBy<ConditionInput>((entry, { today }) => validateEntry('conditions', entry, '', today))
export class ConditionInput implements ConditionEntry {
  /** The code of the condition, preferably ICD-10. Either `code` or `text` is needed. */
  @Optional() @Nested(CodedValue) @Fixed() code?: CodedValue;

  /**
   * The condition in words.
   * @example Thinning at the crown
   */
  @Optional() @Text({ max: 500 }) @Fixed() text?: string;

  /** Whether the condition is present; `active` where it is left out. */
  @Optional() @OneOf(clinicalStatuses) clinicalStatus?: (typeof clinicalStatuses)[number];

  /** How certain the condition is. Checks ignore a refuted condition. */
  @Optional() @OneOf(verificationStatuses) verificationStatus?: (typeof verificationStatuses)[number];

  /**
   * Since when the patient has the condition, to the year, the month or the day.
   * @example 2024
   */
  @Optional() @PartialDate() @InLife() onset?: string | null;

  /** A note. */
  @Optional() @Note({ max: 2000 }) note?: string | null;
}

/** A medicine that the patient takes or took. */
@CheckedBy<MedicationInput>((entry, { today }) => validateEntry('medications', entry, '', today))
export class MedicationInput implements MedicationEntry {
  /**
   * The name and strength of the medicine, as on the package or in the patient's words.
   * @example Aspirin 75 mg
   */
  @Optional() @Text({ max: 300 }) @Fixed() name?: string;

  /** The ATC code of the active ingredient. Either `code` or `name` is needed. */
  @Optional() @Nested(CodedValue) @Fixed() code?: CodedValue;

  /** Whether the medicine is taken at present; `active` where it is left out. */
  @Optional() @OneOf(medicationStatuses) status?: (typeof medicationStatuses)[number];

  /**
   * Since when the medicine is taken, to the year, the month or the day. The date may lie in the future only for a medicine that is `intended`.
   * @example 2025-01-10
   */
  @Optional() @PartialDate() @InLife() startedOn?: string | null;

  /**
   * The last day on which the medicine was taken. A medicine in use without this day counts as taken today.
   * @example 2026-11-12
   */
  @Optional() @PartialDate() @InLife() lastTakenOn?: string | null;

  /**
   * The last day of a course whose end is prescribed, such as an antibiotic's. After this day the medicine counts as no longer taken. A course that ends before
   * it began is refused.
   * @example 2026-02-01
   */
  @Optional() @Day() @AfterBirth() endsOn?: string | null;

  /** Dose, reason and prescriber. */
  @Optional() @Note({ max: 2000 }) note?: string | null;
}

/** The statement that no allergy is known. */
export class NoKnownAllergiesInput implements StatedAbsence {
  /**
   * The words of the statement.
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
   * The code of the substance, preferably ATC. The code `no-known-allergies` of the system `hairline` states that there is no allergy, as do words such as
   * "NKDA", "nil known" or "कोई एलर्जी नहीं". Such a statement is stored apart from the allergies.
   */
  @Optional() @Nested(CodedValue) code?: CodedValue;
}

/** An allergy or intolerance. */
@CheckedBy<AllergyInput>((entry, { today }) => validateEntry('allergies', entry, '', today))
export class AllergyInput implements AllergyEntry {
  /** The substance that the patient is allergic to or does not tolerate. */
  @Nested(AllergySubstance) @Fixed() substance: AllergySubstance;

  /** How severe a future reaction could be. */
  @Optional() @OneOf(criticalities) criticality?: (typeof criticalities)[number];

  /**
   * The reaction that occurred.
   * @example urticaria
   */
  @Optional() @Note({ max: 500 }) reaction?: string;

  /** Whether the allergy is present; `active` where it is left out. */
  @Optional() @OneOf(allergyClinicalStatuses) clinicalStatus?: (typeof allergyClinicalStatuses)[number];

  /** How certain the allergy is. */
  @Optional()
  @OneOf(allergyVerificationStatuses)
  verificationStatus?: (typeof allergyVerificationStatuses)[number];
}

/** A procedure that the patient had, such as a transplant, an earlier micropigmentation or surgery. */
@CheckedBy<ProcedureInput>((entry, { today }) => validateEntry('procedures', entry, '', today))
export class ProcedureInput implements ProcedureEntry {
  /**
   * The code of the procedure. For hair procedures use the system `hairline`: hair-transplant-fut, hair-transplant-fue, scalp-surgery, scalp-micropigmentation,
   * hysterectomy. Either `code` or `text` is needed.
   */
  @Optional() @Nested(CodedValue) @Fixed() code?: CodedValue;

  /**
   * The procedure in words.
   * @example Hair transplant, strip method
   */
  @Optional() @Text({ max: 500 }) @Fixed() text?: string;

  /**
   * When the procedure was done, to the year, the month or the day.
   * @example 2023-06
   */
  @Optional() @PartialDate() @InLife() performedOn?: string | null;
}
