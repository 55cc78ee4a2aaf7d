import { Injectable } from '@nestjs/common';
import { FreedTime } from '../domain/freed-time.js';
import { AppointmentSteps } from './appointment-steps.service.js';
import type { AppointmentCancellation, AppointmentResponse, AppointmentTime, FreedAppointmentResponse } from './appointment.dto.js';
import type { AppointmentRecord } from './appointments.repository.js';
import { BookingService } from './booking.service.js';

/** The changes that make time free, whoever asks for them: each offers it to those who wait for it. The appointment is locked already. */
@Injectable()
export class FreeingChanges {
  constructor(
    private readonly booking: BookingService,
    private readonly steps: AppointmentSteps,
    private readonly freed: FreedTime,
  ) {}

  async cancel(appointment: AppointmentRecord, cancellation: AppointmentCancellation): Promise<FreedAppointmentResponse> {
    return this.offerTimeOf(appointment, await this.steps.cancel(appointment, cancellation));
  }

  async recordNoShow(appointment: AppointmentRecord): Promise<FreedAppointmentResponse> {
    return this.offerTimeOf(appointment, await this.steps.recordNoShow(appointment));
  }

  async move(appointment: AppointmentRecord, to: AppointmentTime): Promise<FreedAppointmentResponse> {
    return this.offerTimeOf(appointment, await this.booking.move(appointment, to));
  }

  private async offerTimeOf({ locationId, startsAt, endsAt }: AppointmentRecord, changed: AppointmentResponse): Promise<FreedAppointmentResponse> {
    return { ...changed, offers: await this.freed.offer({ locationId, from: startsAt, to: endsAt }) };
  }
}

/** The patients whom the answer shows: of the appointment, and of the offers. */
export const listPatientsOfFreed = (answer: unknown): string[] => {
  const { patient, offers } = (answer ?? {}) as Partial<FreedAppointmentResponse>;
  return [...new Set([...(patient ? [patient.id] : []), ...(offers ?? []).map(({ patientId }) => patientId)])];
};
