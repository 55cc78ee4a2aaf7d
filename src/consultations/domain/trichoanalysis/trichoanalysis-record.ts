import type { EnteredInError } from '../../../kernel/entered-in-error.js';
import type { TrichoanalysisContent } from './content.js';

/** A trichoanalysis as it is kept. */
export interface TrichoanalysisRecord {
  id: string;
  patientId: string;
  consultationId: string;
  /** An instant in UTC. */
  performedAt: string;
  region: TrichoanalysisContent['region'];
  findings: Omit<TrichoanalysisContent, 'performedAt' | 'region'>;
  /** That it was entered in error; null for what holds. */
  enteredInError: EnteredInError | null;
  /** The rules by which its derived figures are worked out: those of when it was recorded. */
  derivation: number;
  createdAt: string;
}
