import { treatments, type Treatment } from '../../kernel/treatment.js';
import { Identifier, OneOf, type ProblemMembers } from '../../platform/http/index.js';
import { consentKinds, type ConsentKind } from '../consents/domain/consent-content.js';
import { whyMissing, type WhyMissing } from '../consents/domain/standing.js';
import { PossibleDuplicate } from '../duplicates/duplicate.dto.js';

/** A date on record that lies outside of the patient’s life. */
class DateOutsideLife {
  /** The kind of resource. */
  type: string;

  /** The resource. */
  @Identifier() id: string;

  /** Where in it, as a JSON Pointer. */
  pointer: string;
}

/** What a patient’s record contradicts. */
class PatientConflict {
  /** The identifier that another patient has, as a JSON Pointer into the body. */
  pointer?: string;

  /** What keeps two records from being merged. */
  reasons?: string[];

  /** Up to twenty dates that would lie before the birth or after the death; for those who may see clinical content. */
  dates?: DateOutsideLife[];

  /** The entry that says the same already. */
  @Identifier() existing?: string | null;
}

/** Why two records stay merged. */
class UnmergeObstacles {
  /** What was recorded after the merge and rests on both records. */
  reasons: string[];
}

/** Where a merged patient is found. */
class MergedPatient {
  /** The record that it was merged into. */
  @Identifier() mergedInto?: string;
}

/** Who is registered already. */
class PossibleDuplicates {
  /** The likeliest first, ten at most; for those who may read patients. */
  possibleDuplicates?: PossibleDuplicate[];
}

/** A consent that is needed. */
class NeededConsent {
  /** To what. */
  @OneOf(consentKinds) kind: ConsentKind;

  /** Of a consent to treatment: to which. */
  @OneOf(treatments) treatment?: Treatment;
}

/** Which consent is missing. */
class MissingConsent {
  /** What the patient has to consent to. */
  consent: NeededConsent;

  /** Whether it was never signed, was withdrawn, or has lapsed. */
  @OneOf(whyMissing) why?: WhyMissing;
}

export const patientProblemMembers: ProblemMembers = {
  conflict: [PatientConflict],
  'unmerge-impossible': [UnmergeObstacles],
  'invalid-transition': [MergedPatient],
  'possible-duplicate': [PossibleDuplicates],
  'consent-missing': [MissingConsent],
};
