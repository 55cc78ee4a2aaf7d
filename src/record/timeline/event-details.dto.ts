/** What each kind of event says in short. The record in which it stands says all; what it does not know is null. */
import { consentKinds, type ConsentKind } from '../../patients/index.js';
import { checkOutcomes, type CheckOutcome } from '../../kernel/check-outcome.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { Day, Decimal, Identifier, ListOf, MeasuredQuantity, Nested, OneOf, Whole } from '../../platform/http/index.js';

/** That is all there is to say. */
export class PatientRegistrationEventDetails {}

export class RecordMergeEventDetails {
  /** Why. */
  reason: string;
}

export class ConsentEventDetails {
  /** What the consent is to. */
  @OneOf(consentKinds) kind: ConsentKind;

  /** Of a consent to treatment: which. */
  @OneOf(treatments) treatment: Treatment | null;

  /** Why it was withdrawn or taken back. */
  reason: string | null;
}

export class ConsultationStartEventDetails {
  /** The status that the consultation has now: a `ConsultationStatus`. */
  status: string;

  /** Why the patient came. */
  reason: string | null;
}

export class ConsultationVersionEventDetails {
  /** Of the version; the first signature makes 1. */
  @Whole({ min: 1 }) number: number;

  /** Why it was amended. */
  reason: string | null;
}

export class BloodTestEventDetails {
  /** Which laboratory. */
  laboratory: string | null;

  /** Why it was entered in error. */
  enteredInError: string | null;

  /** Of the report, as the laboratory numbers it. */
  reportNumber: string | null;

  /** Of the report: a `LaboratoryReportStatus`. */
  status: string | null;

  /** The blood test of which this is the same report once more. */
  @Identifier() duplicateOf: string | null;

  /** Blood tests of which this corrects results. */
  @ListOf(Identifier(), { max: 1000 }) corrects: string[] | null;

  /** Blood tests that superseded results of this. */
  @ListOf(Identifier(), { max: 1000 }) supersededBy: string[] | null;
}

export class TrichoanalysisEventDetails {
  /** Where: a `ScalpRegion`. */
  region: string;

  /** Why it was entered in error. */
  enteredInError: string | null;
}

export class ScaleEventDetails {
  /** Which: a `Scale`. */
  scale: string;

  /** Of a scale of grades: a `ScaleGrade`. */
  grade: string | null;

  /** Of a scale that is a number. */
  @Decimal() score: number | null;

  /** Why it was entered in error. */
  enteredInError: string | null;
}

export class PhotographEventDetails {
  /** Where: a `PhotographRegion`. */
  region: string;

  /** From where: a `PhotographAngle`. */
  angle: string;

  /** Why it was entered in error. */
  enteredInError: string | null;
}

export class PhotographPublicationEventDetails {
  /** Where it was published. */
  place: string;
}

export class ContraindicationCheckEventDetails {
  /** Of what. */
  @OneOf(treatments) treatment: Treatment;

  /** What the check found, before any override. */
  @OneOf(checkOutcomes) outcome: CheckOutcome;
}

export class ContraindicationOverrideEventDetails {
  /** Which rule was overridden. */
  ruleId: string;

  /** Why; only of the override itself. */
  reason: string | null;
}

export class PlanCreationEventDetails {
  /** What is planned. */
  @OneOf(treatments) treatment: Treatment;

  /** How many sessions were planned. */
  @Whole({ min: 0 }) sessions: number;
}

export class PlanTransitionEventDetails {
  /** What is planned. */
  @OneOf(treatments) treatment: Treatment;

  /** What was done to the plan: a `PlanAction`. */
  action: string;

  /** Why. */
  reason: string | null;
}

export class PlanScreeningEventDetails {
  /** Why it was screened: a `ScreeningCause`. */
  cause: string;

  /** What was found before. */
  @OneOf(checkOutcomes) outcomeBefore: CheckOutcome;

  /** What is found now. */
  @OneOf(checkOutcomes) outcomeNow: CheckOutcome;

  /** Whether the plan was put on hold by it. */
  held: boolean;
}

export class PlanRatingEventDetails {
  /** What was rated: a `RatingKind`. */
  kind: string;

  /** The rating, in points of its scale. */
  @Whole() score: number;

  /** Who rated: an `Assessor`. */
  assessor: string;

  /** Why it was entered in error. */
  enteredInError: string | null;
}

export class EstimateEventDetails {
  /** Of which plan. */
  @Identifier() planId: string;

  /** Of the estimate, among those of the plan. */
  @Whole({ min: 1 }) number: number;
}

export class BillEventDetails {
  /** The estimate that it is held against. */
  @Identifier() estimateId: string;

  /** Of the bill, among those of the plan. */
  @Whole({ min: 1 }) number: number;
}

export class SessionEventDetails {
  /** What was done, or planned. */
  @OneOf(treatments) treatment: Treatment;

  /** Of the session, within the plan. */
  @Whole({ min: 1 }) number: number;

  /** Why. */
  reason: string | null;
}

export class SessionMoveEventDetails extends SessionEventDetails {
  /** The day on which it was planned. */
  @Day() from: string;

  /** The day on which it is planned instead. */
  @Day() to: string;
}

export class ProductUseEventDetails {
  /** The entry in the stock. */
  @Identifier() entryId: string;

  /** The session in which it was used. */
  @Identifier() sessionId: string | null;

  /** Which product. */
  product: string;

  /** Of which lot, as its maker numbers it. */
  lotNumber: string;

  /** How much. */
  @Nested(MeasuredQuantity) quantity: MeasuredQuantity;

  /** Why. */
  reason: string | null;

  /** Of a reversal: the entry that it takes back. */
  @Identifier() reverses: string | null;
}

export class ProductRecallEventDetails {
  /** Which product. */
  product: string;

  /** Of which lot, as its maker numbers it. */
  lotNumber: string;

  /** Why it was recalled. */
  reason: string | null;

  /** Why the recall was withdrawn. */
  withdrawn: string | null;
}

export class AdverseEventReportEventDetails {
  /** What it was: the code of a type of adverse event. */
  type: string;

  /** How severe, 1 to 5. */
  @Whole({ min: 1, max: 5 }) grade: number;

  /** Whether it was serious. */
  serious: boolean;

  /** Why it was entered in error. */
  enteredInError: string | null;
}

export class AdverseEventChangeEventDetails {
  /** What it was: the code of a type of adverse event. */
  type: string;

  /** The version of the adverse event that this made. */
  @Whole({ min: 2 }) version: number;

  /** How severe, 1 to 5. */
  @Whole({ min: 1, max: 5 }) grade: number;

  /** Why it was entered in error. */
  reason: string | null;
}

export class AdverseEventFollowUpEventDetails {
  /** What it was: the code of a type of adverse event. */
  type: string;

  /** Of the follow-up, within the adverse event. */
  @Whole({ min: 1 }) number: number;
}

export class AdverseEventDecisionEventDetails {
  /** What it was: the code of a type of adverse event. */
  type: string;

  /** What was decided: an `AdverseEventDecision`. */
  decision: string;

  /** Why. */
  reason: string;
}

export class ListEntryEventDetails {
  /** The consultation in which it was said. */
  @Identifier() consultationId: string | null;

  /** The version of the entry that this made. */
  @Whole({ min: 1 }) version: number;

  /** Why it was entered in error. */
  reason: string | null;

  /** Of the first version: why the entry is known by now to have been entered in error. */
  enteredInError: string | null;
}
