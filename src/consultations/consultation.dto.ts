import { enumOf } from '../kernel/enumeration.js';
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
  PageQuery,
  Text,
  Whole,
  SomeOf,
  Actor,
} from '../platform/http/index.js';
import { BloodTestInput, BloodTestResponse, InterpretedBloodTestResult } from './blood-tests/blood-test.dto.js';
import { ConditionInput, patientLists, type PatientList } from '../record/index.js';
import { consultationStatuses, recommendedTreatments, type ConsultationStatus } from './domain/consultation-content.js';
import type * as domain from './domain/consultation-content.js';
import { MedicalHistoryInput, MedicalHistoryToConfirm } from './medical-history/medical-history.dto.js';
import { TrichoanalysisInput, TrichoanalysisResponse } from './trichoanalysis/trichoanalysis.dto.js';
import { VitalSigns } from './vital-signs.dto.js';
import { futureErrors } from '../kernel/instant.js';

const listActions = enumOf('ListChange', ['added', 'updated', 'not-mentioned']);

/** What the dermatologist makes of it all. */
export class ConsultationAssessment implements domain.Assessment {
  /** Diagnoses, the leading one first. */
  @Optional() @ListOf(ConditionInput, { max: 50 }) diagnoses?: ConditionInput[];

  /**
   * The assessment in words.
   * @example Female pattern, Ludwig I
   */
  @Optional() @Text({ max: 10_000 }) note?: string;
}

/** What the dermatologist advises. */
export class ConsultationRecommendation implements domain.Recommendation {
  /** The treatment, if any. */
  @Optional() @OneOf(recommendedTreatments) treatment?: (typeof recommendedTreatments)[number];

  /** The advice in words. */
  @Optional() @Text({ max: 10_000 }) note?: string;
}

/** What a draft says beside its blood tests and trichoanalyses; all of it may come later. */
@CheckedBy<ConsultationChange>(({ startedAt }, { now }) => futureErrors(startedAt, '/startedAt', now), 'startedAt')
export class ConsultationChange implements domain.ConsultationContent {
  /**
   * When it began.
   * @example 2026-01-20T10:15:00+05:30
   */
  @Instant() @InLife() startedAt: string;

  /**
   * Why the patient came, in the patient's words.
   * @example Hair thinning at the crown for two years
   */
  @Optional() @Text({ max: 5000 }) reason?: string;

  /** The medical history. */
  @Optional() @Nested(MedicalHistoryInput) medicalHistory?: MedicalHistoryInput;

  /** Vital signs. */
  @Optional() @Nested(VitalSigns) vitalSigns?: VitalSigns;

  /** What the dermatologist makes of it. */
  @Optional() @Nested(ConsultationAssessment) assessment?: ConsultationAssessment;

  /** What the dermatologist advises. */
  @Optional() @Nested(ConsultationRecommendation) recommendation?: ConsultationRecommendation;
}

/** A whole consultation at once, or a stub that the parts then fill. */
export class ConsultationInput extends ConsultationChange implements domain.WholeConsultation {
  /** Blood tests that were brought along or taken. */
  @Optional() @ListOf(BloodTestInput, { max: 20 }) bloodTests?: BloodTestInput[];

  /** Trichoanalyses, one for each region. */
  @Optional() @ListOf(TrichoanalysisInput, { max: 30 }) trichoanalyses?: TrichoanalysisInput[];
}

/** A consultation. */
export class ConsultationResponse extends ConsultationChange {
  /** The consultation's id. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** `draft` until a dermatologist signs; what is signed never changes. */
  @OneOf(consultationStatuses) status: ConsultationStatus;

  /** Of a draft that began without a history: what is known already, to be confirmed; null otherwise. */
  @Nested(MedicalHistoryToConfirm) historyToConfirm: MedicalHistoryToConfirm | null;

  /**
   * Blood tests of this consultation, in the order of their recording; those entered in error are left out. Once it is signed they stay as they were
   * signed: what is read otherwise now stands in `changedReadings`.
   */
  bloodTests: BloodTestResponse[];

  /** Results of a signed consultation that are read otherwise now: a later report took their place, or the patient's sex or birth date was corrected. */
  changedReadings: ChangedReading[];

  /** Trichoanalyses of this consultation, in the order of their recording. */
  trichoanalyses: TrichoanalysisResponse[];

  /** Results in force beyond the critical bounds, as they are read now: somebody must act on them. */
  criticalResults: CriticalResult[];

  /** The person or client that began the record. */
  @Nested(Actor) recordedBy: Actor;

  /** The dermatologist whose consultation it is, and who alone signs it; null while none is. */
  @Nested(Actor) responsible: Actor | null;

  /** The dermatologist who signed last; null for a draft. */
  @Nested(Actor) signedBy: Actor | null;

  /** When it was signed last, in UTC; null for a draft. */
  @Instant() signedAt: string | null;

  /**
   * SHA-256, in lower-case hexadecimal, of the RFC 8785 canonical JSON of this answer's members `patientId`, `startedAt`, `reason`,
   * `medicalHistory`, `vitalSigns`, `bloodTests`, `trichoanalyses`, `assessment` and `recommendation`, as far
   * as they are present; `content` of the signed version holds exactly that. Null for a draft.
   */
  contentHash: string | null;

  /** Of the signed content: 1 at the signature, one more with each amendment; null for a draft. */
  @Whole() contentVersion: number | null;

  /** What the signature changed of the patient's lists, and what they have that the history did not mention. */
  listChanges: PatientListChange[];

  /** That it was entered in error; null for what holds. */
  @Nested(EnteredInError) enteredInError: EnteredInError | null;

  /** When the record was begun, in UTC. */
  @Instant() createdAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}

/** What a signature did to an entry of the patient's lists. */
export class PatientListChange {
  /** Which list. */
  @OneOf(patientLists) list: PatientList;

  /** Added, updated, or on the list but not mentioned by a history that went through it: that entry stays until somebody ends it. */
  @OneOf(listActions) action: (typeof listActions)[number];

  /** The entry's id. */
  @Identifier() id: string | null;

  /** The entry as it is on the list now. */
  @AnyObject() entry: object;

  /** Which members an update changed. */
  changed: string[];
}

const criticalInterpretations = enumOf('CriticalInterpretation', ['LL', 'HH']);

/** A result that somebody must act on. */
export class CriticalResult {
  /** The blood test. */
  @Identifier() bloodTestId: string;

  /**
   * What was measured.
   * @example haemoglobin
   */
  analyte: string;

  /** Critically low or critically high. */
  @OneOf(criticalInterpretations) interpretation: 'LL' | 'HH';
}

/** A result that is read otherwise now than when it was signed. */
export class ChangedReading {
  /**
   * Where the result stands in this answer, as a JSON Pointer.
   * @example /bloodTests/0/results/2
   */
  pointer: string;

  /** The result as it is read now. */
  now: InterpretedBloodTestResult;
}

/** Which consultations to show. */
export class ConsultationQuery extends PageQuery {
  /** Only this patient's. */
  @Optional() @Identifier() patientId?: string;

  /** Only those in one of these states. */
  @Optional() @SomeOf(consultationStatuses) status?: ConsultationStatus[];

  /** Only those begun at this instant or later. */
  @Optional() @Instant() from?: string;

  /** Only those begun before this instant. */
  @Optional() @Instant() to?: string;
}
