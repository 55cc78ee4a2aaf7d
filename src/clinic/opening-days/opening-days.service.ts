import { Injectable } from '@nestjs/common';
import { weekdays, type Weekday } from '../../kernel/day.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import type { OpeningHours } from '../clinic.dto.js';
import { ClinicService } from '../clinic.service.js';
import { SettingsService, type Setting } from '../settings/settings.service.js';
import { validateClosedDays } from './domain/closed-days.js';
import type { ClosedDays, OpeningDaysChange, OpeningDaysResponse } from './opening-days.dto.js';

interface OpeningDays {
  followOpeningHours: boolean;
  closed: ClosedDays[];
}

/** The setting until the clinic sets its own: sessions follow the opening hours. */
const asOpeningHours: OpeningDays = { followOpeningHours: true, closed: [] };

/** Lists the weekdays on which sessions are planned; null where any weekday will do. */
const findPlannedWeekdays = ({ followOpeningHours }: OpeningDays, openingHours: OpeningHours): Weekday[] | null => {
  const open = weekdays.filter((day) => (openingHours[day]?.length ?? 0) > 0);
  return followOpeningHours && open.length > 0 ? open : null;
};

@Injectable()
export class OpeningDaysService {
  constructor(
    private readonly settings: SettingsService,
    private readonly clinics: ClinicService,
  ) {}

  async get(): Promise<OpeningDaysResponse> {
    return this.toResponse(await this.getCurrent());
  }

  /** Answers the days on which sessions are planned; `weekdays` is null where any weekday will do. */
  async getCalendar(): Promise<{ weekdays: Weekday[] | null; closed: ClosedDays[] }> {
    const { content } = await this.getCurrent();
    if (!content.followOpeningHours) return { weekdays: null, closed: content.closed };
    const { openingHours } = await this.clinics.get();
    return { weekdays: findPlannedWeekdays(content, openingHours), closed: content.closed };
  }

  async replace({ followOpeningHours, closed }: OpeningDaysChange): Promise<OpeningDaysResponse> {
    const errors = validateClosedDays(closed);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const inOrder = closed.map(({ from, to, reason }) => ({ from, to, reason })).sort((one, other) => one.from.localeCompare(other.from));
    return this.toResponse(await this.settings.set<OpeningDays>('opening-days', { followOpeningHours, closed: inOrder }));
  }

  private getCurrent(): Promise<Setting<OpeningDays>> {
    return this.settings.getCurrent('opening-days', asOpeningHours);
  }

  private async toResponse({ content, version }: Setting<OpeningDays>): Promise<OpeningDaysResponse> {
    const { openingHours } = await this.clinics.get();
    return { ...content, weekdays: findPlannedWeekdays(content, openingHours) ?? [...weekdays], version };
  }
}
