import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { createInvalidInputFailure } from '../kernel/failure.js';
import { resolveTimeZone } from '../kernel/time-zone.js';
import { requireVersion, withPatch, type MergePatchBody } from '../platform/http/index.js';
import { ClinicChange, type ClinicResponse } from './clinic.dto.js';
import { ClinicRepository, type ClinicRecord } from './clinic.repository.js';
import { normalizeContact } from './contact.js';

/** Answers the members that a merge patch can change, in the form in which they are sent. */
const toWire = ({ name, timeZone, country, currency, openingHours, phone, email, address, emergencyPhone }: ClinicRecord): ClinicChange => ({
  name,
  timeZone,
  country,
  currency,
  openingHours,
  ...(phone !== null && { phone }),
  ...(email !== null && { email }),
  ...(address !== null && { address }),
  ...(emergencyPhone !== null && { emergencyPhone }),
});

const toResponse = (clinic: ClinicRecord): ClinicResponse => ({
  id: clinic.id,
  ...toWire(clinic),
  createdAt: clinic.createdAt.toISOString(),
  updatedAt: clinic.updatedAt.toISOString(),
  version: clinic.version,
});

@Injectable()
export class ClinicService {
  constructor(
    private readonly clinics: ClinicRepository,
    private readonly clock: Clock,
  ) {}

  /** Answers the clinic for use by features: with a time zone that can be computed with, whatever is stored. */
  async get(): Promise<ClinicResponse> {
    const stored = await this.read();
    return { ...stored, timeZone: resolveTimeZone(stored.timeZone) };
  }

  /** Answers the clinic as it is stored, mistakes included, for the people who correct them. */
  async read(): Promise<ClinicResponse> {
    return toResponse(await this.clinics.get());
  }

  async change(patch: MergePatchBody): Promise<ClinicResponse> {
    const clinic = await this.clinics.lock();
    requireVersion(clinic.version);
    const changed = withPatch(ClinicChange, toWire(clinic), patch);
    const { contact, errors } = normalizeContact(changed, changed.country);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    return toResponse(await this.clinics.change({ ...changed, ...contact, updatedAt: this.clock.now() }));
  }
}
