/** Everything that a clinic holds about a person, in the API's own shapes: what `record.json` of an export says. */
import type { ClinicOnPaper } from '../../clinic/index.js';
import type { Actor } from '../../platform/http/index.js';
import type { BloodTestResponse, ExportedConsultation, ScaleAssessmentResponse, TrichoanalysisResponse } from '../../consultations/index.js';
import type { UnreadItemDismissalResponse, ExportedCheck } from '../../contraindications/index.js';
import type { ConsentResponse, MergeHistoryEntry, PatientResponse } from '../../patients/index.js';
import type { PhotographResponse, PhotographPublicationResponse } from '../../photographs/index.js';
import type { AllergyResponse, ConditionResponse, MedicationResponse, ProcedureResponse, TimelineEventResponse } from '../../record/index.js';
import type { BillResponse, EstimateResponse } from '../../estimates/index.js';
import type { PlanRatingResponse } from '../../outcomes/index.js';
import type { PatientExposure, ReversedUse } from '../../products/index.js';
import type { AdverseEventResponse, ExportedSession, TreatmentPlanResponse, PlanScreeningResponse } from '../../treatments/index.js';

/** What is said of each plan. */
export interface PlanParts {
  sessions: ExportedSession[];
  /** Quotes, the first first. */
  estimates: EstimateResponse[];
  bills: BillResponse[];
  /** How its checks have changed. */
  screenings: PlanScreeningResponse[];
  ratings: PlanRatingResponse[];
}

export type ExportedPlan = TreatmentPlanResponse & PlanParts;

/** Somebody of the clinic whom the record names by id. */
export interface ExportedPerson {
  id: string;
  name: string;
  role: string;
  registrationNumber: string | null;
}

/** What is said in lists: one member for each kind of record. A further kind is one more of these; the compiler then asks for the feature that reads it. */
export interface RecordParts {
  /** Merges of this record and of those merged into it, undone ones included. */
  merges: MergeHistoryEntry[];
  /** The records that were merged into this one, as they stand. */
  mergedRecords: PatientResponse[];
  consents: ConsentResponse[];
  conditions: ConditionResponse[];
  allergies: AllergyResponse[];
  /** The statements that no allergy is known, the newest first, those that have ended or were an error included. */
  noKnownAllergies: AllergyResponse[];
  medications: MedicationResponse[];
  procedures: ProcedureResponse[];
  consultations: ExportedConsultation[];
  bloodTests: BloodTestResponse[];
  trichoanalyses: TrichoanalysisResponse[];
  scales: ScaleAssessmentResponse[];
  photographs: PhotographResponse[];
  /** Where photographs were published, and until when. */
  photographPublications: PhotographPublicationResponse[];
  contraindicationChecks: ExportedCheck[];
  /** What a dermatologist said not to matter, those that were taken back included. */
  dismissals: UnreadItemDismissalResponse[];
  treatmentPlans: TreatmentPlanResponse[];
  adverseEvents: AdverseEventResponse[];
  /** Which lots the person received. */
  productExposures: PatientExposure[];
  /** Uses of lots that were recorded of the person by mistake, and taken back. */
  reversedProductUses: ReversedUse[];
  timeline: TimelineEventResponse[];
}

export interface ExportedRecord extends Omit<RecordParts, 'treatmentPlans'> {
  treatmentPlans: ExportedPlan[];
  format: 'hairline-record';
  formatVersion: 1;
  /** The moment of which everything is, in UTC. */
  exportedAt: string;
  exportedBy: Actor;
  clinic: ClinicOnPaper & { id: string; timeZone: string };
  patient: PatientResponse;
  /** The record number of the record into which this one was merged; null where it was not. */
  mergedIntoNumber: string | null;
  /** The people of the clinic whom the record names. */
  people: ExportedPerson[];
  /** The systems that recorded something. */
  systems: { id: string; name: string }[];
  /** The places from which products were taken. */
  places: { id: string; name: string }[];
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Every id that stands anywhere in a value. */
export const idsIn = (value: unknown, found = new Set<string>()): Set<string> => {
  if (typeof value === 'string') {
    if (ID.test(value)) found.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) idsIn(item, found);
  }
  return found;
};

/** The record as JSON, piece by piece: no second copy of it is ever held. */
export function* jsonOf(record: object): Generator<string> {
  let separator = '{\n';
  for (const [name, value] of Object.entries(record)) {
    yield `${separator}${JSON.stringify(name)}: `;
    if (Array.isArray(value)) yield* jsonOfList(value);
    else yield JSON.stringify(value);
    separator = ',\n';
  }
  yield '\n}\n';
}

function* jsonOfList(items: readonly unknown[]): Generator<string> {
  yield '[';
  for (const [index, item] of items.entries()) yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(item)}`;
  yield ']';
}
