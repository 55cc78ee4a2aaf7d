import { Injectable } from '@nestjs/common';
import { addDays, countDaysBetween, type Day } from '../../kernel/day.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { SessionBookings, type BookableSession } from '../../treatments/index.js';
import type { AppointmentPurpose } from '../domain/appointment-types.js';
import { findAvailability, type Slot } from '../domain/availability.js';
import { validateSearch } from '../domain/search.js';
import { validateSession } from '../domain/session-of-plan.js';
import { AppointmentCalendar, validateStaff } from './appointment-calendar.service.js';
import type { AvailabilityQuery, AvailabilityResponse, AvailabilitySlot } from './availability.dto.js';

export const listDays = (from: Day, to: Day): Day[] => Array.from({ length: countDaysBetween(from, to) + 1 }, (_, index) => addDays(from, index));

export const toSlotResponse = ({ start, end, ...taken }: Slot): AvailabilitySlot => ({
  startsAt: new Date(start).toISOString(),
  endsAt: new Date(end).toISOString(),
  ...taken,
});

/** Finds when an appointment can be, from what is recorded of the location, its people, rooms, devices and appointments. */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly calendar: AppointmentCalendar,
    private readonly sessions: SessionBookings,
  ) {}

  async find(query: AvailabilityQuery): Promise<AvailabilityResponse> {
    const errors = validateSearch(query);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const [location, type] = await Promise.all([this.calendar.requireLocation(query.locationId, '?'), this.calendar.requireType(query.appointmentTypeId, '?')]);
    const session = query.treatmentSessionId === undefined ? null : await this.requireSession(query.treatmentSessionId, type.purpose);
    const staffIds = query.staffId === undefined ? [] : [query.staffId];
    const question = { needs: type, location, days: listDays(query.from, query.to), staffIds, stepMinutes: query.stepMinutes };
    const request = { ...(await this.calendar.gather(question)), refusals: session?.refusals ?? [] };
    const unknown = validateStaff(staffIds, type, request.people, () => '?staffId');
    if (unknown.length > 0) throw createInvalidInputFailure(unknown);
    return {
      locationId: location.id,
      patientId: session?.patientId ?? null,
      days: findAvailability(request).map(({ on, slots, emptyBecause }) => ({ on, slots: slots.map(toSlotResponse), emptyBecause })),
    };
  }

  private async requireSession(sessionId: string, purpose: AppointmentPurpose): Promise<BookableSession> {
    const session = await this.sessions.find(sessionId);
    const errors = validateSession(session, purpose, '?');
    if (!session || errors.length > 0) throw createInvalidInputFailure(errors);
    return session;
  }
}
