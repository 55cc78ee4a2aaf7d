import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addDays, toCalendarDay } from '../../kernel/day.js';
import {
  createConflictFailure,
  createInvalidInputFailure,
  createInvalidTransitionFailure,
  createNotFoundFailure,
  type FieldError,
} from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { PatientsService, withPatient } from '../../patients/index.js';
import { refuseDuplicate } from '../../platform/database/index.js';
import { getCurrentPrincipal, Pages, requireVersion, toActor, type Page, type PageQuery } from '../../platform/http/index.js';
import { SessionBookings } from '../../treatments/index.js';
import { AppointmentCalendar } from '../availability/appointment-calendar.service.js';
import { AppointmentsRepository, type AppointmentRecord } from '../booking/appointments.repository.js';
import { BookingService } from '../booking/booking.service.js';
import { appointmentStates, movableStatuses, type CancellationInitiator } from '../domain/appointment-states.js';
import { validateSession } from '../domain/session-of-plan.js';
import { validateSpan } from '../domain/span.js';
import { LocationsService } from '../places/locations.service.js';
import type { AppointmentTypeRecord } from '../types/appointment-types.repository.js';
import type {
  WaitingListEntryInput,
  WaitingListEntryResponse,
  WaitingListOffersInput,
  WaitingListOffersResponse,
  WaitingListQuery,
} from './waiting-list.dto.js';
import { WaitingListOffers } from './waiting-list-offers.service.js';
import {
  WaitingListRepository,
  type WaitingListFilter,
  type WaitingListPosition,
  type WaitingListRecord,
  type WaitingListRow,
} from './waiting-list.repository.js';

const LONGEST_DAYS = 400;
const LONGEST_OFFERED_DAYS = 31;
const MILLISECONDS_PER_DAY = 86_400_000;

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

/** Keeps who waits for time that becomes free, and what became of what was offered. */
@Injectable()
export class WaitingListService {
  constructor(
    private readonly entries: WaitingListRepository,
    private readonly offers: WaitingListOffers,
    private readonly appointments: AppointmentsRepository,
    private readonly booking: BookingService,
    private readonly calendar: AppointmentCalendar,
    private readonly locations: LocationsService,
    private readonly sessions: SessionBookings,
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
    const errors = [...this.validateDays(input), ...(await this.validateLocations(input.locationIds ?? [])), ...(await this.validateSubject(input, type))];
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

  /** Offers the free time of a span to those who wait, in their order. */
  async offerAll({ locationId, from, to }: WaitingListOffersInput): Promise<WaitingListOffersResponse> {
    const location = await this.calendar.requireLocation(locationId, '/');
    const span = { from: new Date(from), to: new Date(to) };
    const tooLong = span.to.getTime() - span.from.getTime() > LONGEST_OFFERED_DAYS * MILLISECONDS_PER_DAY;
    const errors: FieldError[] = [
      ...validateSpan({ from, to }),
      ...(tooLong ? [{ pointer: '/to', code: 'too-long' as const, detail: `At most ${LONGEST_OFFERED_DAYS} days after the beginning.` }] : []),
    ];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const { offers, hasMore } = await this.offers.offerAll(location, span);
    return { offered: await Promise.all(offers.map(({ waitingListEntryId }) => this.get(waitingListEntryId))), hasMore };
  }

  /** Books the offered time; or moves the appointment that was to be earlier. */
  async accept(entryId: string): Promise<WaitingListEntryResponse> {
    const entry = await this.lock(entryId);
    const held = await this.requireOffer(entry);
    await this.patients.requireLiving(entry.patientId);
    const now = this.clock.now();
    if (entry.appointmentId === null) await this.bookHeld(held);
    else await this.moveEarlier(entry.appointmentId, held);
    await this.entries.update({ ...entry, status: 'booked', endedAt: now, updatedAt: now });
    return this.get(entryId);
  }

  /** Frees the offered time for the next one. The entry waits on, and is not offered that time again. */
  async decline(entryId: string): Promise<WaitingListEntryResponse> {
    const entry = await this.lock(entryId);
    const held = await this.requireOffer(entry);
    const declinedStarts = [...entry.declinedStarts, held.startsAt.toISOString()];
    await this.entries.update({ ...entry, status: 'waiting', offeredAppointmentId: null, declinedStarts, updatedAt: this.clock.now() });
    await this.endHold(held, 'patient', 'The offer was declined.');
    await this.offers.offer({ locationId: held.locationId, from: held.startsAt, to: held.endsAt });
    return this.get(entryId);
  }

  async withdraw(entryId: string): Promise<WaitingListEntryResponse> {
    const entry = await this.lock(entryId);
    if (entry.status !== 'waiting' && entry.status !== 'offered') throw createInvalidTransitionFailure(`The entry is ${entry.status} already.`, []);
    const held = await this.findOffer(entry);
    const now = this.clock.now();
    await this.entries.update({ ...entry, status: 'withdrawn', offeredAppointmentId: null, endedAt: now, updatedAt: now });
    if (held) {
      await this.endHold(held, 'patient', 'The patient waits no more.');
      await this.offers.offer({ locationId: held.locationId, from: held.startsAt, to: held.endsAt });
    }
    return this.get(entryId);
  }

  private read(query: PageQuery, by: WaitingListFilter): Promise<Page<WaitingListEntryResponse>> {
    return this.pages.read(query, {
      rows: (after: WaitingListPosition | null, limit) => this.entries.list(by, after, limit),
      position: ({ priority, createdAt, id }): WaitingListPosition => ({ priority, createdAt: createdAt.toISOString(), id }),
      item: toResponse,
      total: () => this.entries.count(by),
    });
  }

  private validateDays({ notBefore, notAfter }: WaitingListEntryInput): FieldError[] {
    const today = toCalendarDay(this.clock.now(), getCurrentPrincipal().clinic.timeZone);
    if (notAfter < today) return [{ pointer: '/notAfter', code: 'in-the-past', detail: 'The last day is over: send today or a later day.' }];
    if (notBefore != null && notBefore > notAfter)
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

  private async validateSubject({ patientId, treatmentSessionId, appointmentId }: WaitingListEntryInput, type: AppointmentTypeRecord): Promise<FieldError[]> {
    if (treatmentSessionId != null && appointmentId != null)
      return [{ pointer: '/appointmentId', code: 'contradictory', detail: 'Name a session without an appointment, or an appointment that is to be earlier.' }];
    if (treatmentSessionId != null) return validateSession(await this.sessions.find(treatmentSessionId), type.purpose, '/', patientId);
    if (appointmentId == null) return [];
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

  private async lock(entryId: string): Promise<WaitingListRecord> {
    const entry = await this.entries.lock(entryId);
    if (!entry) throw createNotFoundFailure('waiting list entry');
    requireVersion(entry.version);
    return entry;
  }

  /** Locks the appointment that holds the offered time; null where nothing is offered any more. */
  private async findOffer({ status, offeredAppointmentId }: WaitingListRecord): Promise<AppointmentRecord | null> {
    const held = status !== 'offered' || offeredAppointmentId === null ? null : await this.appointments.lock(offeredAppointmentId);
    return held?.status === 'held' && held.heldUntil! > this.clock.now() ? held : null;
  }

  private async requireOffer(entry: WaitingListRecord): Promise<AppointmentRecord> {
    const held = await this.findOffer(entry);
    if (held) return held;
    throw createInvalidTransitionFailure('Nothing is offered, or the offer ran out.', []);
  }

  private async bookHeld(held: AppointmentRecord): Promise<void> {
    if (held.treatmentSessionId !== null) await this.sessions.moveTo(held.treatmentSessionId, held.startsOn);
    await this.appointments.update({ ...held, status: appointmentStates.next(held.status, 'book'), updatedAt: this.clock.now() });
  }

  private async moveEarlier(appointmentId: string, held: AppointmentRecord): Promise<void> {
    const current = await this.appointments.lock(appointmentId);
    if (!current || !movableStatuses.includes(current.status))
      throw createConflictFailure('The appointment that was to be earlier is over: decline the offer and book anew.');
    await this.endHold(held, 'patient', 'The appointment was moved to this time.');
    await this.booking.moveLocked(current, { startsAt: held.startsAt.toISOString(), locationId: held.locationId, staffIds: [...held.staffIds] });
    await this.offers.offer({ locationId: current.locationId, from: current.startsAt, to: current.endsAt });
  }

  private async endHold(held: AppointmentRecord, cancellationInitiator: CancellationInitiator, cancellationReason: string): Promise<void> {
    const now = this.clock.now();
    const status = appointmentStates.next(held.status, 'cancel');
    await this.appointments.update({ ...held, status, endedAt: now, cancellationInitiator, cancellationReason, updatedAt: now });
  }
}
