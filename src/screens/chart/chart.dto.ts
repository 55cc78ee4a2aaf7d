import { CheckInBrief, TreatmentQuestions } from '../../contraindications/index.js';
import { ConsultationResponse } from '../../consultations/index.js';
import { languages, type Language } from '../../kernel/language.js';
import { ConsentInForce, PatientResponse } from '../../patients/index.js';
import { Identifier, Instant, ListOf, Nested, OneOf, Text } from '../../platform/http/index.js';
import { ActiveEntries } from '../../record/index.js';
import { AdverseEventResponse, CheckedPlan, TreatmentSessionResponse } from '../../treatments/index.js';
import { alertKinds, alertSubjects, type Alert, type AlertKind } from './domain/alerts.js';

/** The resource that an alert is about. */
export class AlertSubject {
  /** The type of the resource. */
  @OneOf(alertSubjects) type: NonNullable<Alert['about']>['type'];

  /** The id of the resource. */
  @Identifier() id: string;
}

/** Something that whoever opens the chart must see first. */
export class ChartAlert {
  /** The kind of the alert. The alerts are sorted by it. */
  @OneOf(alertKinds) kind: AlertKind;

  /** The resource that the alert is about; null for something that is missing. */
  @Nested(AlertSubject) about: AlertSubject | null;

  /**
   * The alert in words, in the language of the answer.
   * @example Allergy: latex
   */
  @Text({ max: 1000 }) text: string;
}

/** A plan that has not ended, with its check and its next session. */
export class PlanOnChart extends CheckedPlan {
  /** The session of the plan that is in progress, or else the earliest that is scheduled; null where there is none. */
  @Nested(TreatmentSessionResponse) nextSession: TreatmentSessionResponse | null;
}

/** The chart of a patient: what a clinician reads before anything else, of one moment. */
export class PatientSummaryResponse {
  /** The patient. */
  @Nested(PatientResponse) patient: PatientResponse;

  /** What must be seen first, in the order of importance. */
  @ListOf(ChartAlert, { max: 1000 }) alerts: ChartAlert[];

  /** For each consent that the clinic works with, photographs included, whether it is in force. */
  @ListOf(ConsentInForce, { max: 20 }) consents: ConsentInForce[];

  /** When the newest photograph of the record was taken, in UTC; null where there is none. */
  @Instant() newestPhotographAt: string | null;

  /** The active entries of the patient's lists. */
  @Nested(ActiveEntries) active: ActiveEntries;

  /** The newest consultation, draft or signed, with its findings; null where there is none. */
  @Nested(ConsultationResponse) lastConsultation: ConsultationResponse | null;

  /** The newest check of each treatment that was checked. */
  @ListOf(CheckInBrief, { max: 2 }) lastChecks: CheckInBrief[];

  /** The plans that have not ended. */
  @ListOf(PlanOnChart, { max: 200 }) plans: PlanOnChart[];

  /** The questions that are open before each treatment, if it were given today. */
  @ListOf(TreatmentQuestions, { max: 2 }) openQuestions: TreatmentQuestions[];

  /** The newest five adverse events, the newest first. */
  @ListOf(AdverseEventResponse, { max: 5 }) adverseEvents: AdverseEventResponse[];

  /** The language of the texts. */
  @OneOf(languages) language: Language;
}
