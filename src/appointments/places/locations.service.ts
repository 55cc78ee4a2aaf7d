import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { validateClosedDays } from '../../clinic/index.js';
import { createInvalidInputFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { refuseDuplicate } from '../../platform/database/index.js';
import { Pages, requireVersion, withPatch, type MergePatchBody, type Page, type PageQuery } from '../../platform/http/index.js';
import { LocationChange, type LocationInput, type LocationResponse } from './location.dto.js';
import { LocationsRepository, type LocationRecord } from './locations.repository.js';

type LocationContent = Omit<LocationRecord, 'id' | 'status' | 'version' | 'createdAt' | 'updatedAt'>;

/** Takes what was sent of a location; fails where days on which it is closed cannot be. */
const toContent = ({ name, timeZone, openingHours, closed, holidayRegion, address, phone, allowsOverbooking }: LocationInput): LocationContent => {
  const errors = validateClosedDays(closed ?? []);
  if (errors.length > 0) throw createInvalidInputFailure(errors);
  return {
    name: name.trim(),
    timeZone: timeZone ?? null,
    openingHours: openingHours ?? null,
    closed: closed ?? [],
    holidayRegion: holidayRegion ?? null,
    address: address ?? null,
    phone: phone ?? null,
    allowsOverbooking,
  };
};

const toResponse = ({ createdAt, updatedAt, ...location }: LocationRecord): LocationResponse => ({
  ...location,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

const taken = { locations_name_unique: 'The clinic has a location of this name already.' };

@Injectable()
export class LocationsService {
  constructor(
    private readonly locations: LocationsRepository,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Finds a location; null where the clinic has no such location. */
  find(locationId: string): Promise<LocationRecord | null> {
    return this.locations.find(locationId);
  }

  async get(locationId: string): Promise<LocationResponse> {
    const location = await this.locations.find(locationId);
    if (!location) throw createNotFoundFailure('location');
    return toResponse(location);
  }

  list(query: PageQuery): Promise<Page<LocationResponse>> {
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.locations.list(after, limit),
      position: (location) => location.id,
      item: toResponse,
      total: () => this.locations.count(),
    });
  }

  async create(input: LocationInput): Promise<LocationResponse> {
    const now = this.clock.now();
    const location: LocationRecord = { id: createId(), ...toContent(input), status: 'active', version: 1, createdAt: now, updatedAt: now };
    await refuseDuplicate(taken, () => this.locations.insert(location));
    return toResponse(location);
  }

  async change(locationId: string, patch: MergePatchBody): Promise<LocationResponse> {
    const location = await this.locations.lock(locationId);
    if (!location) throw createNotFoundFailure('location');
    requireVersion(location.version);
    const { id: _id, version, createdAt: _createdAt, updatedAt: _updatedAt, ...present } = location;
    const changed = withPatch(LocationChange, present, patch);
    const next: LocationRecord = { ...location, ...toContent(changed), status: changed.status, version: version + 1, updatedAt: this.clock.now() };
    await refuseDuplicate(taken, () => this.locations.update(next));
    return toResponse(next);
  }
}
