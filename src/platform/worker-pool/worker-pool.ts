/**
 * Work on what strangers sent, and work that is long, in processes of its own: requests are answered meanwhile, and nothing of it can end
 * the server. What a native library takes is no part of any heap, so that no limit of V8 holds it: each process watches its own memory and
 * processor time, as the operating system counts them, and ends itself beyond them (`watchdog.ts`). The environment, with the secrets of the
 * server in it, is not handed on.
 *
 *   waiting ──a process is free──> under way ──answer──> done
 *      └─ more than may wait: refused   └─ died, too costly or too slow: failed, and the process replaced
 */
import { fork, type ChildProcess } from 'node:child_process';
import { selectWorkerEnvironment } from '../../config.js';

export interface WorkLimits {
  /** The number of jobs at once, each in a process. */
  atOnce: number;
  /** The number of jobs that may wait; one more is refused. */
  waiting: number;
  /** The resident memory of a process, in megabytes. */
  megabytes: number;
  /** The processor time of a job, in seconds. It does not depend on the load of the machine. */
  processorSeconds: number;
  /** The time of a job, in seconds, for one that waits without working. */
  seconds: number;
  /** The idle time after which a process ends, in seconds. */
  idleSeconds: number;
}

/** Why a job has no answer. `too-costly` is the fault of its input; the others pass. */
export type WorkFault = 'busy' | 'stopping' | 'too-costly' | 'too-slow' | 'died' | 'threw';

export class WorkFailed extends Error {
  constructor(readonly fault: WorkFault) {
    super(`The work failed: ${fault}.`);
  }
}

/** A message to a process. */
export interface WorkRequest {
  id: number;
  job: unknown;
}
export type WorkReport = { id: number; result: unknown; worn: boolean } | { id: number; threw: true; worn: boolean };

/** The settings of a process at its start. */
export interface WorkerStart {
  megabytes: number;
  processorSeconds: number;
}

/** The two signals by which the watchdog ends its process. The operating system sends the second one too, to a process that takes too much memory. */
export const TOO_LONG: NodeJS.Signals = 'SIGVTALRM';
export const TOO_LARGE: NodeJS.Signals = 'SIGKILL';

interface Piece {
  order: WorkRequest;
  resolve: (result: unknown) => void;
  reject: (why: Error) => void;
}

class Hand {
  piece: Piece | null = null;
  deadline: NodeJS.Timeout | undefined;
  idle: NodeJS.Timeout | undefined;
  dismissed = false;

  constructor(readonly child: ChildProcess) {}
}

export class WorkerPool<Job, Result> {
  private readonly hands = new Set<Hand>();
  private readonly queue: Piece[] = [];
  private lastId = 0;
  private stopped = false;

  constructor(
    /** The module that each process runs; it calls `serve`. */
    private readonly module: URL,
    private readonly limits: WorkLimits,
  ) {}

  /** The process ids of all workers. */
  get processes(): number[] {
    return [...this.hands].map(({ child }) => child.pid!);
  }

  run(job: Job): Promise<Result> {
    if (this.stopped) return Promise.reject(new WorkFailed('stopping'));
    if (this.queue.length >= this.limits.waiting) return Promise.reject(new WorkFailed('busy'));
    return new Promise((resolve, reject) => {
      this.queue.push({ order: { id: ++this.lastId, job }, resolve: resolve as (result: unknown) => void, reject });
      this.distribute();
    });
  }

  /** Gives up all jobs and ends every process. */
  async close(): Promise<void> {
    this.stopped = true;
    for (const piece of this.queue.splice(0)) piece.reject(new WorkFailed('stopping'));
    const gone = [...this.hands].map((hand) => {
      const ended = new Promise((resolve) => hand.child.once('exit', resolve));
      this.settle(hand)?.reject(new WorkFailed('stopping'));
      this.dismiss(hand);
      return ended;
    });
    await Promise.all(gone);
  }

  private distribute(): void {
    while (this.queue.length > 0) {
      const free = [...this.hands].find(({ piece }) => piece === null) ?? (this.hands.size < this.limits.atOnce ? this.hire() : null);
      if (!free) return;
      this.begin(free, this.queue.shift()!);
    }
  }

  private begin(hand: Hand, piece: Piece): void {
    clearTimeout(hand.idle);
    hand.piece = piece;
    hand.deadline = setTimeout(() => this.lose(hand, 'too-slow'), this.limits.seconds * 1_000);
    // Keeps this process alive while a job is under way, and not longer.
    hand.child.ref();
    hand.child.channel?.ref();
    hand.child.send(piece.order, (error) => {
      if (error) this.lose(hand, 'died');
    });
  }

  private hire(): Hand {
    const { megabytes, processorSeconds } = this.limits;
    const child = fork(this.module, [JSON.stringify({ megabytes, processorSeconds } satisfies WorkerStart)], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'], // what it says may quote what it was given
      execArgv: process.execArgv.filter((argument) => !argument.startsWith('--inspect')),
      env: selectWorkerEnvironment(),
    });
    const hand = new Hand(child);
    child.on('message', (report) => this.finish(hand, report as WorkReport));
    child.on('error', () => this.lose(hand, 'died'));
    child.on('exit', (_code, signal) => this.lose(hand, signal === TOO_LONG || signal === TOO_LARGE ? 'too-costly' : 'died'));
    this.hands.add(hand);
    return hand;
  }

  private finish(hand: Hand, report: WorkReport): void {
    if (report.id !== hand.piece?.order.id) return;
    const { resolve, reject } = this.settle(hand)!;
    if (report.worn) this.dismiss(hand);
    else {
      hand.child.unref();
      hand.child.channel?.unref();
      hand.idle = setTimeout(() => this.dismiss(hand), this.limits.idleSeconds * 1_000).unref();
    }
    if ('threw' in report) reject(new WorkFailed('threw'));
    else resolve(report.result);
    this.distribute();
  }

  /** Gives up the job of a process and ends the process; the next job gets another one. */
  private lose(hand: Hand, fault: WorkFault): void {
    if (hand.dismissed) return;
    this.dismiss(hand);
    this.settle(hand)?.reject(new WorkFailed(fault));
    if (!this.stopped) this.distribute();
  }

  private settle(hand: Hand): Piece | null {
    clearTimeout(hand.deadline);
    const settled = hand.piece;
    hand.piece = null;
    return settled;
  }

  private dismiss(hand: Hand): void {
    clearTimeout(hand.idle);
    hand.dismissed = true;
    this.hands.delete(hand);
    hand.child.kill('SIGKILL');
  }
}

/** The worker beside the calling module: the built one, or the source under test. */
export const resolveWorkerPath = (module: string, name: string): URL => new URL(module.endsWith('.ts') ? `${name}.ts` : `${name}.js`, module);
