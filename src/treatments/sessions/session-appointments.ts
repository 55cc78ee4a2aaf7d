/** What sessions ask of appointments, which are a feature above: that they follow. */
export abstract class SessionAppointments {
  /**
   * Brings the appointments of a plan's sessions in line with the sessions, in the transaction of the request: an appointment moves with its session where its time is free on the new
   * day, and ends with it.
   */
  abstract follow(planId: string): Promise<void>;
}
