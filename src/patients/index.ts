export { PatientsModule } from './patients.module.js';
export { freeTextNames, type DemographicName, type FreeTextName } from './domain/demographics.js';
export { validateBirth } from './domain/birth.js';
export { PatientsService, refuseDeceased, type PatientSummary } from './registry/patients.service.js';
export type { Person } from './patients.repository.js';
export { IncludedPatients } from './listed/included-patients.service.js';
export { IncludedResources, IncludingQuery, ListedPatient, type IncludingPage } from './listed/listed-patient.dto.js';
export { deskColumns, deskTypes, listPatientsAtDesk, PatientAtDesk, withPatient, type DeskColumns } from './patient-at-desk.js';
export { PatientInput, PatientResponse } from './patient.dto.js';
export { LikelyPatients } from './duplicates/likely-patients.js';
export { likelihoods, type Likelihood } from './domain/duplicate-score.js';
export { sexesAtBirth, type SexAtBirth } from './domain/patient-content.js';
export { ConsentsService } from './consents/consents.service.js';
export { PublishedPhotographs, type ShownPhotograph } from './consents/published-photographs.js';
export { remakeSearchKeys } from './operator.js';
export type { MergeHistoryEntry } from './merging/merging.service.js';
export { consentKinds, type ConsentKind } from './consents/domain/consent-content.js';
export { ConsentInForce, type ConsentResponse } from './consents/consent.dto.js';

/** The tables of this feature that TypeORM maps. */
export { patientProblemMembers } from './problems/problem-members.dto.js';
export { patientProblems } from './problems/problems.js';
export { PatientSections } from './export/sections.js';
export { patientFieldErrors } from './problems/field-errors.js';
