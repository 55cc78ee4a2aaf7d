/** Prints the progress of a long task every few seconds. */
import { say } from '../../output.js';

const MILLISECONDS_BETWEEN = 3_000;

export class Progress {
  private readonly began = performance.now();
  private lastTold = performance.now();
  private done = 0;

  constructor(
    private readonly patients: number,
    private readonly from: Date,
    private readonly to: Date,
  ) {}

  /** Counts one more patient whose story has ended. */
  countDone(): void {
    this.done++;
  }

  report(now: Date): void {
    if (performance.now() - this.lastTold < MILLISECONDS_BETWEEN) return;
    this.lastTold = performance.now();
    const share = (now.getTime() - this.from.getTime()) / (this.to.getTime() - this.from.getTime());
    const seconds = Math.ceil(((this.lastTold - this.began) / 1000) * (1 / Math.max(share, 0.01) - 1));
    say(`  ${now.toISOString().slice(0, 10)}  ${this.done} of ${this.patients} patients done, ${Math.floor(share * 100)} %, about ${seconds} s left`);
  }
}
