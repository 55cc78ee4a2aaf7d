import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Clock } from '../../kernel/clock.js';
import { AppointmentCalendar } from '../availability/appointment-calendar.service.js';
import { findInstant } from '../domain/hours.js';
import { AppointmentsRepository, type AppointmentRecord } from './appointments.repository.js';
import { countMinutes, TimeFinder } from './time-finder.service.js';

/**
 * Lets appointments follow their sessions. Where the same time is not free on the new day, the appointment stays where it is, and its warning
 * `session-on-another-day` shows it until somebody moves it.
 */
@Injectable()
export class AppointmentsOfSessions {
  constructor(
    private readonly appointments: AppointmentsRepository,
    private readonly finder: TimeFinder,
    private readonly calendar: AppointmentCalendar,
    private readonly clock: Clock,
  ) {}

  async follow(planId: string): Promise<void> {
    const [, moved] = await Promise.all([
      this.appointments.followSessions(planId, this.clock.now(), 'The session was cancelled.'),
      this.appointments.lockMovedWithSessions(planId),
    ]);
    for (const { sessionOn, ...appointment } of moved) await this.move(appointment, sessionOn);
  }

  private async move(appointment: AppointmentRecord, day: string): Promise<void> {
    const now = this.clock.now();
    const [type, location] = await Promise.all([this.calendar.getType(appointment.appointmentTypeId), this.calendar.getLocation(appointment.locationId)]);
    const timeZone = await this.calendar.findTimeZone(location);
    const time = Temporal.Instant.fromEpochMilliseconds(appointment.startsAt.getTime())
      .toZonedDateTimeISO(timeZone)
      .toPlainTime()
      .toString({ smallestUnit: 'minute' });
    await this.finder.lock(location);
    const { preparationMinutes, cleanUpMinutes, staffIds } = appointment;
    const found = await this.finder.findTime({
      needs: { ...type, durationMinutes: countMinutes(appointment), preparationMinutes, cleanUpMinutes },
      location,
      startsAt: new Date(findInstant(day, time, timeZone)),
      staffIds,
      refusals: [],
      exceptId: appointment.id,
      notBefore: now,
    });
    if (!found) return;
    const status = appointment.status === 'confirmed' ? 'booked' : appointment.status;
    await this.appointments.update({ ...appointment, ...found, overbookingReason: null, status, confirmedAt: null, updatedAt: now });
  }
}
