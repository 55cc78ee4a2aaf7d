/** The details of each kind of event in short. The record of the event has the full content. A member is null where its value is not known. */
import { consentKinds, type ConsentKind } from '../../patients/index.js';
import { checkOutcomes, type CheckOutcome } from '../../kernel/check-outcome.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { Day, Decimal, Identifier, ListOf, MeasuredQuantity, Nested, OneOf, Whole } from '../../platform/http/index.js';

/** The registration of a patient has no details. */
export class PatientRegistrationEventDetails {}

export class RecordMergeEventDetails {
  /** Why the records were merged, or the merge undone. */
  reason: string;
}

export class ConsentEventDetails {
  /** The kind of consent. */
  @OneOf(consentKinds) kind: ConsentKind;

  /** The treatment that the consent covers; null for other kinds of consent. */
  @OneOf(treatments) treatment: Treatment | null;

  /** Why the consent was withdrawn or entered in error; null otherwise. */
  reason: string | null;
}

export class ConsultationStartEventDetails {
  /** The current status of the consultation: a `ConsultationStatus`. */
  status: string;

  /** Why the patient came; null where it is not recorded. */
  reason: string | null;
}

export class ConsultationVersionEventDetails {
  /** The number of the version; the first signature makes version 1. */
  @Whole({ min: 1 }) number: number;

  /** Why the consultation was amended; null for the first version. */
  reason: string | null;
}

export class BloodTestEventDetails {
  /** The name of the laboratory; null where it is not recorded. */
  laboratory: string | null;

  /** Why the blood test was entered in error; null otherwise. */
  enteredInError: string | null;

  /** The laboratory's own number of the report; null where there is none. */
  reportNumber: string | null;

  /** The status of the report: a `LaboratoryReportStatus`; null where it is not known. */
  status: string | null;

  /** The id of the blood test that has all of these results as well; null where there is none. */
  @Identifier() duplicateOf: string | null;

  /** The ids of the blood tests whose results this blood test corrects; null where there are none. */
  @ListOf(Identifier(), { max: 1000 }) corrects: string[] | null;

  /** The ids of the blood tests that superseded results of this blood test; null where there are none. */
  @ListOf(Identifier(), { max: 1000 }) supersededBy: string[] | null;
}

export class TrichoanalysisEventDetails {
  /** The region: a `ScalpRegion`. */
  region: string;

  /** Why the trichoanalysis was entered in error; null otherwise. */
  enteredInError: string | null;
}

export class ScaleEventDetails {
  /** The scale: a `Scale`. */
  scale: string;

  /** The grade, for graded scales: a `ScaleGrade`; null for other scales. */
  grade: string | null;

  /** The score, for scales with a numeric score; null for other scales. */
  @Decimal() score: number | null;

  /** Why the grading was entered in error; null otherwise. */
  enteredInError: string | null;
}

export class PhotographEventDetails {
  /** The region of the photograph: a `PhotographRegion`. */
  region: string;

  /** The angle of the photograph: a `PhotographAngle`. */
  angle: string;

  /** Why the photograph was entered in error; null otherwise. */
  enteredInError: string | null;
}

export class PhotographPublicationEventDetails {
  /** Where the photograph was published. */
  place: string;
}

export class ContraindicationCheckEventDetails {
  /** The treatment that was checked. */
  @OneOf(treatments) treatment: Treatment;

  /** The outcome of the check, before any override. */
  @OneOf(checkOutcomes) outcome: CheckOutcome;
}

export class ContraindicationOverrideEventDetails {
  /** The id of the rule that was overridden. */
  ruleId: string;

  /** Why the rule was overridden; null for the confirmation of an override. */
  reason: string | null;
}

export class PlanCreationEventDetails {
  /** The planned treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The number of planned sessions. */
  @Whole({ min: 0 }) sessions: number;
}

export class PlanTransitionEventDetails {
  /** The planned treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The action on the plan: a `PlanAction`. */
  action: string;

  /** Why the action was taken; null where no reason was given. */
  reason: string | null;
}

export class PlanScreeningEventDetails {
  /** Why the plan was screened: a `ScreeningCause`. */
  cause: string;

  /** The outcome of the check before. */
  @OneOf(checkOutcomes) outcomeBefore: CheckOutcome;

  /** The outcome of the check now. */
  @OneOf(checkOutcomes) outcomeNow: CheckOutcome;

  /** Whether the screening put the plan on hold. */
  held: boolean;
}

export class PlanRatingEventDetails {
  /** The kind of the rating: a `RatingKind`. */
  kind: string;

  /** The rating, in points of its scale. */
  @Whole() score: number;

  /** The person who rated: an `Assessor`. */
  assessor: string;

  /** Why the rating was entered in error; null otherwise. */
  enteredInError: string | null;
}

export class EstimateEventDetails {
  /** The id of the plan. */
  @Identifier() planId: string;

  /** The number of the estimate, among those of the plan. */
  @Whole({ min: 1 }) number: number;
}

export class BillEventDetails {
  /** The id of the estimate that the bill is compared with. */
  @Identifier() estimateId: string;

  /** The number of the bill, among those of the plan. */
  @Whole({ min: 1 }) number: number;
}

export class SessionEventDetails {
  /** The treatment that was done or planned. */
  @OneOf(treatments) treatment: Treatment;

  /** The number of the session within the plan. */
  @Whole({ min: 1 }) number: number;

  /** Why the session was missed, cancelled or amended; null otherwise. */
  reason: string | null;
}

export class SessionMoveEventDetails extends SessionEventDetails {
  /** The day on which the session was planned. */
  @Day() from: string;

  /** The new day of the session. */
  @Day() to: string;
}

export class ProductUseEventDetails {
  /** The id of the stock entry. */
  @Identifier() entryId: string;

  /** The id of the session in which the product was used; null where there is none. */
  @Identifier() sessionId: string | null;

  /** The name of the product. */
  product: string;

  /** The manufacturer's number of the lot. */
  lotNumber: string;

  /** The quantity that was used. */
  @Nested(MeasuredQuantity) quantity: MeasuredQuantity;

  /** Why the stock entry was made, such as the reason of a reversal; null where no reason was given. */
  reason: string | null;

  /** The id of the stock entry that this entry reverses; null where it is no reversal. */
  @Identifier() reverses: string | null;
}

export class ProductRecallEventDetails {
  /** The name of the product. */
  product: string;

  /** The manufacturer's number of the lot. */
  lotNumber: string;

  /** Why the lot was recalled; null where no reason was given. */
  reason: string | null;

  /** Why the recall was withdrawn; null where it was not withdrawn. */
  withdrawn: string | null;
}

export class AdverseEventReportEventDetails {
  /** The code of the type of the adverse event. */
  type: string;

  /** The severity of the adverse event, as a grade from 1 to 5. */
  @Whole({ min: 1, max: 5 }) grade: number;

  /** Whether the adverse event was serious. */
  serious: boolean;

  /** Why the adverse event was entered in error; null otherwise. */
  enteredInError: string | null;
}

export class AdverseEventChangeEventDetails {
  /** The code of the type of the adverse event. */
  type: string;

  /** The version of the adverse event that this change made. */
  @Whole({ min: 2 }) version: number;

  /** The severity of the adverse event, as a grade from 1 to 5. */
  @Whole({ min: 1, max: 5 }) grade: number;

  /** Why the adverse event was entered in error; null otherwise. */
  reason: string | null;
}

export class AdverseEventFollowUpEventDetails {
  /** The code of the type of the adverse event. */
  type: string;

  /** The number of the follow-up within the adverse event. */
  @Whole({ min: 1 }) number: number;
}

export class AdverseEventDecisionEventDetails {
  /** The code of the type of the adverse event. */
  type: string;

  /** The decision: an `AdverseEventDecision`. */
  decision: string;

  /** Why the decision was made. */
  reason: string;
}

export class ListEntryEventDetails {
  /** The id of the consultation in which the entry was stated; null where it was stated in the list itself. */
  @Identifier() consultationId: string | null;

  /** The version of the entry that this change made. */
  @Whole({ min: 1 }) version: number;

  /** Why this version marked the entry as entered in error; null otherwise. */
  reason: string | null;

  /** For the first version: why the entry was later marked as entered in error; null otherwise. */
  enteredInError: string | null;
}
