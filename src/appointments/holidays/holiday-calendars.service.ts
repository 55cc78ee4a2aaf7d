import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { Database, declareColumns, declareStatement, findViolatedConstraint, total } from '../../platform/database/index.js';
import { createStaleFailure, Pages, requireVersion, type Page, type PageQuery } from '../../platform/http/index.js';
import { validateHolidays } from '../domain/holidays.js';
import type { Holiday, HolidayCalendarChange, HolidayCalendarResponse } from './holiday-calendar.dto.js';

const calendarRow = declareColumns<HolidayCalendarResponse>({ region: 'text', holidays: 'jsonb', version: 'integer' });

const find = declareStatement('holiday-calendars.find', {
  parameters: { region: 'text' },
  row: calendarRow,
  sql: `SELECT ${calendarRow.list} FROM holiday_calendars WHERE clinic_id = current_clinic() AND region = :region`,
});
const lock = declareStatement('holiday-calendars.lock', {
  parameters: { region: 'text' },
  row: calendarRow,
  sql: `SELECT ${calendarRow.list} FROM holiday_calendars WHERE clinic_id = current_clinic() AND region = :region FOR UPDATE`,
});
const list = declareStatement('holiday-calendars.list', {
  parameters: { after: 'text?', limit: 'bigint' },
  row: calendarRow,
  sql: `SELECT ${calendarRow.list} FROM holiday_calendars WHERE clinic_id = current_clinic() AND (:after::text IS NULL OR region > :after) ORDER BY region LIMIT :limit`,
});
const count = declareStatement('holiday-calendars.count', {
  row: total,
  sql: `SELECT count(*)::integer AS total FROM holiday_calendars WHERE clinic_id = current_clinic()`,
});
const insert = declareStatement('holiday-calendars.insert', {
  parameters: { id: 'uuid', region: 'text', holidays: 'jsonb', updatedAt: 'timestamptz' },
  sql: `INSERT INTO holiday_calendars (id, region, holidays, updated_at) VALUES (:id, :region, :holidays::jsonb, :updatedAt)`,
});
const update = declareStatement('holiday-calendars.update', {
  parameters: { region: 'text', holidays: 'jsonb', updatedAt: 'timestamptz' },
  sql: `UPDATE holiday_calendars SET holidays = :holidays::jsonb, updated_at = :updatedAt, version = version + 1 WHERE clinic_id = current_clinic() AND region = :region`,
});

/** Keeps the public holidays of the regions in which the clinic has locations. */
@Injectable()
export class HolidayCalendarsService {
  constructor(
    private readonly database: Database,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(region: string): Promise<HolidayCalendarResponse> {
    return (await this.database.findRow(find, { region })) ?? { region, holidays: [], version: 0 };
  }

  list(query: PageQuery): Promise<Page<HolidayCalendarResponse>> {
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.database.query(list, { after, limit }),
      position: (calendar) => calendar.region,
      item: (calendar) => calendar,
      total: async () => (await this.database.getRow(count)).total,
    });
  }

  async replace(region: string, { holidays }: HolidayCalendarChange): Promise<HolidayCalendarResponse> {
    const errors = validateHolidays(holidays);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const { version } = (await this.database.findRow(lock, { region })) ?? { version: 0 };
    requireVersion(version);
    const inOrder = holidays.map(({ on, name }): Holiday => ({ on, name: name.trim() })).sort((one, other) => one.on.localeCompare(other.on));
    await this.save(version, region, inOrder);
    return { region, holidays: inOrder, version: version + 1 };
  }

  private async save(version: number, region: string, holidays: Holiday[]): Promise<void> {
    const updatedAt = this.clock.now();
    try {
      if (version === 0) await this.database.execute(insert, { id: createId(), region, holidays, updatedAt });
      else await this.database.execute(update, { region, holidays, updatedAt });
    } catch (error) {
      // Another caller set the first calendar of the region at the same moment.
      if (findViolatedConstraint(error) === 'holiday_calendars_region_unique') throw createStaleFailure(1);
      throw error;
    }
  }
}
