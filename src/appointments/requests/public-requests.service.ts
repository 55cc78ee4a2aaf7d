import { Injectable } from '@nestjs/common';
import { ClinicService } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { toCalendarDay } from '../../kernel/day.js';
import { createInvalidInputFailure, createNotFoundFailure, Failure, type FieldError } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { toSubscriber } from '../../kernel/network.js';
import { createPhoneError, parsePhoneNumber } from '../../kernel/phone.js';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { Database } from '../../platform/database/index.js';
import { validateRequest, validateWishes, type RequestSettings } from '../domain/requests.js';
import type { AppointmentRequestInput } from './appointment-request.dto.js';
import { AppointmentRequestsRepository, type NewRequest } from './appointment-requests.repository.js';
import type { PublicClinic } from './public-clinic.dto.js';
import { PublicClinicsRepository } from './public-clinics.repository.js';
import { RequestSettingsService } from './request-settings.service.js';

/** In an hour, over all processes. */
const MOST_OF_ADDRESS = 10;
const MOST_OF_CLINIC = 200;
const WINDOW_SECONDS = 3_600;
const LONGEST_WORK_MILLISECONDS = 10_000;

/** Takes requests from the public. Nothing here looks for a patient: the answer, and the work for it, are the same whoever asks. */
@Injectable()
export class PublicRequestsService {
  constructor(
    private readonly database: Database,
    private readonly publicClinics: PublicClinicsRepository,
    private readonly settings: RequestSettingsService,
    private readonly clinics: ClinicService,
    private readonly requests: AppointmentRequestsRepository,
    private readonly encryption: KeyEncryption,
    private readonly clock: Clock,
  ) {}

  /** Answers what the public may know of the clinic at an address. Fails as not found where there is none that takes requests. */
  async getClinic(slug: string): Promise<PublicClinic> {
    return this.runAt(slug, async () => (await this.read()).clinic);
  }

  /** Answers the clinic with what its page needs beside: the country of its telephone numbers, and the origins whose pages may show the page in a frame. */
  async getClinicForPage(slug: string): Promise<{ clinic: PublicClinic; country: string; embeddingOrigins: readonly string[] }> {
    return this.runAt(slug, async () => {
      const { clinic, country, content } = await this.read();
      return { clinic, country, embeddingOrigins: content.embeddingOrigins };
    });
  }

  /** Stores a request. One of the same content that still waits is the same request. */
  async receive(slug: string, input: AppointmentRequestInput, address: string | null): Promise<void> {
    const clinicId = await this.findClinic(slug);
    await this.spend(clinicId, address);
    const errors = validateRequest(input);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    await this.runIn(clinicId, async () => {
      await this.requests.insert(await this.prepare(clinicId, input));
    });
  }

  private async prepare(clinicId: string, input: AppointmentRequestInput): Promise<NewRequest> {
    const [{ content }, { country, timeZone }] = await Promise.all([this.settings.getCurrent(), this.clinics.get()]);
    const now = this.clock.now();
    const phone = input.phone ? parsePhoneNumber(input.phone, country) : null;
    const errors: FieldError[] = [
      ...(input.phone && phone === null ? [createPhoneError('/phone', country)] : []),
      ...validateOffer(input, content),
      ...validateWishes(input.wishes, toCalendarDay(now, timeZone)),
    ];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const stored = {
      appointmentTypeId: input.appointmentTypeId,
      wishes: input.wishes.map(({ on, part }) => ({ on, part })),
      name: input.name.trim(),
      phone,
      email: input.email?.trim() ?? null,
      remark: input.remark?.trim() || null,
      language: input.language,
      consentVersion: input.consent.version,
    };
    const contentHash = this.encryption.computeMac('appointment request', JSON.stringify([clinicId, stored]));
    return { ...stored, id: createId(), contentHash, receivedAt: now };
  }

  private async read(): Promise<{ clinic: PublicClinic; country: string; content: RequestSettings }> {
    const [{ content }, { name, phone, timeZone, country }] = await Promise.all([this.settings.getCurrent(), this.clinics.get()]);
    const clinic: PublicClinic = {
      name,
      phone: phone ?? null,
      timeZone,
      appointmentTypes: content.offered.map(({ appointmentTypeId: id, name: { en, hi } }) => ({ id, name: { en, hi } })),
      consent: { version: content.consentVersion, text: content.consentText ?? { en: '', hi: '' } },
    };
    return { clinic, country, content };
  }

  /** Takes one request from the allowances of the address and of the clinic. Both are kept by keyed hashes alone. */
  private async spend(clinicId: string, address: string | null): Promise<void> {
    const hash = (text: string): Buffer => this.encryption.computeMac('public allowance', text);
    const now = this.clock.now();
    const allowed = [
      { subject: hash(`address ${toSubscriber(address ?? '')}`), most: MOST_OF_ADDRESS },
      { subject: hash(`clinic ${clinicId}`), most: MOST_OF_CLINIC },
    ];
    const { left, endsAt } = await this.publicClinics.take(allowed, WINDOW_SECONDS, now);
    if (left >= 0) return;
    const seconds = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1000));
    throw new Failure('too-many-requests', 'There were many requests from here: call the clinic, or try again later.', {
      headers: { 'Retry-After': String(seconds) },
    });
  }

  private async findClinic(slug: string): Promise<string> {
    const clinicId = await this.publicClinics.findClinic(slug);
    if (clinicId === null) throw createNotFoundFailure('clinic');
    return clinicId;
  }

  private async runAt<T>(slug: string, work: () => Promise<T>): Promise<T> {
    return this.runIn(await this.findClinic(slug), work);
  }

  private runIn<T>(clinicId: string, work: () => Promise<T>): Promise<T> {
    return this.database.runInClinic(clinicId, work, LONGEST_WORK_MILLISECONDS);
  }
}

/** Finds the errors in what is asked of the clinic: it offers the type, and the consent is to the text as it is now. */
const validateOffer = ({ appointmentTypeId, consent }: AppointmentRequestInput, { offered, consentVersion }: RequestSettings): FieldError[] => [
  ...(offered.some((type) => type.appointmentTypeId === appointmentTypeId)
    ? []
    : [
        {
          pointer: '/appointmentTypeId',
          code: 'unknown-appointment-type' as const,
          detail: 'The clinic does not offer this to the public: send one of appointmentTypes of GET /v1/public/clinics/{slug}.',
        },
      ]),
  ...(consent.version === consentVersion
    ? []
    : [
        {
          pointer: '/consent/version',
          code: 'other-consent-text' as const,
          detail: `The consent text has changed: show the person version ${consentVersion}, of GET /v1/public/clinics/{slug}, and ask again.`,
        },
      ]),
];
