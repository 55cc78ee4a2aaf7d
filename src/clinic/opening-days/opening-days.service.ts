import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { weekdays, type Weekday } from '../../kernel/day.js';
import { invalid } from '../../kernel/failure.js';
import { requireVersion } from '../../platform/http/index.js';
import { closedDaysErrors } from './domain/closed-days.js';
import type { ClosedDays, OpeningDaysChange, OpeningDaysResponse } from './opening-days.dto.js';
import { OpeningDaysRepository, type OpeningDaysRecord } from './opening-days.repository.js';

const weekdaysOf = ({ followOpeningHours, openingHours }: OpeningDaysRecord): Weekday[] =>
  weekdays.filter((day) => !followOpeningHours || (openingHours[day]?.length ?? 0) > 0);

const toResponse = (record: OpeningDaysRecord): OpeningDaysResponse => ({
  followOpeningHours: record.followOpeningHours,
  closed: record.closed,
  weekdays: weekdaysOf(record),
  version: record.version,
});

@Injectable()
export class OpeningDaysService {
  constructor(
    private readonly openingDays: OpeningDaysRepository,
    private readonly clock: Clock,
  ) {}

  async get(): Promise<OpeningDaysResponse> {
    return toResponse(await this.openingDays.get());
  }

  /** The days on which the clinic is open; `weekdays` is null where it has not said. */
  async calendar(): Promise<{ weekdays: Weekday[] | null; closed: ClosedDays[] }> {
    const record = await this.openingDays.get();
    return { weekdays: record.followOpeningHours ? weekdaysOf(record) : null, closed: record.closed };
  }

  async replace({ followOpeningHours, closed }: OpeningDaysChange): Promise<OpeningDaysResponse> {
    const errors = closedDaysErrors(closed);
    if (errors.length > 0) throw invalid(errors);
    const { version, openingHours } = await this.openingDays.lock();
    requireVersion(version);
    const inOrder = closed.map(({ from, to, reason }) => ({ from, to, reason })).sort((one, other) => one.from.localeCompare(other.from));
    await this.openingDays.save({ followOpeningHours, closed: inOrder }, this.clock.now());
    return toResponse({ followOpeningHours, closed: inOrder, version: version + 1, openingHours });
  }
}
