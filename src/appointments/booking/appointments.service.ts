import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { Day } from '../../kernel/day.js';
import { createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { Pages, requireVersion, withPatch, type MergePatchBody, type Page, type PageQuery } from '../../platform/http/index.js';
import { appointmentStates } from '../domain/appointment-states.js';
import { validateSpan } from '../domain/span.js';
import { AppointmentChange, type AppointmentQuery, type AppointmentResponse } from './appointment.dto.js';
import { toResponse } from './appointment.response.js';
import { AppointmentsRepository, type AppointmentFilter, type AppointmentPosition, type AppointmentRecord } from './appointments.repository.js';

const everyAppointment: AppointmentFilter = {
  from: new Date('1900-01-01T00:00:00Z'),
  to: new Date('2200-01-01T00:00:00Z'),
  locationId: null,
  patientId: null,
  staffId: null,
  placeIds: [],
  planId: null,
  status: null,
  hasWarning: null,
};

/** More than any location sees in a day. */
const MOST_A_DAY = 500;

/** Reads appointments, and stores what was changed of them. `BookingService` and `AppointmentSteps` decide. */
@Injectable()
export class AppointmentsService {
  constructor(
    private readonly appointments: AppointmentsRepository,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(appointmentId: string): Promise<AppointmentResponse> {
    const appointment = await this.appointments.find(appointmentId);
    if (!appointment) throw createNotFoundFailure('appointment');
    return toResponse(appointment);
  }

  /** Lists all appointments of a patient, in the order of time. */
  listOfPatient(patientId: string, query: PageQuery): Promise<Page<AppointmentResponse>> {
    const by: AppointmentFilter = { ...everyAppointment, patientId };
    return this.read(by, query);
  }

  async list(query: AppointmentQuery): Promise<Page<AppointmentResponse>> {
    const errors = validateSpan(query, '?');
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const by: AppointmentFilter = {
      ...everyAppointment,
      from: new Date(query.from),
      to: new Date(query.to),
      locationId: query.locationId ?? null,
      patientId: query.patientId ?? null,
      staffId: query.staffId ?? null,
      placeIds: [query.roomId, query.deviceId].filter((id) => id !== undefined),
      planId: query.planId ?? null,
      status: query.status ?? null,
      hasWarning: query.hasWarning ?? null,
    };
    return this.read(by, query);
  }

  /** Lists the appointments of a day at a location in the order of time, in whatever state. */
  async listOfDay(locationId: string, on: Day): Promise<AppointmentResponse[]> {
    return (await this.appointments.listOfDay(locationId, on, MOST_A_DAY)).map(toResponse);
  }

  /** Changes what can be changed by itself: the note. */
  async change(appointmentId: string, patch: MergePatchBody): Promise<AppointmentResponse> {
    const appointment = await this.lockCurrent(appointmentId);
    const { note } = withPatch(AppointmentChange, { note: appointment.note }, patch);
    return this.save({ ...appointment, note: note ?? null });
  }

  private read(by: AppointmentFilter, query: PageQuery): Promise<Page<AppointmentResponse>> {
    return this.pages.read(query, {
      rows: (after: AppointmentPosition | null, limit) => this.appointments.list(by, after, limit),
      position: ({ startsAt, id }) => ({ startsAt: startsAt.toISOString(), id }),
      item: toResponse,
      total: () => this.appointments.count(by),
    });
  }

  /** Reads an appointment as it is stored. */
  async find(appointmentId: string): Promise<AppointmentRecord> {
    const appointment = await this.appointments.find(appointmentId);
    if (!appointment) throw createNotFoundFailure('appointment');
    return appointment;
  }

  /** Locks an appointment at whatever version. */
  async lock(appointmentId: string): Promise<AppointmentRecord> {
    const appointment = await this.appointments.lock(appointmentId);
    if (!appointment) throw createNotFoundFailure('appointment');
    return appointment;
  }

  /** Locks an appointment at the caller's version. Fails where it was held and the hold ran out. */
  async lockCurrent(appointmentId: string): Promise<AppointmentRecord> {
    const appointment = await this.lock(appointmentId);
    requireVersion(appointment.version);
    if (appointment.status === 'held' && appointment.heldUntil! <= this.clock.now())
      throw createInvalidTransitionFailure('The hold ran out: book the appointment anew.', appointmentStates.allowed('expired'));
    return appointment;
  }

  /** Stores a locked appointment as its next version. */
  async save(appointment: AppointmentRecord): Promise<AppointmentResponse> {
    await this.appointments.update({ ...appointment, updatedAt: this.clock.now() });
    return this.get(appointment.id);
  }
}
