import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { conflict, invalid, invalidTransition, notFound, type FieldError } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import type { Treatment } from '../../kernel/treatment.js';
import { currentPrincipal, FileAnswer, Pages, requireVersion, type Page, type PageQuery } from '../../platform/http/index.js';
import { Blobs, Pictures, requireMediaType, scanTypes } from '../../platform/storage/index.js';
import { PatientsService } from '../patients.service.js';
import {
  type ConsentDocument,
  type ConsentDocumentInput,
  type ConsentInput,
  type ConsentResponse,
  type ConsentWithdrawal,
  type DocumentType,
} from './consent.dto.js';
import type { Consent } from './consent.entity.js';
import { ConsentsRepository } from './consents.repository.js';

const documentOf = (consent: Consent): ConsentDocument | null =>
  consent.documentHash === null
    ? null
    : {
        mediaType: consent.documentMediaType!,
        byteSize: consent.documentByteSize!,
        sha256: consent.documentHash,
        addedAt: consent.documentAddedAt!.toISOString(),
        addedBy: consent.documentAddedBy!,
      };

const toResponse = (consent: Consent): ConsentResponse => ({
  id: consent.id,
  patientId: consent.patientId,
  kind: consent.kind,
  ...(consent.treatment && { treatment: consent.treatment }),
  documentVersion: consent.documentVersion,
  language: consent.language,
  signatory: consent.signatory,
  signedAt: consent.signedAt.toISOString(),
  ...(consent.text !== null && { text: consent.text }),
  textHash: consent.textHash,
  ...(consent.witness && { witness: consent.witness }),
  document: documentOf(consent),
  withdrawnAt: consent.withdrawnAt?.toISOString() ?? null,
  withdrawalReason: consent.withdrawalReason,
  recordedBy: consent.recordedBy,
  createdAt: consent.createdAt.toISOString(),
  updatedAt: consent.updatedAt.toISOString(),
  version: consent.version,
});

const FILE_ENDINGS: Record<DocumentType, string> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' };

/** Of the text exactly as it came: its UTF-8 bytes. */
const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const problemsOf = (input: ConsentInput, signedAt: Date, now: Date): FieldError[] => {
  const errors: FieldError[] = [];
  if (input.kind === 'treatment' && !input.treatment) {
    errors.push({ pointer: '/treatment', code: 'required', detail: 'A consent to a treatment says to which.' });
  }
  if (input.kind !== 'treatment' && input.treatment) {
    errors.push({ pointer: '/treatment', code: 'not-allowed', detail: 'Only a consent of the kind "treatment" names one.' });
  }
  if (signedAt > now) errors.push({ pointer: '/signedAt', code: 'in-the-future', detail: 'The signature lies in the future.' });
  return errors;
};

@Injectable()
export class ConsentsService {
  constructor(
    private readonly consents: ConsentsRepository,
    private readonly patients: PatientsService,
    private readonly blobs: Blobs,
    private readonly pictures: Pictures,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** The patient's newest consent to the treatment that was signed by then and is not withdrawn; held until the change is committed. */
  async findTreatmentConsent(patientId: string, treatment: Treatment, at: Date): Promise<ConsentResponse | null> {
    const consent = await this.consents.findStanding(patientId, 'treatment', treatment, at);
    return consent && toResponse(consent);
  }

  /** The same for a look that changes nothing: the consent is not held. */
  async seeTreatmentConsent(patientId: string, treatment: Treatment, at: Date): Promise<ConsentResponse | null> {
    const consent = await this.consents.seeStanding(patientId, 'treatment', treatment, at);
    return consent && toResponse(consent);
  }

  /** The same for photographs that are kept with the record. */
  async findPhotographyConsent(patientId: string, at: Date): Promise<ConsentResponse | null> {
    const consent = await this.consents.findStanding(patientId, 'photography-record', null, at);
    return consent && toResponse(consent);
  }

  async record(patientId: string, input: ConsentInput): Promise<ConsentResponse> {
    const now = this.clock.now();
    const signedAt = new Date(input.signedAt);
    const errors = problemsOf(input, signedAt, now);
    if (errors.length > 0) throw invalid(errors);
    await this.patients.requireWritable(patientId);
    const { clinic, id: recordedBy } = currentPrincipal();
    const consent: Consent = {
      clinicId: clinic.id,
      id: newId(),
      patientId,
      kind: input.kind,
      treatment: input.treatment ?? null,
      documentVersion: input.documentVersion,
      language: input.language,
      signatory: { name: input.signatory.name, relationship: input.signatory.relationship },
      signedAt,
      text: input.text ?? null,
      textHash: input.text === undefined || input.text === null ? null : hashOf(input.text),
      witness: input.witness ? { name: input.witness.name, ...(input.witness.role && { role: input.witness.role }) } : null,
      documentHash: null,
      documentMediaType: null,
      documentAddedAt: null,
      documentAddedBy: null,
      withdrawnAt: null,
      withdrawalReason: null,
      recordedBy,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.consents.insert(consent);
    return toResponse(consent);
  }

  async get(consentId: string): Promise<ConsentResponse> {
    const consent = await this.consents.find(consentId);
    if (!consent) throw notFound('consent');
    return toResponse(consent);
  }

  async list(patientId: string, query: PageQuery): Promise<Page<ConsentResponse>> {
    await this.patients.require(patientId);
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.consents.list(patientId, after, limit),
      position: (consent) => consent.id,
      item: toResponse,
      total: () => this.consents.count(patientId),
    });
  }

  async withdraw(consentId: string, { reason, withdrawnAt }: ConsentWithdrawal): Promise<ConsentResponse> {
    const consent = await this.consents.lock(consentId);
    if (!consent) throw notFound('consent');
    requireVersion(consent.version);
    if (consent.withdrawnAt) throw invalidTransition('The consent is withdrawn already.', []);
    const now = this.clock.now();
    const at = withdrawnAt === undefined ? now : new Date(withdrawnAt);
    if (at > now || at < consent.signedAt) {
      throw invalid([{ pointer: '/withdrawnAt', code: 'out-of-range', detail: 'A consent is withdrawn after it was signed, and not in the future.' }]);
    }
    const next: Consent = { ...consent, withdrawnAt: at, withdrawalReason: reason, version: consent.version + 1, updatedAt: now };
    await this.consents.update(next);
    return toResponse(next);
  }

  /** Keeps the signature or the signed paper, without its place and camera, once; also of a consent that was withdrawn since. */
  async addDocument(consentId: string, { file }: ConsentDocumentInput): Promise<ConsentResponse> {
    const sent = requireMediaType(file.content, scanTypes, '/file');
    const { content, mediaType: documentMediaType } = await this.pictures.cleanScan(file.content, sent);
    const consent = await this.consents.lock(consentId);
    if (!consent) throw notFound('consent');
    requireVersion(consent.version);
    if (consent.documentHash !== null) throw conflict('The consent has its document already; it is not replaced.');
    await this.patients.requireWritable(consent.patientId);
    const { hash, byteSize } = await this.blobs.keep(content);
    const now = this.clock.now();
    const next: Consent = {
      ...consent,
      documentHash: hash,
      documentByteSize: byteSize,
      documentMediaType,
      documentAddedAt: now,
      documentAddedBy: currentPrincipal().id,
      version: consent.version + 1,
      updatedAt: now,
    };
    await this.consents.update(next);
    return toResponse(next);
  }

  async document(consentId: string): Promise<FileAnswer> {
    const consent = await this.consents.find(consentId);
    if (!consent) throw notFound('consent');
    const document = documentOf(consent);
    if (!document) throw notFound('document of this consent');
    return new FileAnswer({
      body: this.blobs.content({ hash: document.sha256, byteSize: document.byteSize }),
      mediaType: document.mediaType,
      patientId: consent.patientId,
      fileName: `consent-${consent.id}.${FILE_ENDINGS[document.mediaType]}`,
      etag: `"${document.sha256}"`,
    });
  }
}
