import {
  AnalyteTrend,
  ConsultationInput,
  ConsultationResponse,
  MedicalHistoryToConfirm,
  ScaleAssessmentResponse,
  TrichoanalysisInSeries,
} from '../../consultations/index.js';
import { TreatmentQuestions } from '../../contraindications/index.js';
import { languages, type Language } from '../../kernel/language.js';
import { PatientResponse } from '../../patients/index.js';
import { ListOf, Nested, OneOf, Text } from '../../platform/http/index.js';

/** How the findings of the patient have changed. */
export class FindingTrends {
  /** The newest trichoanalysis of each region, with the changes since the previous and the first one of that region. */
  @ListOf(TrichoanalysisInSeries, { max: 50 }) trichoanalyses: TrichoanalysisInSeries[];

  /** Every grading on a scale, without those entered in error, the oldest first. */
  @ListOf(ScaleAssessmentResponse, { max: 10_000 }) scales: ScaleAssessmentResponse[];

  /** The last two results of each analyte that was measured as a number. */
  @ListOf(AnalyteTrend, { max: 500 }) results: AnalyteTrend[];
}

/** What a dermatologist needs to begin a consultation, of one moment. */
export class ConsultationStartResponse {
  /** The patient. */
  @Nested(PatientResponse) patient: PatientResponse;

  /** What is known of the medical history, answers that were "no" included; null where nothing is known. It is shown to be confirmed, and is no answer of today. */
  @Nested(MedicalHistoryToConfirm) known: MedicalHistoryToConfirm | null;

  /** The newest consultation, draft or signed, with its findings; null where there is none. */
  @Nested(ConsultationResponse) lastConsultation: ConsultationResponse | null;

  /** How the findings have changed. */
  @Nested(FindingTrends) trends: FindingTrends;

  /** The questions that are open before each treatment, if it were given today. */
  @ListOf(TreatmentQuestions, { max: 2 }) openQuestions: TreatmentQuestions[];

  /**
   * The beginning of the consultation. It can be sent as it is to `POST /v1/patients/{patientId}/consultations`, once it was confirmed with the patient.
   * `startedAt` is the beginning of the present minute. What was denied, and what is asked each time, such as pregnancy, is never in it.
   */
  @Nested(ConsultationInput) draft: ConsultationInput;

  /**
   * The places in `draft` that are to be confirmed with the patient, as JSON Pointers.
   * @example ["/medicalHistory/medications"]
   */
  @ListOf(Text({ max: 100 }), { max: 100 }) toConfirm: string[];

  /**
   * The places in `draft` that are empty and to be asked, as JSON Pointers.
   * @example ["/medicalHistory/pregnancy"]
   */
  @ListOf(Text({ max: 100 }), { max: 100 }) toAsk: string[];

  /** The language of the texts. */
  @OneOf(languages) language: Language;
}
