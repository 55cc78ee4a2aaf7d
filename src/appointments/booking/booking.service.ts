import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addDays, toCalendarDay } from '../../kernel/day.js';
import { createInvalidInputFailure, createInvalidTransitionFailure, type FieldError } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { PatientsService } from '../../patients/index.js';
import { refuseDuplicate } from '../../platform/database/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import { SessionBookings, type BookableSession } from '../../treatments/index.js';
import { AppointmentCalendar } from '../availability/appointment-calendar.service.js';
import { appointmentStates, movableStatuses } from '../domain/appointment-states.js';
import { validateSession } from '../domain/session-of-plan.js';
import type { AppointmentInput, AppointmentResponse, AppointmentTime } from './appointment.dto.js';
import { AppointmentsRepository, type AppointmentRecord } from './appointments.repository.js';
import type { LocationRecord } from '../places/locations.repository.js';
import type { AppointmentTypeRecord } from '../types/appointment-types.repository.js';
import { AppointmentsService } from './appointments.service.js';
import { addMinutes, countMinutes, TimeFinder, type FoundTime, type WantedTime } from './time-finder.service.js';

/** A patient who moves an appointment chooses among the times of two weeks, each half hour. */
const OFFERED_DAYS = 14;
const OFFERED_STEP_MILLISECONDS = 1_800_000;

/** How long ago somebody who walked in may have begun. */
const WALK_IN_MINUTES = 60;

const taken = { appointments_one_of_session: 'The session has an appointment already: move that one.' };

/** Books appointments and moves them. Nobody and nothing is taken twice: the location is locked, and the database holds it. */
@Injectable()
export class BookingService {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly records: AppointmentsRepository,
    private readonly finder: TimeFinder,
    private readonly calendar: AppointmentCalendar,
    private readonly sessions: SessionBookings,
    private readonly patients: PatientsService,
    private readonly clock: Clock,
  ) {}

  async book(input: AppointmentInput): Promise<AppointmentResponse> {
    const [type, location] = await Promise.all([this.calendar.requireType(input.appointmentTypeId, '/'), this.calendar.requireLocation(input.locationId, '/')]);
    const sessionId = input.treatmentSessionId ?? null;
    const session = sessionId === null ? null : await this.sessions.lock(sessionId);
    const errors = [...validateTogether(input), ...(sessionId === null ? [] : validateSession(session, type.purpose, '/', input.patientId))];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    await this.patients.requireLiving(input.patientId);
    if (session) requireScheduled(session);
    await this.finder.lock(location);
    const now = this.clock.now();
    const found = await this.finder.place({
      needs: type,
      location,
      startsAt: new Date(input.startsAt),
      staffIds: input.staffIds ?? [],
      roomId: input.roomId,
      deviceIds: input.deviceIds,
      overbookingReason: input.overbookingReason,
      refusals: session?.refusals ?? [],
      notBefore: input.isWalkIn ? addMinutes(now, -WALK_IN_MINUTES) : now,
    });
    const status = input.isWalkIn ? 'arrived' : input.holdMinutes ? 'held' : 'booked';
    return this.add(
      {
        patientId: input.patientId,
        appointmentTypeId: type.id,
        locationId: location.id,
        treatmentSessionId: sessionId,
        status,
        preparationMinutes: type.preparationMinutes,
        cleanUpMinutes: type.cleanUpMinutes,
        overbookingReason: found.overbookedIds.length > 0 ? (input.overbookingReason ?? null) : null,
        isWalkIn: input.isWalkIn,
        heldUntil: status === 'held' ? addMinutes(now, input.holdMinutes!) : null,
        note: input.note ?? null,
        arrivedAt: input.isWalkIn ? now : null,
      },
      found,
    );
  }

  /** Moves a locked appointment that is still to come. It keeps its people, unless others are named; its session goes with it. */
  async move(appointment: AppointmentRecord, to: AppointmentTime): Promise<AppointmentResponse> {
    if (!movableStatuses.includes(appointment.status))
      throw createInvalidTransitionFailure(
        `The appointment is ${appointment.status}: only one that is still to come is moved.`,
        appointmentStates.allowed(appointment.status),
      );
    await this.patients.requireLiving(appointment.patientId);
    const [type, location, session] = await Promise.all([
      this.calendar.getType(appointment.appointmentTypeId),
      this.calendar.requireLocation(to.locationId ?? appointment.locationId, '/'),
      appointment.treatmentSessionId === null ? null : this.sessions.lock(appointment.treatmentSessionId),
    ]);
    await this.finder.lock(location);
    const found = await this.finder.place({
      ...this.describeTime(appointment, type, location, session),
      startsAt: new Date(to.startsAt),
      staffIds: to.staffIds ?? appointment.staffIds,
      roomId: to.roomId,
      deviceIds: to.deviceIds,
      overbookingReason: to.overbookingReason,
    });
    const overbookingReason = found.overbookedIds.length > 0 ? (to.overbookingReason ?? null) : null;
    // Whoever confirmed, confirmed another time.
    const status = appointment.status === 'confirmed' ? 'booked' : appointment.status;
    const moved = await this.appointments.save({ ...appointment, ...found, locationId: location.id, overbookingReason, status, confirmedAt: null });
    if (session && status !== 'held') await this.sessions.moveTo(session.id, found.startsOn);
    return moved;
  }

  /** Lists the times, in UTC, to which an appointment can be moved within two weeks, with the people whom it has, but the one that it has. Empty where its location takes no more appointments. */
  async listTimes(appointment: AppointmentRecord): Promise<string[]> {
    const { appointmentTypeId, locationId, treatmentSessionId } = appointment;
    const [type, location, session] = await Promise.all([
      this.calendar.getType(appointmentTypeId),
      this.calendar.getLocation(locationId),
      treatmentSessionId === null ? null : this.sessions.find(treatmentSessionId),
    ]);
    if (location.status !== 'active') return [];
    const today = toCalendarDay(this.clock.now(), await this.calendar.findTimeZone(location));
    const starts = await this.finder.listStarts(this.describeTime(appointment, type, location, session), today, addDays(today, OFFERED_DAYS));
    const present = appointment.startsAt.getTime();
    return starts.filter((start) => start % OFFERED_STEP_MILLISECONDS === 0 && start !== present).map((start) => new Date(start).toISOString());
  }

  /** Books an appointment that was cancelled again, at the same time with the same people. */
  async reinstate(appointmentId: string): Promise<AppointmentResponse> {
    const appointment = await this.appointments.lockCurrent(appointmentId);
    const status = appointmentStates.next(appointment.status, 'reinstate');
    await this.patients.requireLiving(appointment.patientId);
    const [type, location, session] = await Promise.all([
      this.calendar.getType(appointment.appointmentTypeId),
      this.calendar.getLocation(appointment.locationId),
      appointment.treatmentSessionId === null ? null : this.sessions.lock(appointment.treatmentSessionId),
    ]);
    if (session) requireScheduled(session);
    await this.finder.lock(location);
    const found = await this.finder.place(this.describeTime(appointment, type, location, session));
    const ended = { endedAt: null, cancellationInitiator: null, cancellationReason: null, confirmedAt: null, overbookingReason: null };
    const reinstated = await refuseDuplicate(taken, () => this.appointments.save({ ...appointment, ...found, ...ended, status }));
    if (session) await this.sessions.moveTo(session.id, found.startsOn);
    return reinstated;
  }

  /** The time that an appointment has, as one that is asked for anew. */
  private describeTime(appointment: AppointmentRecord, type: AppointmentTypeRecord, location: LocationRecord, session: BookableSession | null): WantedTime {
    const { id, startsAt, staffIds, preparationMinutes, cleanUpMinutes } = appointment;
    return {
      needs: { ...type, durationMinutes: countMinutes(appointment), preparationMinutes, cleanUpMinutes },
      location,
      startsAt,
      staffIds,
      refusals: session?.refusals ?? [],
      exceptId: id,
      notBefore: this.clock.now(),
    };
  }

  /** Stores an appointment at a time that was found. Its session gets its day, unless the time is only held. */
  async add(
    appointment: Omit<
      AppointmentRecord,
      | keyof FoundTime
      | 'id'
      | 'confirmedAt'
      | 'seatedAt'
      | 'endedAt'
      | 'cancellationInitiator'
      | 'cancellationReason'
      | 'bookedBy'
      | 'version'
      | 'createdAt'
      | 'updatedAt'
    >,
    found: FoundTime,
  ): Promise<AppointmentResponse> {
    const now = this.clock.now();
    const id = createId();
    const record: AppointmentRecord = {
      ...appointment,
      ...found,
      id,
      confirmedAt: null,
      seatedAt: null,
      endedAt: null,
      cancellationInitiator: null,
      cancellationReason: null,
      bookedBy: getCurrentPrincipal().id,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await refuseDuplicate(taken, () => this.records.insert(record));
    if (record.treatmentSessionId !== null && record.status !== 'held') await this.sessions.moveTo(record.treatmentSessionId, found.startsOn);
    return this.appointments.get(id);
  }
}

const validateTogether = ({ isWalkIn, holdMinutes }: AppointmentInput): FieldError[] =>
  isWalkIn && holdMinutes
    ? [{ pointer: '/holdMinutes', code: 'contradictory', detail: 'The time of somebody who is here is not held: leave holdMinutes or isWalkIn out.' }]
    : [];

const requireScheduled = ({ status }: BookableSession): void => {
  if (status !== 'scheduled') throw createInvalidTransitionFailure(`The session is ${status}: only one that is scheduled is booked.`, []);
};
