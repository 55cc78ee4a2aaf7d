import { IncludingQuery } from '../patients/index.js';
import { declareEnumeration } from '../kernel/enumeration.js';
import {
  CheckedBy,
  AnyObject,
  EnteredInError,
  Identifier,
  InLife,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Optional,
  Note,
  Whole,
  SomeOf,
  Actor,
} from '../platform/http/index.js';
import { BloodTestInput, BloodTestResponse, InterpretedBloodTestResult } from './blood-tests/blood-test.dto.js';
import { ConditionInput, patientLists, type PatientList } from '../record/index.js';
import { consultationStatuses, recommendedTreatments, type ConsultationStatus } from './domain/consultation-content.js';
import type * as domain from './domain/consultation-content.js';
import { CriticalResult } from './blood-tests/critical-result.dto.js';
import { MedicalHistoryInput, MedicalHistoryToConfirm } from './medical-history/medical-history.dto.js';
import { TrichoanalysisInput, TrichoanalysisResponse } from './trichoanalysis/trichoanalysis.dto.js';
import { VitalSigns } from './vital-signs.dto.js';
import { validateNotInFuture } from '../kernel/instant.js';

const listActions = declareEnumeration('ListChange', ['added', 'updated', 'not-mentioned']);

/** The dermatologist's assessment. */
export class ConsultationAssessment implements domain.Assessment {
  /** The diagnoses, with the leading diagnosis first. */
  @Optional() @ListOf(ConditionInput, { max: 50 }) diagnoses?: ConditionInput[];

  /**
   * The assessment in words.
   * @example Female pattern, Ludwig I
   */
  @Optional() @Note({ max: 10_000 }) note?: string;
}

/** The dermatologist's recommendation. */
export class ConsultationRecommendation implements domain.Recommendation {
  /** The recommended treatment, if any. */
  @Optional() @OneOf(recommendedTreatments) treatment?: (typeof recommendedTreatments)[number];

  /** The recommendation in words. */
  @Optional() @Note({ max: 10_000 }) note?: string;
}

/** The content of a draft without its blood tests and trichoanalyses. Every member except `startedAt` may be added later. */
@CheckedBy<ConsultationChange>(({ startedAt }, { now }) => validateNotInFuture(startedAt, '/startedAt', now), 'startedAt')
export class ConsultationChange implements domain.ConsultationContent {
  /**
   * When the consultation began.
   * @example 2026-01-20T10:15:00+05:30
   */
  @Instant() @InLife() startedAt: string;

  /**
   * Why the patient came, in the patient's words.
   * @example Hair thinning at the crown for two years
   */
  @Optional() @Note({ max: 5000 }) reason?: string;

  /** The medical history. */
  @Optional() @Nested(MedicalHistoryInput) medicalHistory?: MedicalHistoryInput;

  /** The vital signs. */
  @Optional() @Nested(VitalSigns) vitalSigns?: VitalSigns;

  /** The dermatologist's assessment. */
  @Optional() @Nested(ConsultationAssessment) assessment?: ConsultationAssessment;

  /** The dermatologist's recommendation. */
  @Optional() @Nested(ConsultationRecommendation) recommendation?: ConsultationRecommendation;
}

/** A whole consultation at once, or the beginning of one whose parts are added later. */
export class ConsultationInput extends ConsultationChange implements domain.WholeConsultation {
  /** Blood tests that the patient brought along or that the clinic took. */
  @Optional() @ListOf(BloodTestInput, { max: 20 }) bloodTests?: BloodTestInput[];

  /** The trichoanalyses, one for each region. */
  @Optional() @ListOf(TrichoanalysisInput, { max: 30 }) trichoanalyses?: TrichoanalysisInput[];
}

/** A consultation. */
export class ConsultationResponse extends ConsultationChange {
  /** The id of the consultation. */
  @Identifier() id: string;

  /** The id of the patient. */
  @Identifier() patientId: string;

  /** The status of the consultation: `draft` until a dermatologist signs it. Signed content never changes. */
  @OneOf(consultationStatuses) status: ConsultationStatus;

  /** For a draft that began without a medical history: what is known of the patient already, to be confirmed. Null otherwise. */
  @Nested(MedicalHistoryToConfirm) historyToConfirm: MedicalHistoryToConfirm | null;

  /**
   * The blood tests of this consultation, in the order in which they were recorded, without those entered in error. After the signature they stay as they were
   * signed; `changedReadings` has the results that are read differently now.
   */
  bloodTests: BloodTestResponse[];

  /**
   * The results of a signed consultation that are read differently now. A later report replaced them, or the patient's sex or birth date was corrected.
   */
  changedReadings: ChangedReading[];

  /** The trichoanalyses of this consultation, in the order in which they were recorded. */
  trichoanalyses: TrichoanalysisResponse[];

  /** The results in force that are beyond the critical bounds, as they are read now. Each needs action by a person. */
  criticalResults: CriticalResult[];

  /** The person or client that began the record. */
  @Nested(Actor) recordedBy: Actor;

  /** The dermatologist who is responsible for the consultation and who alone signs it; null where nobody is responsible yet. */
  @Nested(Actor) responsible: Actor | null;

  /** The dermatologist who signed last; null for a draft. */
  @Nested(Actor) signedBy: Actor | null;

  /** When the consultation was last signed, in UTC; null for a draft. */
  @Instant() signedAt: string | null;

  /**
   * The SHA-256, in lower-case hexadecimal, of the RFC 8785 canonical JSON of the signed members of this answer. The signed members are `patientId`,
   * `startedAt`, `reason`, `medicalHistory`, `vitalSigns`, `bloodTests`, `trichoanalyses`, `assessment` and `recommendation`, as far as they are present.
   * `content` of the signed version is exactly the hashed content. Null for a draft.
   */
  contentHash: string | null;

  /** The number of the signed version: 1 for the first signature, one more with each amendment; null for a draft. */
  @Whole() contentVersion: number | null;

  /** What the signature changed in the patient's lists, and which entries of the lists the medical history did not mention. */
  listChanges: PatientListChange[];

  /** Why, when and by whom the consultation was entered in error; null otherwise. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** When the record was begun, in UTC. */
  @Instant() createdAt: string;

  /** When the record was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the record, as in the ETag. */
  @Whole() version: number;
}

/** What a signature did to an entry in one of the patient's lists. */
export class PatientListChange {
  /** The list that the entry is in. */
  @OneOf(patientLists) list: PatientList;

  /**
   * Whether the signature added the entry, updated it, or found it on a list that the history reviewed but without mentioning the entry. An entry that was not
   * mentioned stays on the list until a person ends it.
   */
  @OneOf(listActions) action: (typeof listActions)[number];

  /** The id of the entry. */
  @Identifier() id: string | null;

  /** The entry as it is in the list now. */
  @AnyObject() entry: object;

  /** The names of the members that an update changed. */
  changed: string[];
}

/** A result that is read differently now than when it was signed. */
export class ChangedReading {
  /**
   * The JSON Pointer of the result in this answer.
   * @example /bloodTests/0/results/2
   */
  pointer: string;

  /** The result as it is read now. */
  now: InterpretedBloodTestResult;
}

/** Filters for the list of consultations. */
export class ConsultationQuery extends IncludingQuery {
  /** Only consultations of this patient. */
  @Optional() @Identifier() patientId?: string;

  /** Only consultations in one of these states. */
  @Optional() @SomeOf(consultationStatuses) status?: ConsultationStatus[];

  /** Only consultations for which this dermatologist is responsible. */
  @Optional() @Identifier() responsible?: string;

  /** Only consultations that began at this instant or later. */
  @Optional() @Instant() from?: string;

  /** Only consultations that began before this instant. */
  @Optional() @Instant() to?: string;
}
