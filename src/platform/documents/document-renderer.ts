import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Failure } from '../../kernel/failure.js';
import { WorkFailed, resolveWorkerPath, WorkerPool, type WorkFault, type WorkLimits } from '../worker-pool/index.js';
import { fontFamilies } from './fonts.js';
import type { Job, Outcome } from './typst.worker.js';

/** The template of a kind of document. */
export interface DocumentTemplate {
  /** The file that is the document itself; it imports the others. */
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
}

/** One document at a time: fonts and compiler take memory, which is released after some idle time. */
const limits: WorkLimits = { atOnce: 1, waiting: 50, megabytes: 1_024, processorSeconds: 10, seconds: 20, idleSeconds: 120 };

const failures: Record<WorkFault, () => Error> = {
  busy: () => new Failure('unavailable', 'Too many documents are being made; try again in a few seconds.'),
  stopping: () => new Failure('unavailable', 'The server is stopping.'),
  'too-slow': () => new Failure('unavailable', 'The document took too long to make; try again.'),
  'too-costly': () => new Failure('unavailable', 'The document took too much time or memory to make.'),
  died: () => new Failure('unavailable', 'The document could not be made; try again.'),
  threw: () => new Error('A document could not be set: its template and its data do not fit.'),
};

/** It is invisible inside a text, and PDF/A refuses it: one in a name would end every document that shows the name. */
const BYTE_ORDER_MARK = '\ufeff';

/** Renders documents as PDF/A-2a, one at a time, in a process of its own, so that requests are answered meanwhile. */
@Injectable()
export class DocumentRenderer implements OnApplicationShutdown {
  private workers = createWorkerPool(limits);

  static withLimits(changed: Partial<WorkLimits>): DocumentRenderer {
    const renderer = new DocumentRenderer();
    renderer.workers = createWorkerPool({ ...limits, ...changed });
    return renderer;
  }

  /** The process ids of the renderers. */
  get processes(): number[] {
    return this.workers.processes;
  }

  /**
   * Renders a document as PDF. The template reads the data with `json("data.json")`, so that no data is ever read as markup. The same template and data give
   * the same bytes where the template sets the date of the document.
   */
  async render(template: DocumentTemplate, data: object): Promise<Buffer> {
    const job: Job = { ...template, data: JSON.stringify({ ...data, fonts: fontFamilies }).replaceAll(BYTE_ORDER_MARK, '') };
    const { pdf } = await this.workers.run(job).catch((error: unknown) => {
      throw error instanceof WorkFailed ? failures[error.fault]() : error;
    });
    return Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.workers.close();
  }
}

const createWorkerPool = (within: WorkLimits): WorkerPool<Job, Outcome> => new WorkerPool(resolveWorkerPath(import.meta.url, './typst.worker'), within);
