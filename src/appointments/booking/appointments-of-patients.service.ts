import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import type { AppointmentReview, TouchedAppointment } from '../../platform/http/index.js';
import { AppointmentsRepository } from './appointments.repository.js';

/** Says which appointments a change of a patient's record, or of what the patient received, touches; and ends those of the dead. */
@Injectable()
export class AppointmentsOfPatients implements AppointmentReview {
  constructor(
    private readonly appointments: AppointmentsRepository,
    private readonly clock: Clock,
  ) {}

  async review(patientIds: readonly string[]): Promise<TouchedAppointment[]> {
    const [cancelled, warned] = await Promise.all([
      this.appointments.cancelOfDeceased(patientIds, 'The patient has died.', this.clock.now()),
      this.appointments.listWarned(patientIds),
    ]);
    const all = [
      ...cancelled.map((appointment) => ({ ...appointment, wasCancelled: true, warnings: [] })),
      ...warned.map((appointment) => ({ ...appointment, wasCancelled: false })),
    ];
    return all.map(({ id: appointmentId, startsAt, ...touched }) => ({ ...touched, appointmentId, startsAt: startsAt.toISOString() }));
  }
}
