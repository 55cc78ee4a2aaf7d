import { Injectable } from '@nestjs/common';
import { Clock } from '../kernel/clock.js';
import { requireVersion, withPatch, type MergePatchBody } from '../platform/http/index.js';
import { usableTimeZone } from '../kernel/time-zone.js';
import { ClinicChange, type ClinicResponse } from './clinic.dto.js';
import { ClinicRepository, type ClinicRecord } from './clinic.repository.js';

const toResponse = ({ createdAt, updatedAt, ...clinic }: ClinicRecord): ClinicResponse => ({
  ...clinic,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

@Injectable()
export class ClinicService {
  constructor(
    private readonly clinics: ClinicRepository,
    private readonly clock: Clock,
  ) {}

  /** As features reckon with it: in a zone that can be reckoned in, whatever is stored. */
  async get(): Promise<ClinicResponse> {
    const stored = await this.read();
    return { ...stored, timeZone: usableTimeZone(stored.timeZone) };
  }

  /** As it is stored, mistakes included: for whoever mends them. */
  async read(): Promise<ClinicResponse> {
    return toResponse(await this.clinics.get());
  }

  async change(patch: MergePatchBody): Promise<ClinicResponse> {
    const { name, timeZone, country, currency, openingHours, version } = await this.clinics.lock();
    requireVersion(version);
    const changed = withPatch(ClinicChange, { name, timeZone, country, currency, openingHours }, patch);
    return toResponse(await this.clinics.change({ ...changed, updatedAt: this.clock.now() }));
  }
}
