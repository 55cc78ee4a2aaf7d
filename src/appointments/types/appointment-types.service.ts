import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { refuseDuplicate } from '../../platform/database/index.js';
import { Pages, requireVersion, withPatch, type MergePatchBody, type Page } from '../../platform/http/index.js';
import { AppointmentTypeChange, type AppointmentTypeInput, type AppointmentTypeQuery, type AppointmentTypeResponse } from './appointment-type.dto.js';
import { AppointmentTypesRepository, type AppointmentTypeRecord } from './appointment-types.repository.js';

const toResponse = ({ createdAt, updatedAt, ...type }: AppointmentTypeRecord): AppointmentTypeResponse => ({
  ...type,
  staffRoles: [...type.staffRoles],
  presentRoles: [...type.presentRoles],
  deviceKinds: [...type.deviceKinds],
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

const taken = { appointment_types_name_unique: 'The clinic has a type of appointment of this name already.' };

@Injectable()
export class AppointmentTypesService {
  constructor(
    private readonly types: AppointmentTypesRepository,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Finds a type; null where the clinic has no such type. */
  find(typeId: string): Promise<AppointmentTypeRecord | null> {
    return this.types.find(typeId);
  }

  async get(typeId: string): Promise<AppointmentTypeResponse> {
    const type = await this.types.find(typeId);
    if (!type) throw createNotFoundFailure('appointment type');
    return toResponse(type);
  }

  list(query: AppointmentTypeQuery): Promise<Page<AppointmentTypeResponse>> {
    const purpose = query.purpose ?? null;
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.types.list(purpose, after, limit),
      position: (type) => type.id,
      item: toResponse,
      total: () => this.types.count(purpose),
    });
  }

  async create(input: AppointmentTypeInput): Promise<AppointmentTypeResponse> {
    const now = this.clock.now();
    const type: AppointmentTypeRecord = {
      ...input,
      id: createId(),
      name: input.name.trim(),
      roomKind: input.roomKind ?? null,
      status: 'active',
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await refuseDuplicate(taken, () => this.types.insert(type));
    return toResponse(type);
  }

  async change(typeId: string, patch: MergePatchBody): Promise<AppointmentTypeResponse> {
    const type = await this.types.lock(typeId);
    if (!type) throw createNotFoundFailure('appointment type');
    requireVersion(type.version);
    const { id: _id, version, createdAt: _createdAt, updatedAt: _updatedAt, ...present } = toResponse(type);
    const changed = withPatch(AppointmentTypeChange, present, patch);
    const next: AppointmentTypeRecord = {
      ...type,
      ...changed,
      name: changed.name.trim(),
      roomKind: changed.roomKind ?? null,
      version: version + 1,
      updatedAt: this.clock.now(),
    };
    await refuseDuplicate(taken, () => this.types.update(next));
    return toResponse(next);
  }
}
