import { Flag, Identifier, Instant, ListOf, Text } from './fields/index.js';

/** An appointment that a change touches. */
export class TouchedAppointment {
  /** The appointment. */
  @Identifier() appointmentId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** When it begins, in UTC. */
  @Instant() startsAt: string;

  /** Whether it was cancelled because the patient has died; else its `warnings` say what is to be looked at. */
  @Flag() wasCancelled: boolean;

  /** What somebody has to look at, as the appointment itself says it; empty where it was cancelled. */
  @ListOf(Text({ max: 100 }), { max: 20 }) warnings: string[];
}

/** The effect of the change on the appointments of the patients. */
export class AppointmentsReviewed {
  /**
   * The appointments of the patients that are still to come and that somebody has to look at, the first 200, and those that were cancelled because the patient has died. Left out where
   * there are none, and for callers who may not read appointments.
   */
  affectedAppointments?: TouchedAppointment[];
}
