import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import {
  createConflictFailure,
  createFailure,
  createInvalidInputFailure,
  createInvalidTransitionFailure,
  createNotFoundFailure,
  type Failure,
} from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { getCurrentPrincipal, FileAnswer, validateLifeDates, type Page, type PageQuery, Pages, requireVersion, toActor } from '../../platform/http/index.js';
import { Blobs, Pictures, requireMediaType, scanTypes } from '../../platform/storage/index.js';
import { PatientsService } from '../registry/patients.service.js';
import type {
  ConsentDocument,
  ConsentDocumentInput,
  ConsentInError,
  ConsentInForce,
  ConsentInput,
  ConsentResponse,
  ConsentWithdrawal,
  EndedConsent,
} from './consent.dto.js';
import { consentKinds, type ConsentKind, type DocumentType } from './domain/consent-content.js';
import type { Consent } from './consent-record.js';
import { findLastDay, findConsentInForce, deriveConsentStatus, findWithdrawal, type ConsentFacts, type Validity, type WhyMissing } from './domain/standing.js';
import { PublishedPhotographs } from './published-photographs.js';
import { ConsentValidityService } from './validity/consent-validity.service.js';
import { ConsentsRepository } from './consents.repository.js';
import { validateConsent } from './domain/consent-errors.js';

const findDocument = (consent: Consent): ConsentDocument | null =>
  consent.documentHash === null
    ? null
    : {
        mediaType: consent.documentMediaType!,
        byteSize: consent.documentByteSize!,
        sha256: consent.documentHash,
        addedAt: consent.documentAddedAt!.toISOString(),
        addedBy: toActor(consent.documentAddedBy!),
      };

/** All consents of the patient, the validity and the time, which decide the status of each consent. */
interface Beside {
  all: readonly ConsentFacts[];
  validity: Validity;
  now: Date;
}

const toFacts = ({ id, kind, treatment, signedAt, withdrawnAt, withdrawalReason, errorAt, withdrawalInError }: Consent): ConsentFacts => ({
  id,
  kind,
  treatment,
  signedAt,
  withdrawnAt,
  withdrawalReason,
  inError: errorAt !== null,
  withdrawalInError,
});

/** Answers the patient's consents with the current state of this one. */
const withConsent = (consent: Consent, all: readonly ConsentFacts[]): ConsentFacts[] => [...all.filter(({ id }) => id !== consent.id), toFacts(consent)];

const computeStatusAndEnd = (consent: Consent, { all, validity, now }: Beside) => {
  const facts = toFacts(consent);
  const known = withConsent(consent, all);
  const withdrawal = findWithdrawal(facts, known);
  return {
    status: deriveConsentStatus(facts, known, validity, now),
    validUntil: findLastDay(facts, validity),
    withdrawnAt: withdrawal?.at.toISOString() ?? null,
    withdrawalReason: withdrawal?.reason ?? null,
    withdrawnWith: withdrawal?.consentId ?? null,
    enteredInError: consent.errorReason === null ? null : { reason: consent.errorReason, by: toActor(consent.errorBy!), at: consent.errorAt!.toISOString() },
  };
};

const toResponse = (consent: Consent, beside: Beside): ConsentResponse => ({
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
  document: findDocument(consent),
  ...computeStatusAndEnd(consent, beside),
  recordedBy: toActor(consent.recordedBy),
  createdAt: consent.createdAt.toISOString(),
  updatedAt: consent.updatedAt.toISOString(),
  version: consent.version,
});

const FILE_ENDINGS: Record<DocumentType, string> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' };

/** Computes the SHA-256 of the text's UTF-8 bytes, without any normalisation. */
const hashText = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** A consent that an action needs: to a treatment, or of another kind. */
export interface SoughtConsent {
  kind: ConsentKind;
  treatment: Treatment | null;
}

const everyConsent: readonly SoughtConsent[] = consentKinds.flatMap((kind) =>
  (kind === 'treatment' ? treatments : [null]).map((treatment): SoughtConsent => ({ kind, treatment })),
);

export type FoundConsent = ReturnType<typeof findConsentInForce>;

const inWords: Readonly<Record<WhyMissing, string>> = {
  'not-signed': 'had not been signed by then',
  withdrawn: 'was withdrawn',
  lapsed: 'is older than such consents last in this clinic',
};

const wanted: Readonly<Record<ConsentKind, string>> = {
  treatment: 'this treatment',
  'photography-record': 'photographs for the record',
  'photography-publication': 'the publication of photographs',
  'data-sharing': 'sharing data',
};

/** Makes the failure for a missing consent. `why` says whether the consent was never signed, was withdrawn, or has lapsed. */
const createConsentMissingFailure = ({ kind, treatment }: SoughtConsent, why: WhyMissing): Failure =>
  createFailure('consent-missing', `The patient’s consent to ${wanted[kind]} ${inWords[why]}.`, { consent: { kind, ...(treatment && { treatment }) }, why });

@Injectable()
export class ConsentsService {
  constructor(
    private readonly consents: ConsentsRepository,
    private readonly patients: PatientsService,
    private readonly validity: ConsentValidityService,
    private readonly published: PublishedPhotographs,
    private readonly blobs: Blobs,
    private readonly pictures: Pictures,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Finds the consent that is valid for an action at a given time, or why there is none. Locks all of the patient's consents until the change is committed. */
  async hold(patientId: string, sought: SoughtConsent, at: Date): Promise<FoundConsent> {
    const [all, validity] = await Promise.all([this.consents.holdFacts(patientId), this.validity.getValidity()]);
    return findConsentInForce(sought, at, all, validity);
  }

  /** Finds the consent that is valid at a given time, or why there is none, without a lock, for requests that change nothing. */
  async findWithoutHold(patientId: string, sought: SoughtConsent, at: Date): Promise<FoundConsent> {
    const [all, validity] = await Promise.all([this.consents.listFacts(patientId), this.validity.getValidity()]);
    return findConsentInForce(sought, at, all, validity);
  }

  /** Lists for each consent that the clinic works with whether it is in force at a given time, without a lock. */
  async listInForce(patientId: string, at: Date): Promise<ConsentInForce[]> {
    return (await this.listInForceOfMany([patientId], at)).get(patientId)!;
  }

  /** As `listInForce`, of many patients at once. */
  async listInForceOfMany(patientIds: readonly string[], at: Date): Promise<Map<string, ConsentInForce[]>> {
    const [all, validity] = await Promise.all([this.consents.listFactsOfMany(patientIds), this.validity.getValidity()]);
    const listOf = (patientId: string): ConsentInForce[] => {
      const own = all.filter((consent) => consent.patientId === patientId);
      return everyConsent.map((sought) => {
        const { consentId, why } = findConsentInForce(sought, at, own, validity);
        return { ...sought, consentId, missingBecause: why };
      });
    };
    return new Map(patientIds.map((patientId) => [patientId, listOf(patientId)]));
  }

  /** Answers the id of the consent that is valid for an action at a given time, and locks the consents. Fails as missing where there is none. */
  async require(patientId: string, sought: SoughtConsent, at: Date): Promise<string> {
    const { consentId, why } = await this.hold(patientId, sought, at);
    if (consentId === null) throw createConsentMissingFailure(sought, why);
    return consentId;
  }

  async record(patientId: string, input: ConsentInput): Promise<ConsentResponse> {
    const now = this.clock.now();
    const signedAt = new Date(input.signedAt);
    const patient = await this.patients.requireWritable(patientId);
    const beside = await this.readContext(patientId);
    const { clinic, id: recordedBy } = getCurrentPrincipal();
    const errors = [...validateConsent(input, now), ...validateLifeDates(input, patient, clinic.timeZone)];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const consent: Consent = {
      clinicId: clinic.id,
      id: createId(),
      patientId,
      kind: input.kind,
      treatment: input.treatment ?? null,
      documentVersion: input.documentVersion,
      language: input.language,
      signatory: { name: input.signatory.name, relationship: input.signatory.relationship },
      signedAt,
      text: input.text ?? null,
      textHash: input.text === undefined || input.text === null ? null : hashText(input.text),
      witness: input.witness ? { name: input.witness.name, ...(input.witness.role && { role: input.witness.role }) } : null,
      documentHash: null,
      documentMediaType: null,
      documentAddedAt: null,
      documentAddedBy: null,
      withdrawnAt: null,
      withdrawalReason: null,
      errorReason: null,
      errorBy: null,
      errorAt: null,
      withdrawalInError: false,
      recordedBy,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.consents.insert(consent);
    return toResponse(consent, beside);
  }

  async get(consentId: string): Promise<ConsentResponse> {
    const [consent, all, validity] = await Promise.all([this.consents.find(consentId), this.consents.listFactsBeside(consentId), this.validity.getValidity()]);
    if (!consent) throw createNotFoundFailure('consent');
    return toResponse(consent, { all, validity, now: this.clock.now() });
  }

  async list(patientId: string, query: PageQuery): Promise<Page<ConsentResponse>> {
    const [, beside] = await Promise.all([this.patients.require(patientId), this.readContext(patientId)]);
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.consents.list(patientId, after, limit),
      position: (consent) => consent.id,
      item: (consent) => toResponse(consent, beside),
      total: () => this.consents.count(patientId),
    });
  }

  /** Withdraws the consent, and so ends every other consent of its kind that was signed by then. The status of the others is computed when they are read. */
  async withdraw(consentId: string, { reason, withdrawnAt }: ConsentWithdrawal): Promise<EndedConsent> {
    const { consent, beside } = await this.lock(consentId);
    const { now } = beside;
    if (consent.errorAt !== null) throw createInvalidTransitionFailure('The consent was entered in error: there is nothing to withdraw.', []);
    if (consent.withdrawnAt !== null) throw createInvalidTransitionFailure('The consent is withdrawn already.', []);
    const at = withdrawnAt === undefined ? now : new Date(withdrawnAt);
    if (at > now || at < consent.signedAt) {
      throw createInvalidInputFailure([
        {
          pointer: '/withdrawnAt',
          code: 'out-of-range',
          detail: `A consent is withdrawn after it was signed (${consent.signedAt.toISOString()}), and not in the future.`,
        },
      ]);
    }
    return this.end({ ...consent, withdrawnAt: at, withdrawalReason: reason }, beside);
  }

  /** Marks the consent as entered in error. It stays readable with the reason. */
  async enterInError(consentId: string, { reason, withdrawalInError }: ConsentInError): Promise<EndedConsent> {
    const { consent, beside } = await this.lock(consentId);
    if (consent.errorAt !== null) throw createInvalidTransitionFailure('The consent was entered in error already.', []);
    if (withdrawalInError === true && consent.withdrawnAt === null) {
      throw createInvalidInputFailure([
        { pointer: '/withdrawalInError', code: 'not-allowed', detail: 'No withdrawal was recorded with this consent: leave it out, or say false.' },
      ]);
    }
    const inError = { errorReason: reason, errorBy: getCurrentPrincipal().id, errorAt: beside.now, withdrawalInError: withdrawalInError ?? false };
    return this.end({ ...consent, ...inError }, beside);
  }

  /** Stores the signature or the signed paper once, without its place and camera. A withdrawn consent may still get its document. */
  async addDocument(consentId: string, { file }: ConsentDocumentInput): Promise<ConsentResponse> {
    const sent = requireMediaType(file.content, scanTypes, '/file');
    const { content, mediaType: documentMediaType } = await this.pictures.cleanScan(file.content, sent);
    const { consent, beside } = await this.lock(consentId);
    if (consent.errorAt !== null) throw createInvalidTransitionFailure('The consent was entered in error: nothing is added to it.', []);
    if (consent.documentHash !== null) throw createConflictFailure('The consent has its document already; it is not replaced.');
    await this.patients.requireWritable(consent.patientId);
    const { hash, byteSize } = await this.blobs.keep(content);
    const { now } = beside;
    const next: Consent = {
      ...consent,
      documentHash: hash,
      documentByteSize: byteSize,
      documentMediaType,
      documentAddedAt: now,
      documentAddedBy: getCurrentPrincipal().id,
      version: consent.version + 1,
      updatedAt: now,
    };
    await this.consents.update(next);
    return toResponse(next, beside);
  }

  async getDocument(consentId: string): Promise<FileAnswer> {
    const consent = await this.consents.find(consentId);
    if (!consent) throw createNotFoundFailure('consent');
    const document = findDocument(consent);
    if (!document) throw createNotFoundFailure('document of this consent');
    return new FileAnswer({
      body: this.blobs.getContent({ hash: document.sha256, byteSize: document.byteSize }),
      mediaType: document.mediaType,
      patientId: consent.patientId,
      fileName: `consent-${consent.id}.${FILE_ENDINGS[document.mediaType]}`,
      etag: `"${document.sha256}"`,
    });
  }

  private async readContext(patientId: string): Promise<Beside> {
    const [all, validity] = await Promise.all([this.consents.listFacts(patientId), this.validity.getValidity()]);
    return { all, validity, now: this.clock.now() };
  }

  /** Locks the consent for a change, at the version that the caller has seen. */
  private async lock(consentId: string): Promise<{ consent: Consent; beside: Beside }> {
    const consent = await this.consents.lock(consentId);
    if (!consent) throw createNotFoundFailure('consent');
    requireVersion(consent.version);
    return { consent, beside: await this.readContext(consent.patientId) };
  }

  private async end(ended: Consent, beside: Beside): Promise<EndedConsent> {
    const next: Consent = { ...ended, version: ended.version + 1, updatedAt: beside.now };
    await this.consents.update(next);
    const published = next.kind === 'photography-publication' ? await this.published.listByPatient(next.patientId) : [];
    return { ...toResponse(next, beside), published };
  }
}
