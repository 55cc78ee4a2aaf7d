/**
 * Limits the time of a piece of work, whatever PostgreSQL or the network does. When the deadline passes, the connections of the work are destroyed, and its
 * callers get a failure.
 */
import { Failure } from '../../kernel/failure.js';

const createDeadlineFailure = (): Failure =>
  new Failure(
    'unavailable',
    'The answer took longer than this server allows. Nothing is certain to have been stored: repeat the request with the same Idempotency-Key.',
  );

export class Deadline {
  private readonly watchers = new Set<() => void>();
  private readonly timer: NodeJS.Timeout;
  private state: 'running' | 'passed' | 'lifted' = 'running';

  constructor(milliseconds: number) {
    this.timer = setTimeout(() => this.pass(), milliseconds).unref();
  }

  get isRunning(): boolean {
    return this.state === 'running';
  }

  get hasPassed(): boolean {
    return this.state === 'passed';
  }

  /** Ends the deadline: the work is done. */
  lift(): void {
    if (this.state === 'running') this.state = 'lifted';
    clearTimeout(this.timer);
    this.watchers.clear();
  }

  /** Calls back when the deadline passes, at once if it has passed. Returns a function that stops watching. */
  watch(call: () => void): () => void {
    if (this.state === 'passed') call();
    else if (this.state === 'running') this.watchers.add(call);
    return () => this.watchers.delete(call);
  }

  /** Settles like the work, or fails when the deadline passes first. A later result goes to `late`. */
  enforce<T>(work: Promise<T>, late: (result: T) => void = () => undefined): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let given = false;
      const unwatch = this.watch(() => {
        given = true;
        reject(createDeadlineFailure());
      });
      work.then(
        (result) => {
          unwatch();
          if (given) late(result);
          else resolve(result);
        },
        (error: Error) => {
          unwatch();
          reject(error);
        },
      );
    });
  }

  private pass(): void {
    this.state = 'passed';
    const told = [...this.watchers];
    this.watchers.clear();
    for (const call of told) call();
  }
}
