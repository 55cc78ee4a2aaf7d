export { RecordModule } from './record.module.js';
export type { TimelineEventResponse } from './timeline/timeline.dto.js';
export { ActiveEntries, type AllergyResponse, type ConditionResponse, type MedicationResponse, type ProcedureResponse } from './lists/entry-response.dto.js';
export { ReportsForTimeline, type ReportDetails } from './timeline/reports-for-timeline.js';
export { ListsService } from './lists/lists.service.js';
export type { ListedEntry } from './lists/lists.repository.js';
export { AllergyInput, ConditionInput, MedicationInput, NoKnownAllergiesInput, ProcedureInput } from './lists/entry.dto.js';
export {
  clinicalStatuses,
  criticalities,
  medicationStatuses,
  verificationStatuses,
  type AllergyEntry,
  type ConditionEntry,
  type MedicationEntry,
  type ProcedureEntry,
} from './domain/entry-content.js';
export {
  validateCode,
  endsBeforeItBegan,
  isActiveEntry,
  validateEntry,
  separateAbsence,
  statesAbsence,
  type Entry,
  type StatedAbsence,
} from './domain/entry.js';
export { patientLists, type PatientList } from './domain/patient-lists.js';
export type { ListChange } from './domain/reconcile.js';
export { ListSections } from './export/sections.js';
