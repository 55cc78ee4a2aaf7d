import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Signatory, Witness } from './domain/consent-content.js';
import type { ConsentKind, DocumentType } from './domain/consent-content.js';
import type { Treatment } from '../../kernel/treatment.js';

@Entity('consents')
export class Consent {
  @PrimaryColumn('uuid', { name: 'clinic_id' })
  clinicId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'patient_id' })
  patientId: string;

  @Column('text')
  kind: ConsentKind;

  @Column('text', { nullable: true })
  treatment: Treatment | null;

  @Column('text', { name: 'document_version' })
  documentVersion: string;

  @Column('text')
  language: string;

  @Column('jsonb')
  signatory: Signatory;

  @Column('timestamptz', { name: 'signed_at' })
  signedAt: Date;

  @Column('text', { nullable: true })
  text: string | null;

  @Column('text', { name: 'text_hash', nullable: true })
  textHash: string | null;

  @Column('jsonb', { nullable: true })
  witness: Witness | null;

  @Column('text', { name: 'document_hash', nullable: true })
  documentHash: string | null;

  @Column('text', { name: 'document_media_type', nullable: true })
  documentMediaType: DocumentType | null;

  @Column('timestamptz', { name: 'document_added_at', nullable: true })
  documentAddedAt: Date | null;

  @Column('uuid', { name: 'document_added_by', nullable: true })
  documentAddedBy: string | null;

  /** The size of the stored content. It is not a column of this table. */
  documentByteSize?: number | null;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;

  @Column('text', { name: 'withdrawal_reason', nullable: true })
  withdrawalReason: string | null;

  @Column('text', { name: 'error_reason', nullable: true })
  errorReason: string | null;

  @Column('uuid', { name: 'error_by', nullable: true })
  errorBy: string | null;

  @Column('timestamptz', { name: 'error_at', nullable: true })
  errorAt: Date | null;

  @Column('boolean', { name: 'withdrawal_in_error' })
  withdrawalInError: boolean;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy: string;

  @Column('integer')
  version: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
