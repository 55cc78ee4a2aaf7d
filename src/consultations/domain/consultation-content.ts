/** The content of a consultation, as it is sent and stored. */
import { declareEnumeration } from '../../kernel/enumeration.js';
import type { ConditionEntry } from '../../record/index.js';
import type { ReportedBloodTest } from './blood-tests/content.js';
import type { MedicalHistory } from './medical-history/content.js';
import type { TrichoanalysisContent } from './trichoanalysis/content.js';
import type { VitalSigns } from './vital-signs.js';

export const consultationStatuses = declareEnumeration('ConsultationStatus', ['draft', 'signed', 'amended', 'entered-in-error']);
export type ConsultationStatus = (typeof consultationStatuses)[number];

export const recommendedTreatments = declareEnumeration('RecommendedTreatment', ['mesotherapy', 'scalp-micropigmentation', 'none', 'other']);

export interface Assessment {
  diagnoses?: ConditionEntry[];
  note?: string;
}

export interface Recommendation {
  treatment?: (typeof recommendedTreatments)[number];
  note?: string;
}

/** The parts that a draft can change. */
export interface ConsultationContent {
  /** When the consultation began. */
  startedAt: string;
  reason?: string;
  medicalHistory?: MedicalHistory;
  vitalSigns?: VitalSigns;
  assessment?: Assessment;
  recommendation?: Recommendation;
}

/** The content of a draft with the blood tests and trichoanalyses that are recorded with it. */
export interface WholeConsultation extends ConsultationContent {
  bloodTests?: ReportedBloodTest[];
  trichoanalyses?: TrichoanalysisContent[];
}
