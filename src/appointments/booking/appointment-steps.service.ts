import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidTransitionFailure } from '../../kernel/failure.js';
import { MILLISECONDS_PER_HOUR } from '../../kernel/instant.js';
import { SessionBookings } from '../../treatments/index.js';
import { appointmentStates, type AppointmentAction } from '../domain/appointment-states.js';
import type { AppointmentCancellation, AppointmentResponse } from './appointment.dto.js';
import type { AppointmentRecord } from './appointments.repository.js';
import { AppointmentsService } from './appointments.service.js';

/** What a step records beside the new state. */
type Recorded = Partial<Pick<AppointmentRecord, 'confirmedAt' | 'arrivedAt' | 'seatedAt' | 'endedAt' | 'cancellationInitiator' | 'cancellationReason'>>;

/** Takes appointments from one state to the next. */
@Injectable()
export class AppointmentSteps {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly sessions: SessionBookings,
    private readonly clock: Clock,
  ) {}

  async book(appointmentId: string): Promise<AppointmentResponse> {
    return this.bookLocked(await this.lock(appointmentId, 'book'));
  }

  /** Books a time that is held, and locked already. Its session gets the day of the appointment. */
  async bookLocked(held: AppointmentRecord): Promise<AppointmentResponse> {
    if (held.treatmentSessionId !== null) await this.sessions.moveTo(held.treatmentSessionId, held.startsOn);
    return this.take(held, 'book', {});
  }

  async confirm(appointmentId: string): Promise<AppointmentResponse> {
    return this.confirmLocked(await this.appointments.lockCurrent(appointmentId));
  }

  /** Confirms an appointment that is locked already. */
  confirmLocked(appointment: AppointmentRecord): Promise<AppointmentResponse> {
    return this.take(appointment, 'confirm', { confirmedAt: this.clock.now() });
  }

  async recordArrival(appointmentId: string): Promise<AppointmentResponse> {
    const appointment = await this.lock(appointmentId, 'arrive');
    this.requireSoon(appointment, HOURS_EARLY, 'arrive');
    return this.take(appointment, 'arrive', { arrivedAt: this.clock.now() });
  }

  async recordSeating(appointmentId: string): Promise<AppointmentResponse> {
    return this.take(await this.lock(appointmentId, 'seat'), 'seat', { seatedAt: this.clock.now() });
  }

  async finish(appointmentId: string): Promise<AppointmentResponse> {
    return this.take(await this.lock(appointmentId, 'finish'), 'finish', { endedAt: this.clock.now() });
  }

  /** Cancels an appointment that is locked already. */
  cancel(appointment: AppointmentRecord, { initiator, reason }: AppointmentCancellation): Promise<AppointmentResponse> {
    return this.take(appointment, 'cancel', { endedAt: this.clock.now(), cancellationInitiator: initiator, cancellationReason: reason ?? null });
  }

  /** Records that the patient did not come. A session of a plan is missed with it, and replaced at the end of the series. */
  async recordNoShow(appointment: AppointmentRecord): Promise<AppointmentResponse> {
    appointmentStates.next(appointment.status, 'no-show');
    this.requireSoon(appointment, 0, 'no-show');
    const missed = await this.take(appointment, 'no-show', { endedAt: this.clock.now() });
    if (appointment.treatmentSessionId !== null) await this.sessions.recordNoShow(appointment.treatmentSessionId);
    return missed;
  }

  private async lock(appointmentId: string, action: AppointmentAction): Promise<AppointmentRecord> {
    const appointment = await this.appointments.lockCurrent(appointmentId);
    appointmentStates.next(appointment.status, action);
    return appointment;
  }

  private async take(appointment: AppointmentRecord, action: AppointmentAction, recorded: Recorded): Promise<AppointmentResponse> {
    return this.appointments.save({ ...appointment, ...recorded, status: appointmentStates.next(appointment.status, action) });
  }

  /** Refuses what cannot be yet: nobody arrives a day early, or is missed before the appointment began. */
  private requireSoon({ startsAt, status }: AppointmentRecord, hoursEarly: number, action: AppointmentAction): void {
    if (this.clock.now().getTime() >= startsAt.getTime() - hoursEarly * MILLISECONDS_PER_HOUR) return;
    throw createInvalidTransitionFailure(
      'The appointment is still to come.',
      appointmentStates.allowed(status).filter((allowed) => allowed !== action),
    );
  }
}

const HOURS_EARLY = 12;
