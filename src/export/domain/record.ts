/** The full content that a clinic stores about a person, in the shapes of the API: the content of `record.json` in an export. */
import type { AppointmentResponse, WaitingListEntryResponse } from '../../appointments/index.js';
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

/** The parts of each plan. */
export interface PlanParts {
  sessions: ExportedSession[];
  /** The estimates, oldest first. */
  estimates: EstimateResponse[];
  bills: BillResponse[];
  /** The screenings in which the plan's checks changed. */
  screenings: PlanScreeningResponse[];
  ratings: PlanRatingResponse[];
}

export type ExportedPlan = TreatmentPlanResponse & PlanParts;

/** A staff member whom the record names by id. */
export interface ExportedPerson {
  id: string;
  name: string;
  role: string;
  registrationNumber: string | null;
}

/** One list for each kind of record. Where a kind is added, the compiler asks for the feature that reads it. */
export interface RecordParts {
  /** The merges of this record and of those merged into it, including undone ones. */
  merges: MergeHistoryEntry[];
  /** The records that were merged into this one, as they are now. */
  mergedRecords: PatientResponse[];
  consents: ConsentResponse[];
  conditions: ConditionResponse[];
  allergies: AllergyResponse[];
  /** The statements that no allergy is known, newest first, including those that have ended or were entered in error. */
  noKnownAllergies: AllergyResponse[];
  medications: MedicationResponse[];
  procedures: ProcedureResponse[];
  consultations: ExportedConsultation[];
  bloodTests: BloodTestResponse[];
  trichoanalyses: TrichoanalysisResponse[];
  scales: ScaleAssessmentResponse[];
  photographs: PhotographResponse[];
  /** The publications of photographs, with their ends. */
  photographPublications: PhotographPublicationResponse[];
  contraindicationChecks: ExportedCheck[];
  /** The dismissals of unread items by dermatologists, including revoked ones. */
  dismissals: UnreadItemDismissalResponse[];
  treatmentPlans: TreatmentPlanResponse[];
  appointments: AppointmentResponse[];
  /** What the person waited for, in whatever state. */
  waitingListEntries: WaitingListEntryResponse[];
  adverseEvents: AdverseEventResponse[];
  /** The lots that the person received. */
  productExposures: PatientExposure[];
  /** Uses of lots that were recorded for the person by mistake and then reversed. */
  reversedProductUses: ReversedUse[];
  timeline: TimelineEventResponse[];
}

export interface ExportedRecord extends Omit<RecordParts, 'treatmentPlans'> {
  treatmentPlans: ExportedPlan[];
  format: 'hairline-record';
  formatVersion: 1;
  /** The moment to which all data refer, in UTC. */
  exportedAt: string;
  exportedBy: Actor;
  clinic: ClinicOnPaper & { id: string; timeZone: string };
  patient: PatientResponse;
  /** The medical record number of the record into which this one was merged; null where it was not merged. */
  mergedIntoNumber: string | null;
  /** The staff members whom the record names. */
  people: ExportedPerson[];
  /** The integration clients that recorded data. */
  systems: { id: string; name: string }[];
  /** The places from which products were taken. */
  places: { id: string; name: string }[];
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Collects every id within a value. */
export const listIds = (value: unknown, found = new Set<string>()): Set<string> => {
  if (typeof value === 'string') {
    if (ID.test(value)) found.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) listIds(item, found);
  }
  return found;
};

/** Writes the record as JSON in pieces, so that no second copy is in memory. */
export function* streamJson(record: object): Generator<string> {
  let separator = '{\n';
  for (const [name, value] of Object.entries(record)) {
    yield `${separator}${JSON.stringify(name)}: `;
    if (Array.isArray(value)) yield* streamJsonList(value);
    else yield JSON.stringify(value);
    separator = ',\n';
  }
  yield '\n}\n';
}

function* streamJsonList(items: readonly unknown[]): Generator<string> {
  yield '[';
  for (const [index, item] of items.entries()) yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(item)}`;
  yield ']';
}
