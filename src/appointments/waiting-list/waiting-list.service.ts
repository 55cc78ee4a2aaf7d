import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { PatientsService, withPatient } from '../../patients/index.js';
import { refuseDuplicate } from '../../platform/database/index.js';
import { getCurrentPrincipal, Pages, toActor, type Page, type PageQuery } from '../../platform/http/index.js';
import { AppointmentCalendar } from '../availability/appointment-calendar.service.js';
import { WaitingListChecks } from './waiting-list-checks.service.js';
import type { WaitingListEntryInput, WaitingListEntryResponse, WaitingListQuery } from './waiting-list.dto.js';
import {
  WaitingListRepository,
  type WaitingListFilter,
  type WaitingListPosition,
  type WaitingListRecord,
  type WaitingListRow,
} from './waiting-list.repository.js';

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
    private readonly checks: WaitingListChecks,
    private readonly calendar: AppointmentCalendar,
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
    const errors = await this.checks.validate(input, type);
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
}
