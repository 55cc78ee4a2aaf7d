import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { refuseDuplicate } from '../../platform/database/index.js';
import { Pages, requireVersion, withPatch, type MergePatchBody, type Page, type PageQuery } from '../../platform/http/index.js';
import { StockLocationChange, type StockLocationInput, type StockLocationResponse } from './stock-location.dto.js';
import { StockLocationsRepository, type StockLocation } from './stock-locations.repository.js';

const toResponse = ({ createdAt, updatedAt, ...location }: StockLocation): StockLocationResponse => ({
  ...location,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

const taken = { stock_locations_name_unique: 'The clinic has a place of this name already.' };

@Injectable()
export class StockLocationsService {
  constructor(
    private readonly locations: StockLocationsRepository,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(locationId: string): Promise<StockLocationResponse> {
    const location = await this.locations.find(locationId);
    if (!location) throw createNotFoundFailure('place');
    return toResponse(location);
  }

  list(query: PageQuery): Promise<Page<StockLocationResponse>> {
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.locations.list(after, limit),
      position: (location) => location.id,
      item: toResponse,
      total: () => this.locations.count(),
    });
  }

  async create({ name }: StockLocationInput): Promise<StockLocationResponse> {
    const now = this.clock.now();
    const location: StockLocation = { id: createId(), name: name.trim(), status: 'active', version: 1, createdAt: now, updatedAt: now };
    await refuseDuplicate(taken, () => this.locations.insert(location));
    return toResponse(location);
  }

  async change(locationId: string, patch: MergePatchBody): Promise<StockLocationResponse> {
    const location = await this.locations.lock(locationId);
    if (!location) throw createNotFoundFailure('place');
    requireVersion(location.version);
    const { name, status } = withPatch(StockLocationChange, { name: location.name, status: location.status }, patch);
    const next: StockLocation = { ...location, name: name.trim(), status, version: location.version + 1, updatedAt: this.clock.now() };
    await refuseDuplicate(taken, () => this.locations.update(next));
    return toResponse(next);
  }
}
