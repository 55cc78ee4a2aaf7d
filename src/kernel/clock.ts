/** The present instant. It is injected wherever a rule depends on time. */
export abstract class Clock {
  abstract now(): Date;
}

/** The clock of the machine. No other code asks the machine for the time. */
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
