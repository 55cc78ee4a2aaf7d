import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Worker } from 'node:worker_threads';
import { Failure } from '../../kernel/failure.js';
import { fontFamilies, fontPackages } from './fonts.js';
import type { Job, Outcome, WorkerSettings } from './typst.worker.js';

/** The template of a kind of document. */
export interface DocumentTemplate {
  /** Which of the files is the document itself; the others are what it imports. */
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface RendererLimits {
  /** Documents that may wait; one more is refused. */
  waiting: number;
  /** For one document, in milliseconds. */
  milliseconds: number;
  /** A thread with nothing to do is ended after so many milliseconds: fonts and compiler take memory. */
  idleMilliseconds: number;
}

const limits: RendererLimits = { waiting: 50, milliseconds: 10_000, idleMilliseconds: 120_000 };

interface Pending {
  job: Job;
  resolve: (pdf: Buffer) => void;
  reject: (why: Error) => void;
}

const busy = (): Failure => new Failure('unavailable', 'Too many documents are being made; try again in a few seconds.', { headers: { 'Retry-After': '5' } });
const broken = (): Error => new Error('A document could not be set: its template and its data do not fit.');
const crashed = (): Failure => new Failure('unavailable', 'The document could not be made; try again.');
const tooSlow = (): Failure => new Failure('unavailable', 'The document took too long to make; try again.');
const stopping = (): Failure => new Failure('unavailable', 'The server is stopping.');

/** Under test the sources run as they are, and so does the thread. */
const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './typst.worker.ts' : './typst.worker.js', import.meta.url);

/**
 * Sets documents as PDF/A-2a, one at a time, in a thread of its own: requests are answered meanwhile. The thread is started with the first
 * document, replaced when it dies or takes too long, and ended when nothing was asked of it for a while.
 */
@Injectable()
export class DocumentRenderer implements OnApplicationShutdown {
  private worker: Worker | null = null;
  private current: Pending | null = null;
  private readonly waiting: Pending[] = [];
  private deadline: NodeJS.Timeout | undefined;
  private idle: NodeJS.Timeout | undefined;
  private lastId = 0;
  private stopped = false;
  private limits: RendererLimits = limits;

  static withLimits(changed: Partial<RendererLimits>): DocumentRenderer {
    const renderer = new DocumentRenderer();
    renderer.limits = { ...limits, ...changed };
    return renderer;
  }

  /**
   * The document as a PDF. The template reads the data with `json("data.json")`: nothing in it is ever taken for markup.
   * The same template and data give the same bytes, as long as the template sets the document's date.
   */
  render(template: DocumentTemplate, data: object): Promise<Buffer> {
    if (this.stopped) return Promise.reject(stopping());
    if (this.waiting.length >= this.limits.waiting) return Promise.reject(busy());
    const job: Job = { id: ++this.lastId, ...template, data: JSON.stringify({ ...data, fonts: fontFamilies }) };
    return new Promise((resolve, reject) => {
      this.waiting.push({ job, resolve, reject });
      this.next();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const { reject } of this.waiting.splice(0)) reject(stopping());
    this.settle()?.reject(stopping());
    await this.dismiss();
  }

  private next(): void {
    if (this.current) return;
    clearTimeout(this.idle);
    const pending = this.waiting.shift();
    if (!pending) {
      this.idle = setTimeout(() => void this.dismiss(), this.limits.idleMilliseconds).unref();
      return;
    }
    this.current = pending;
    this.deadline = setTimeout(() => this.abandon(tooSlow()), this.limits.milliseconds);
    this.worker ??= this.hire();
    // Holds the process while something is under way, and not longer.
    this.worker.ref();
    this.worker.postMessage(pending.job);
  }

  private hire(): Worker {
    const worker = new Worker(workerUrl, { workerData: { fontPackages } satisfies WorkerSettings, name: 'documents' });
    worker.on('message', (outcome: Outcome) => this.finish(worker, outcome));
    // What it says may quote what it was given.
    worker.on('error', () => this.lose(worker));
    worker.on('exit', () => this.lose(worker));
    return worker;
  }

  private finish(worker: Worker, outcome: Outcome): void {
    if (worker !== this.worker || outcome.id !== this.current?.job.id) return;
    worker.unref();
    const { resolve, reject } = this.settle()!;
    if ('pdf' in outcome) resolve(Buffer.from(outcome.pdf.buffer, outcome.pdf.byteOffset, outcome.pdf.byteLength));
    else reject(broken());
    this.next();
  }

  private lose(worker: Worker): void {
    if (worker === this.worker) this.abandon(crashed());
  }

  /** Gives up the document under way and the thread with it; the next document gets a new one. */
  private abandon(why: Error): void {
    void this.dismiss();
    this.settle()?.reject(why);
    this.next();
  }

  private settle(): Pending | null {
    clearTimeout(this.deadline);
    const settled = this.current;
    this.current = null;
    return settled;
  }

  private async dismiss(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }
}
