import type { TouchedAppointment } from './affected-appointments.dto.js';

/**
 * A port: says which appointments a change touches. A route declares such a change with `touchesAppointments`, or puts plans on hold by `rescreens`; the feature of appointments implements
 * the port (`ports.module.ts`).
 */
export abstract class AppointmentReview {
  /** Lists the appointments of some patients that somebody has to look at after the change, in its transaction. Cancels those of patients who have died. */
  abstract review(patientIds: readonly string[]): Promise<TouchedAppointment[]>;
}
