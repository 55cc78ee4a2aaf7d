import { treatments, type Treatment } from '../../kernel/treatment.js';
import { Identifier, OneOf, type ProblemMembers } from '../../platform/http/index.js';
import { consentKinds, type ConsentKind } from '../consents/domain/consent-content.js';
import { whyMissing, type WhyMissing } from '../consents/domain/standing.js';
import { PossibleDuplicate } from '../duplicates/duplicate.dto.js';

/** A date on record that lies outside the patient’s life. */
class DateOutsideLife {
  /** The type of the resource. */
  type: string;

  /** The id of the resource. */
  @Identifier() id: string;

  /** The JSON Pointer of the date in the resource. */
  pointer: string;
}

/** The contradictions in a patient’s record. */
class PatientConflict {
  /** The JSON Pointer, in the body, of the identifier that another patient has. */
  pointer?: string;

  /** The reasons why two records cannot be merged. */
  reasons?: string[];

  /** Up to twenty dates that would lie before the birth or after the death. Left out for callers who may not see clinical content. */
  dates?: DateOutsideLife[];

  /** The id of the entry that has the same content already. */
  @Identifier() existing?: string | null;
}

/** The reasons why a merge cannot be undone. */
class UnmergeObstacles {
  /** The data that were recorded after the merge and depend on both records. */
  reasons: string[];
}

/** The record into which a patient was merged. */
class MergedPatient {
  /** The id of the record that this one was merged into. */
  @Identifier() mergedInto?: string;
}

/** The patients who are likely the same person. */
class PossibleDuplicates {
  /** Possible duplicates, most likely first, ten at most. Left out for callers who may not read patients. */
  possibleDuplicates?: PossibleDuplicate[];
}

/** A consent that an action needs. */
class NeededConsent {
  /** The kind of consent. */
  @OneOf(consentKinds) kind: ConsentKind;

  /** The treatment, for a consent to treatment; left out otherwise. */
  @OneOf(treatments) treatment?: Treatment;
}

/** The consent that is missing. */
class MissingConsent {
  /** The consent that the action needs. */
  consent: NeededConsent;

  /** Why the consent is missing: it was never signed, was withdrawn, or has lapsed. */
  @OneOf(whyMissing) why?: WhyMissing;
}

export const patientProblemMembers: ProblemMembers = {
  conflict: [PatientConflict],
  'unmerge-impossible': [UnmergeObstacles],
  'invalid-transition': [MergedPatient],
  'possible-duplicate': [PossibleDuplicates],
  'consent-missing': [MissingConsent],
};
