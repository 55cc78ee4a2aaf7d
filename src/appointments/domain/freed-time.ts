/** Time that somebody or something of a location is free again. */
export interface FreedSpan {
  locationId: string;
  from: Date;
  to: Date;
}

/** A time that was offered to somebody who waits for it. */
export interface OfferMade {
  waitingListEntryId: string;
  patientId: string;
  appointmentId: string;
}

/** What booking asks of the waiting list, which rests on booking: that it offers what becomes free. */
export abstract class FreedTime {
  /** Offers the time that a change made free to those who wait for it, in the transaction of the change. */
  abstract offer(freed: FreedSpan): Promise<OfferMade[]>;
}
