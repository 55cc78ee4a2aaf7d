/** Two years of a clinic in a few minutes: stories that wait for their day, told in the order of time. */
import { Clock } from '../../../kernel/clock.js';

/** A clock that shows what it was set to. */
export class WalkingClock extends Clock {
  constructor(private instant: Date) {
    super();
  }

  override now(): Date {
    return new Date(this.instant);
  }

  /** Never backwards. */
  moveTo(instant: Date): void {
    if (instant > this.instant) this.instant = instant;
  }
}

/** What somebody lives through: it yields the instant that it waits for. */
export type Story = AsyncGenerator<Date, void, void>;

interface Waiting {
  at: Date;
  /** Stories that wait for the same instant go on in the order in which they were added. */
  order: number;
  story: Story;
}

const isEarlier = (one: Waiting, other: Waiting): boolean => one.at < other.at || (one.at.getTime() === other.at.getTime() && one.order < other.order);

/** Lets stories go on one at a time, the earliest first, with the clock at their instant. */
export class Timeline {
  private readonly waiting: Waiting[] = [];
  private added = 0;

  constructor(readonly clock: WalkingClock) {}

  add(story: Story, at: Date): void {
    this.insert({ at, order: this.added++, story });
  }

  /** Up to an instant; what waits for a later one is left as it stands. */
  async runUntil(end: Date, told: (now: Date) => void): Promise<void> {
    for (let next = this.waiting.shift(); next && next.at <= end; next = this.waiting.shift()) {
      this.clock.moveTo(next.at);
      const { value, done } = await next.story.next();
      if (done !== true) this.insert({ ...next, at: value });
      told(this.clock.now());
    }
    this.clock.moveTo(end);
  }

  private insert(waiting: Waiting): void {
    let place = this.waiting.length;
    while (place > 0 && isEarlier(waiting, this.waiting[place - 1]!)) place--;
    this.waiting.splice(place, 0, waiting);
  }
}
