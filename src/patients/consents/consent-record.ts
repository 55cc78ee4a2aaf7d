import type { Signatory, Witness } from './domain/consent-content.js';
import type { ConsentKind, DocumentType } from './domain/consent-content.js';
import type { Treatment } from '../../kernel/treatment.js';

/** A consent as its row says it. */
export interface Consent {
  clinicId: string;
  id: string;
  patientId: string;
  kind: ConsentKind;
  treatment: Treatment | null;
  documentVersion: string;
  language: string;
  signatory: Signatory;
  signedAt: Date;
  text: string | null;
  textHash: string | null;
  witness: Witness | null;
  documentHash: string | null;
  documentMediaType: DocumentType | null;
  documentAddedAt: Date | null;
  documentAddedBy: string | null;

  /** The size of the stored content. It is not a column of this table. */
  documentByteSize?: number | null;
  withdrawnAt: Date | null;
  withdrawalReason: string | null;
  errorReason: string | null;
  errorBy: string | null;
  errorAt: Date | null;
  withdrawalInError: boolean;
  recordedBy: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}
