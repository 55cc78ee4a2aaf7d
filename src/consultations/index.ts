export { ConsultationsModule } from './consultations.module.js';
export { ConsultationsService } from './consultations.service.js';
export { BloodTestsService } from './blood-tests/blood-tests.service.js';
export { ConsultationInput } from './consultation.dto.js';
export type { ConsultationSummary } from './consultations.repository.js';
export type { BloodTestRecord, ConsultationRecord, ResultRecord, TrichoanalysisRecord } from './domain/consultation-record.js';
export { consultationFrom, type InputContext } from './domain/consultation-input.js';
export { screeningQuestions, type ScreeningQuestion } from './medical-history/screening.js';
export { consultationExamples } from './consultation.examples.js';
