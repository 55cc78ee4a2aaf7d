import { Injectable } from '@nestjs/common';
import { StaffService } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { addDays, toCalendarDay } from '../../kernel/day.js';
import { createInvalidInputFailure, createNotFoundFailure, type FieldError } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { PatientsService, withPatient } from '../../patients/index.js';
import { refuseDuplicate } from '../../platform/database/index.js';
import { getCurrentPrincipal, Pages, toActor, type Page, type PageQuery } from '../../platform/http/index.js';
import { SessionBookings } from '../../treatments/index.js';
import { AppointmentCalendar, validateStaff } from '../availability/appointment-calendar.service.js';
import { AppointmentsRepository } from '../booking/appointments.repository.js';
import { bookedRoles } from '../domain/appointment-types.js';
import { movableStatuses } from '../domain/appointment-states.js';
import { validateSession } from '../domain/session-of-plan.js';
import { LocationsService } from '../places/locations.service.js';
import type { AppointmentTypeRecord } from '../types/appointment-types.repository.js';
import type { WaitingListEntryInput, WaitingListEntryResponse, WaitingListQuery } from './waiting-list.dto.js';
import {
  WaitingListRepository,
  type WaitingListFilter,
  type WaitingListPosition,
  type WaitingListRecord,
  type WaitingListRow,
} from './waiting-list.repository.js';

const LONGEST_DAYS = 400;

const twice = {
  waiting_list_entries_one_of_session: 'Somebody waits for an appointment for this session already.',
  waiting_list_entries_one_of_appointment: 'Somebody waits for an earlier time of this appointment already.',
};

const toResponse = (row: WaitingListRow): WaitingListEntryResponse => {
  const { patient } = withPatient(row);
  const { id, treatmentSessionId, appointmentId, earliestTime, latestTime, notBefore, notAfter, priority, noticeHours, answerWithinMinutes, reason, version } =
    row;
  return {
    id,
    patient,
    appointmentType: { id: row.appointmentTypeId, name: row.typeName, purpose: row.purpose },
    treatmentSessionId,
    appointmentId,
    locationIds: [...row.locationIds],
    staffIds: [...row.staffIds],
    weekdays: [...row.weekdays],
    earliestTime,
    latestTime,
    notBefore,
    notAfter,
    priority,
    noticeHours,
    answerWithinMinutes,
    reason,
    status: row.currentStatus,
    offer:
      row.currentStatus !== 'offered' || row.offeredAppointmentId === null
        ? null
        : {
            appointmentId: row.offeredAppointmentId,
            locationId: row.offerLocationId!,
            startsAt: row.offerStartsAt!.toISOString(),
            endsAt: row.offerEndsAt!.toISOString(),
            heldUntil: row.offerHeldUntil!.toISOString(),
          },
    enteredBy: toActor(row.enteredBy),
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    version,
  };
};

/** Keeps who waits for time that becomes free. `WaitingListAnswers` takes what became of an offer. */
@Injectable()
export class WaitingListService {
  constructor(
    private readonly entries: WaitingListRepository,
    private readonly appointments: AppointmentsRepository,
    private readonly calendar: AppointmentCalendar,
    private readonly locations: LocationsService,
    private readonly sessions: SessionBookings,
    private readonly staff: StaffService,
    private readonly patients: PatientsService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(entryId: string): Promise<WaitingListEntryResponse> {
    const entry = await this.entries.find(entryId, this.clock.now());
    if (!entry) throw createNotFoundFailure('waiting list entry');
    return toResponse(entry);
  }

  list({ status, locationId, patientId, appointmentTypeId, ...query }: WaitingListQuery): Promise<Page<WaitingListEntryResponse>> {
    return this.read(query, {
      now: this.clock.now(),
      status: status ?? null,
      locationId: locationId ?? null,
      patientId: patientId ?? null,
      appointmentTypeId: appointmentTypeId ?? null,
    });
  }

  /** Lists all entries of a patient, whatever became of them. */
  listOfPatient(patientId: string, query: PageQuery): Promise<Page<WaitingListEntryResponse>> {
    return this.read(query, { now: this.clock.now(), status: null, locationId: null, patientId, appointmentTypeId: null });
  }

  async create(input: WaitingListEntryInput): Promise<WaitingListEntryResponse> {
    const type = await this.calendar.requireType(input.appointmentTypeId, '/');
    const errors = [
      ...this.validateDays(input),
      ...(await this.validateLocations(input.locationIds ?? [])),
      ...(await this.validateStaff(input.staffIds ?? [], type)),
      ...(await this.validateSubject(input, type)),
    ];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    await this.patients.requireLiving(input.patientId);
    const now = this.clock.now();
    const entry: WaitingListRecord = {
      id: createId(),
      patientId: input.patientId,
      appointmentTypeId: type.id,
      treatmentSessionId: input.treatmentSessionId ?? null,
      appointmentId: input.appointmentId ?? null,
      locationIds: input.locationIds ?? [],
      staffIds: input.staffIds ?? [],
      weekdays: input.weekdays ?? [],
      earliestTime: input.earliestTime ?? null,
      latestTime: input.latestTime ?? null,
      notBefore: input.notBefore ?? null,
      notAfter: input.notAfter,
      priority: input.priority,
      noticeHours: input.noticeHours,
      answerWithinMinutes: input.answerWithinMinutes,
      reason: input.reason ?? null,
      status: 'waiting',
      offeredAppointmentId: null,
      declinedStarts: [],
      endedAt: null,
      enteredBy: getCurrentPrincipal().id,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await refuseDuplicate(twice, () => this.entries.insert(entry));
    return this.get(entry.id);
  }

  private read(query: PageQuery, by: WaitingListFilter): Promise<Page<WaitingListEntryResponse>> {
    return this.pages.read(query, {
      rows: (after: WaitingListPosition | null, limit) => this.entries.list(by, after, limit),
      position: ({ priority, createdAt, id }): WaitingListPosition => ({ priority, createdAt: createdAt.toISOString(), id }),
      item: toResponse,
      total: () => this.entries.count(by),
    });
  }

  private validateDays({ notBefore = null, notAfter }: WaitingListEntryInput): FieldError[] {
    const today = toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
    if (notAfter < today) return [{ pointer: '/notAfter', code: 'in-the-past', detail: 'The last day is over: send today or a later day.' }];
    if (notBefore !== null && notBefore > notAfter)
      return [{ pointer: '/notAfter', code: 'ends-before-it-began', detail: 'The last day is before the first one: send a later day.' }];
    return notAfter > addDays(today, LONGEST_DAYS) ? [{ pointer: '/notAfter', code: 'too-long', detail: `At most ${LONGEST_DAYS} days from today.` }] : [];
  }

  private async validateLocations(locationIds: readonly string[]): Promise<FieldError[]> {
    const found = await Promise.all(locationIds.map((id) => this.locations.find(id)));
    return found.flatMap((location, index): FieldError[] =>
      location?.status === 'active'
        ? []
        : [
            {
              pointer: `/locationIds/${index}`,
              code: 'unknown-location',
              detail: 'The clinic has no such location, or it is retired: send one of GET /v1/locations.',
            },
          ],
    );
  }

  private async validateStaff(staffIds: readonly string[], type: AppointmentTypeRecord): Promise<FieldError[]> {
    const found = await Promise.all(staffIds.map((id) => this.staff.find(id)));
    const people = found.flatMap((person) => {
      const role = bookedRoles.find((one) => one === person?.role);
      return person?.status === 'active' && role !== undefined ? [{ id: person.id, role }] : [];
    });
    return validateStaff(staffIds, type, people, (index) => `/staffIds/${index}`);
  }

  private async validateSubject(
    { patientId, treatmentSessionId = null, appointmentId = null }: WaitingListEntryInput,
    type: AppointmentTypeRecord,
  ): Promise<FieldError[]> {
    if (treatmentSessionId !== null && appointmentId !== null)
      return [{ pointer: '/appointmentId', code: 'contradictory', detail: 'Name a session without an appointment, or an appointment that is to be earlier.' }];
    if (treatmentSessionId !== null) return validateSession(await this.sessions.find(treatmentSessionId), type.purpose, '/', patientId);
    if (appointmentId === null) return [];
    const appointment = await this.appointments.find(appointmentId);
    return appointment?.patientId === patientId && appointment.appointmentTypeId === type.id && movableStatuses.includes(appointment.status)
      ? []
      : [
          {
            pointer: '/appointmentId',
            code: 'unknown-appointment',
            detail: 'The patient has no such appointment of this type that is still to come: see GET /v1/appointments.',
          },
        ];
  }
}
