import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createConflictFailure, createInvalidTransitionFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { PatientsService } from '../../patients/index.js';
import { requireVersion } from '../../platform/http/index.js';
import { AppointmentSteps } from '../booking/appointment-steps.service.js';
import { AppointmentsRepository, type AppointmentRecord } from '../booking/appointments.repository.js';
import { FreeingChanges } from '../booking/freeing-changes.service.js';
import { movableStatuses } from '../domain/appointment-states.js';
import type { WaitingListEntryResponse, WaitingListOffersInput, WaitingListOffersResponse } from './waiting-list.dto.js';
import { WaitingListOffers } from './waiting-list-offers.service.js';
import { WaitingListRepository, type WaitingListRecord } from './waiting-list.repository.js';
import { WaitingListService } from './waiting-list.service.js';

/** Offers free time, and takes what the patients say to it. */
@Injectable()
export class WaitingListAnswers {
  constructor(
    private readonly waiting: WaitingListService,
    private readonly entries: WaitingListRepository,
    private readonly offers: WaitingListOffers,
    private readonly appointments: AppointmentsRepository,
    private readonly steps: AppointmentSteps,
    private readonly freeing: FreeingChanges,
    private readonly patients: PatientsService,
    private readonly clock: Clock,
  ) {}

  /** Offers the free time of a span to those who wait, in their order. */
  async offerAll(span: WaitingListOffersInput): Promise<WaitingListOffersResponse> {
    const { offers, hasMore } = await this.offers.offerAll(span);
    return { offered: await Promise.all(offers.map(({ waitingListEntryId }) => this.waiting.get(waitingListEntryId))), hasMore };
  }

  /** Books the offered time; or moves the appointment that was to be earlier. */
  async accept(entryId: string): Promise<WaitingListEntryResponse> {
    const entry = await this.lock(entryId);
    const held = await this.requireOffer(entry);
    await this.patients.requireLiving(entry.patientId);
    const now = this.clock.now();
    if (entry.appointmentId === null) await this.steps.bookLocked(held);
    else await this.moveEarlier(entry.appointmentId, held);
    await this.entries.update({ ...entry, status: 'booked', endedAt: now, updatedAt: now });
    return this.waiting.get(entryId);
  }

  /** Frees the offered time for the next one. The entry waits on, and is not offered that time again. */
  async decline(entryId: string): Promise<WaitingListEntryResponse> {
    const entry = await this.lock(entryId);
    const held = await this.requireOffer(entry);
    const declinedStarts = [...entry.declinedStarts, held.startsAt.toISOString()];
    await this.entries.update({ ...entry, status: 'waiting', offeredAppointmentId: null, declinedStarts, updatedAt: this.clock.now() });
    await this.freeing.cancel(held, { initiator: 'patient', reason: 'The offer was declined.' });
    return this.waiting.get(entryId);
  }

  async withdraw(entryId: string): Promise<WaitingListEntryResponse> {
    const entry = await this.lock(entryId);
    if (entry.status !== 'waiting' && entry.status !== 'offered') throw createInvalidTransitionFailure(`The entry is ${entry.status} already.`, []);
    const held = await this.findOffer(entry);
    const now = this.clock.now();
    await this.entries.update({ ...entry, status: 'withdrawn', offeredAppointmentId: null, endedAt: now, updatedAt: now });
    if (held) await this.freeing.cancel(held, { initiator: 'patient', reason: 'The patient waits no more.' });
    return this.waiting.get(entryId);
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

  private async moveEarlier(appointmentId: string, held: AppointmentRecord): Promise<void> {
    const current = await this.appointments.lock(appointmentId);
    if (!current || !movableStatuses.includes(current.status))
      throw createConflictFailure('The appointment that was to be earlier is over: decline the offer and book anew.');
    // Its time is taken again at once, so that nobody else is offered it.
    await this.steps.cancel(held, { initiator: 'patient', reason: 'The appointment was moved to this time.' });
    await this.freeing.move(current, { startsAt: held.startsAt.toISOString(), locationId: held.locationId, staffIds: [...held.staffIds] });
  }
}
