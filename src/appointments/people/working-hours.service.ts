import { Injectable } from '@nestjs/common';
import { StaffService } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { Database, declareColumns, declareStatement, findViolatedConstraint } from '../../platform/database/index.js';
import { createStaleFailure, requireVersion } from '../../platform/http/index.js';
import { LocationsService } from '../places/locations.service.js';
import { validateWorkingHours } from '../domain/working-hours.js';
import type { WorkingHoursChange, WorkingHoursResponse, WorkingSpan } from './working-hours.dto.js';

interface HoursRow {
  spans: WorkingSpan[];
  version: number;
}
const hoursRow = declareColumns<HoursRow>({ spans: 'jsonb', version: 'integer' });

const find = declareStatement('working-hours.find', {
  parameters: { staffId: 'uuid' },
  row: hoursRow,
  sql: `SELECT ${hoursRow.list} FROM working_hours WHERE clinic_id = current_clinic() AND id = :staffId`,
});
const lock = declareStatement('working-hours.lock', {
  parameters: { staffId: 'uuid' },
  row: hoursRow,
  sql: `SELECT ${hoursRow.list} FROM working_hours WHERE clinic_id = current_clinic() AND id = :staffId FOR UPDATE`,
});
const insert = declareStatement('working-hours.insert', {
  parameters: { staffId: 'uuid', spans: 'jsonb', updatedAt: 'timestamptz' },
  sql: `INSERT INTO working_hours (id, spans, updated_at) VALUES (:staffId, :spans::jsonb, :updatedAt)`,
});
const update = declareStatement('working-hours.update', {
  parameters: { staffId: 'uuid', spans: 'jsonb', updatedAt: 'timestamptz' },
  sql: `UPDATE working_hours SET spans = :spans::jsonb, updated_at = :updatedAt, version = version + 1 WHERE clinic_id = current_clinic() AND id = :staffId`,
});

const compareByTime = (one: WorkingSpan, other: WorkingSpan): number => `${one.weekday} ${one.from}`.localeCompare(`${other.weekday} ${other.from}`);

/** Keeps when each person works, week by week. */
@Injectable()
export class WorkingHoursService {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffService,
    private readonly locations: LocationsService,
    private readonly clock: Clock,
  ) {}

  async get(staffId: string): Promise<WorkingHoursResponse> {
    await this.staff.require(staffId);
    const { spans, version } = (await this.database.findRow(find, { staffId })) ?? { spans: [], version: 0 };
    return { staffId, spans, version };
  }

  async replace(staffId: string, { spans }: WorkingHoursChange): Promise<WorkingHoursResponse> {
    await this.staff.require(staffId);
    const errors = [...validateWorkingHours(spans), ...(await this.findUnknownLocations(spans))];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const { version } = (await this.database.findRow(lock, { staffId })) ?? { version: 0 };
    requireVersion(version);
    const kept = spans.map(toKept).sort(compareByTime);
    await this.save(version, { staffId, spans: kept, updatedAt: this.clock.now() });
    return { staffId, spans: kept, version: version + 1 };
  }

  private async save(version: number, hours: { staffId: string; spans: WorkingSpan[]; updatedAt: Date }): Promise<void> {
    try {
      await this.database.execute(version === 0 ? insert : update, hours);
    } catch (error) {
      // Another caller set the first hours of the person at the same moment.
      if (findViolatedConstraint(error) === 'working_hours_pk') throw createStaleFailure(1);
      throw error;
    }
  }

  private async findUnknownLocations(spans: readonly WorkingSpan[]) {
    const known = new Map(
      await Promise.all([...new Set(spans.map(({ locationId }) => locationId))].map(async (id) => [id, await this.locations.find(id)] as const)),
    );
    return spans.flatMap(({ locationId }, index) =>
      known.get(locationId)
        ? []
        : [
            {
              pointer: `/spans/${index}/locationId`,
              code: 'unknown-location' as const,
              detail: `The clinic has no location ${locationId}: send one of GET /v1/locations.`,
            },
          ],
    );
  }
}

const toKept = ({ locationId, weekday, from, to, validFrom, validTo }: WorkingSpan): WorkingSpan => ({
  locationId,
  weekday,
  from,
  to,
  validFrom: validFrom ?? null,
  validTo: validTo ?? null,
});
