/** Simulates two years of a clinic in a few minutes. Each story waits for its next instant, and the stories run in the order of time. */
import { Clock } from '../../../kernel/clock.js';

/** A clock that shows the instant to which it was set. */
export class WalkingClock extends Clock {
  constructor(private instant: Date) {
    super();
  }

  override now(): Date {
    return new Date(this.instant);
  }

  /** Moves the clock forward, never backward. */
  moveTo(instant: Date): void {
    if (instant > this.instant) this.instant = instant;
  }
}

/** The course of a person or thing as a generator that yields the next instant for which it waits. */
export type Story = AsyncGenerator<Date, void, void>;

interface Waiting {
  at: Date;
  /** The order in which stories were added, which decides between stories that wait for the same instant. */
  order: number;
  story: Story;
}

const isEarlier = (one: Waiting, other: Waiting): boolean => one.at < other.at || (one.at.getTime() === other.at.getTime() && one.order < other.order);

/** Runs the stories one at a time, the earliest first, with the clock at the instant of each. */
export class Timeline {
  private readonly waiting: Waiting[] = [];
  private added = 0;

  constructor(readonly clock: WalkingClock) {}

  add(story: Story, at: Date): void {
    this.insert({ at, order: this.added++, story });
  }

  /** Runs all stories up to an instant. Stories that wait for a later instant stay where they are. */
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
