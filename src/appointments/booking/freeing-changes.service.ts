import { Injectable } from '@nestjs/common';
import { FreedTime } from '../domain/freed-time.js';
import { AppointmentSteps } from './appointment-steps.service.js';
import type { AppointmentCancellation, AppointmentResponse, AppointmentTime, FreedAppointmentResponse } from './appointment.dto.js';
import { AppointmentsService } from './appointments.service.js';
import { BookingService } from './booking.service.js';

/** The changes that make time free: each offers it to those who wait for it. */
@Injectable()
export class FreeingChanges {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly booking: BookingService,
    private readonly steps: AppointmentSteps,
    private readonly freed: FreedTime,
  ) {}

  async cancel(appointmentId: string, cancellation: AppointmentCancellation): Promise<FreedAppointmentResponse> {
    const cancelled = await this.steps.cancel(appointmentId, cancellation);
    return this.offer(cancelled, cancelled);
  }

  async recordNoShow(appointmentId: string): Promise<FreedAppointmentResponse> {
    const missed = await this.steps.recordNoShow(appointmentId);
    return this.offer(missed, missed);
  }

  async move(appointmentId: string, to: AppointmentTime): Promise<FreedAppointmentResponse> {
    const before = await this.appointments.get(appointmentId);
    return this.offer(await this.booking.move(appointmentId, to), before);
  }

  private async offer(appointment: AppointmentResponse, { locationId, startsAt, endsAt }: AppointmentResponse): Promise<FreedAppointmentResponse> {
    return { ...appointment, offers: await this.freed.offer({ locationId, from: new Date(startsAt), to: new Date(endsAt) }) };
  }
}

/** The patients whom the answer shows: of the appointment, and of the offers. */
export const listPatientsOfFreed = (answer: unknown): string[] => {
  const { patient, offers } = (answer ?? {}) as Partial<FreedAppointmentResponse>;
  return [...new Set([...(patient ? [patient.id] : []), ...(offers ?? []).map(({ patientId }) => patientId)])];
};
