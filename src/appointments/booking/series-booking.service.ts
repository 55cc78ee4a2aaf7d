import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addDays, toCalendarDay } from '../../kernel/day.js';
import { createFailure, createInvalidInputFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { PatientsService } from '../../patients/index.js';
import { SessionBookings, type BookableSession } from '../../treatments/index.js';
import { AppointmentCalendar } from '../availability/appointment-calendar.service.js';
import type { EmptyReason } from '../domain/availability.js';
import { validateSession } from '../domain/session-of-plan.js';
import { findInstant } from '../domain/hours.js';
import { suitsWishes } from '../domain/wishes.js';
import type { LocationRecord } from '../places/locations.repository.js';
import type { AppointmentTypeRecord } from '../types/appointment-types.repository.js';
import type { AppointmentResponse } from './appointment.dto.js';
import { AppointmentsRepository } from './appointments.repository.js';
import { BookingService } from './booking.service.js';
import type { SeriesBookingInput, SeriesBookingResponse, UnbookedSession } from './series.dto.js';
import { TimeFinder } from './time-finder.service.js';

/** The appointment of a session, or why there is none. */
interface BookedSession {
  appointment: AppointmentResponse | null;
  because: EmptyReason[];
}

interface Series {
  type: AppointmentTypeRecord;
  location: LocationRecord;
  timeZone: string;
  input: SeriesBookingInput;
}

/** Books the sessions of a plan that are still to come and have no appointment, one after the other, each as near to its planned day as can be. */
@Injectable()
export class SeriesBooking {
  constructor(
    private readonly booking: BookingService,
    private readonly appointments: AppointmentsRepository,
    private readonly finder: TimeFinder,
    private readonly calendar: AppointmentCalendar,
    private readonly sessions: SessionBookings,
    private readonly patients: PatientsService,
    private readonly clock: Clock,
  ) {}

  async book(planId: string, input: SeriesBookingInput): Promise<SeriesBookingResponse> {
    const scheduled = await this.sessions.lockScheduledOfPlan(planId);
    const booked = await this.appointments.listBookedSessions(planId);
    const open = scheduled.filter(({ id }) => !booked.includes(id));
    const first = open[0];
    if (!first) throw createNotFoundFailure('plan with a session that is scheduled and has no appointment');
    const [type, location] = await Promise.all([this.calendar.requireType(input.appointmentTypeId, '/'), this.calendar.requireLocation(input.locationId, '/')]);
    const errors = validateSession(first, type.purpose, '/');
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    await this.patients.requireLiving(first.patientId);
    await this.finder.lock(location);
    const series: Series = { type, location, timeZone: await this.calendar.findTimeZone(location), input };
    const appointments: AppointmentResponse[] = [];
    const notBooked: UnbookedSession[] = [];
    const ids = open.map(({ id }) => id);
    for (const id of ids) {
      // The sessions before have their days by now; those after give way.
      const session = (await this.sessions.find(id, ids))!;
      const { appointment, because } = await this.bookOne(session, series);
      if (appointment) appointments.push(appointment);
      else notBooked.push({ sessionId: id, number: session.number, scheduledOn: session.scheduledOn, because });
    }
    if (notBooked.length > 0 && input.mode === 'all-or-nothing')
      throw createFailure('series-not-free', `${notBooked.length} of ${open.length} sessions find no time: nothing was booked.`, { notBooked });
    return { planId, appointments, notBooked };
  }

  private async bookOne(session: BookableSession, { type, location, timeZone, input }: Series): Promise<BookedSession> {
    const now = this.clock.now();
    const today = toCalendarDay(now, timeZone);
    const [earliest, latest] = [addDays(session.scheduledOn, -input.mostDaysApart), addDays(session.scheduledOn, input.mostDaysApart)];
    if (latest < today) return { appointment: null, because: ['past'] };
    const wished = session.scheduledOn < today ? today : session.scheduledOn;
    const { found, because } = await this.finder.findNearest(
      {
        needs: type,
        location,
        startsAt: new Date(findInstant(wished, input.earliestTime ?? '12:00', timeZone)),
        staffIds: input.staffIds ?? [],
        refusals: session.refusals,
        notBefore: now,
      },
      earliest < today ? today : earliest,
      latest,
      (slot) => suitsWishes(slot, timeZone, input),
    );
    if (!found) return { appointment: null, because };
    const { preparationMinutes, cleanUpMinutes } = type;
    const booked = {
      patientId: session.patientId,
      appointmentTypeId: type.id,
      locationId: location.id,
      treatmentSessionId: session.id,
      status: 'booked' as const,
      preparationMinutes,
      cleanUpMinutes,
      overbookingReason: null,
      isWalkIn: false,
      heldUntil: null,
      note: null,
      arrivedAt: null,
    };
    return { appointment: await this.booking.add(booked, found), because };
  }
}
