import type { EnteredInError } from '../../../kernel/entered-in-error.js';
import type { TrichoanalysisContent } from './content.js';

/** The stored form of a trichoanalysis. */
export interface TrichoanalysisRecord {
  id: string;
  patientId: string;
  consultationId: string;
  /** When the trichoanalysis was made, in UTC. */
  performedAt: string;
  region: TrichoanalysisContent['region'];
  findings: Omit<TrichoanalysisContent, 'performedAt' | 'region'>;
  /** Why, when and by whom the trichoanalysis was entered in error; null otherwise. */
  enteredInError: EnteredInError | null;
  /** The version of the rules for derived values that applied when the trichoanalysis was recorded. */
  derivation: number;
  createdAt: string;
}
