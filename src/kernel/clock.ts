/** The present instant, injected wherever a rule depends on it. */
export abstract class Clock {
  abstract now(): Date;
}

/** The clock of the machine: the only place that asks it. */
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
