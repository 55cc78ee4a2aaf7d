export { RecordModule } from './record.module.js';
export type { TimelineEventResponse } from './timeline/timeline.dto.js';
export type { AllergyResponse, ConditionResponse, MedicationResponse, ProcedureResponse } from './lists/entry-response.dto.js';
export { ReportsForTimeline, type ReportDetails } from './timeline/reports-for-timeline.js';
export { TimelineService } from './timeline/timeline.service.js';
export { ListsService } from './lists/lists.service.js';
export type { ListedEntry } from './lists/lists.repository.js';
export {
  AllergyInput,
  clinicalStatuses,
  ConditionInput,
  criticalities,
  MedicationInput,
  NoKnownAllergiesInput,
  medicationStatuses,
  ProcedureInput,
  verificationStatuses,
} from './lists/entry.dto.js';
export {
  codeErrors,
  endsBeforeItBegan,
  entryErrors,
  holds,
  patientLists,
  separateAbsence,
  statesAbsence,
  type Entry,
  type PatientList,
} from './domain/entry.js';
export type { ListChange } from './domain/reconcile.js';
