import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { invalid, invalidTransition, notFound, type FieldError } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { currentPrincipal, Pages, requireVersion, type Page, type PageQuery } from '../../platform/http/index.js';
import { PatientsService } from '../patients.service.js';
import type { ConsentInput, ConsentResponse, ConsentWithdrawal, Treatment } from './consent.dto.js';
import type { Consent } from './consent.entity.js';
import { ConsentsRepository } from './consents.repository.js';

const toResponse = ({ clinicId: _clinicId, treatment, signedAt, withdrawnAt, createdAt, updatedAt, ...consent }: Consent): ConsentResponse => ({
  ...consent,
  ...(treatment && { treatment }),
  signedAt: signedAt.toISOString(),
  withdrawnAt: withdrawnAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

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
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** The patient's newest consent to the treatment that was signed by then and is not withdrawn; held until the change is committed. */
  async findTreatmentConsent(patientId: string, treatment: Treatment, at: Date): Promise<ConsentResponse | null> {
    const consent = await this.consents.findStanding(patientId, treatment, at);
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
}
