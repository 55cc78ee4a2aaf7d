import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { Failure } from '../../kernel/failure.js';
import { findRequestedPart, type BytePart } from './ranges.js';

/** Content that lies somewhere else: opened only when it is really sent, and only the part that is asked for. */
export interface StoredContent {
  byteSize: number;
  open(part: BytePart | null): Promise<Readable>;
}

/** Content that is made while it is sent, such as an archive: how long it will be is not known before. */
interface MadeContent {
  /** Begins to make it; whoever destroys the stream ends that. */
  make(): Readable | Promise<Readable>;
}

export interface FileParts {
  /** Stored content is answered in parts to whoever sends `Range`. */
  body: Buffer | Readable | string | StoredContent | MadeContent;
  mediaType: string;
  /** Whose record it shows: the audit entry of the route names them with `shows.result()`. Null where it is nobody's in particular. */
  patientId: string | null;
  /** Further records that it shows. */
  alsoShows?: readonly string[];
  /** What the file is called when it is saved; without one it is shown in place. Never a patient's name. */
  fileName?: string;
  /** A strong entity tag of the content, with its quotes; answers 304 to whoever has it. */
  etag?: string;
  /** Further headers, such as those of a range. */
  headers?: Record<string, string>;
  /** Other than the route's own: 206 for a part. */
  status?: number;
}

/** What is sent. */
export interface Delivery {
  body: Buffer | Readable | string;
  status?: number;
  headers: Record<string, string>;
}

/** A strong entity tag of what is answered: the same content has the same tag. */
export const computeContentTag = (content: Buffer | string): string => `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;

const isStored = (body: FileParts['body']): body is StoredContent => typeof body === 'object' && 'byteSize' in body;
const isMade = (body: FileParts['body']): body is MadeContent => typeof body === 'object' && 'make' in body;

/** An answer that is no JSON: a picture, a chart, a document, an archive. */
export class FileAnswer {
  readonly patientId: string | null;
  readonly alsoShows: readonly string[];
  readonly etag: string | undefined;
  readonly status: number | undefined;

  constructor(private readonly parts: FileParts) {
    this.patientId = parts.patientId;
    this.alsoShows = parts.alsoShows ?? [];
    this.etag = parts.etag;
    this.status = parts.status;
  }

  get headers(): Record<string, string> {
    const { body, mediaType, fileName, etag, headers } = this.parts;
    return {
      'Content-Type': mediaType,
      ...(fileName !== undefined && { 'Content-Disposition': `attachment; filename="${fileName}"` }),
      ...(etag !== undefined && { ETag: etag }),
      ...(isStored(body) && { 'Accept-Ranges': 'bytes' }),
      ...headers,
    };
  }

  /** Opens or begins to make what is to be sent: the whole, or the part that is asked for. */
  async deliver(method: string, headers: IncomingHttpHeaders): Promise<Delivery> {
    const { body } = this.parts;
    if (isMade(body)) return { body: method === 'HEAD' ? Readable.from([]) : await body.make(), headers: {} };
    if (!isStored(body)) return { body, headers: {} };
    // A stream, of which Fastify does not count the bytes: the length is that of what GET would send.
    if (method === 'HEAD') return { body: Readable.from([]), headers: { 'Content-Length': String(body.byteSize) } };
    const part = findRequestedPart({ range: headers.range, ifRange: headers['if-range'] as string | undefined }, this.etag, body.byteSize);
    if (part === 'unsatisfiable') throw createRangeNotSatisfiableFailure(body.byteSize);
    const sent = await body.open(part);
    if (!part) return { body: sent, headers: { 'Content-Length': String(body.byteSize) } };
    const range = `bytes ${part.start}-${part.end}/${body.byteSize}`;
    return { body: sent, status: 206, headers: { 'Content-Range': range, 'Content-Length': String(part.end - part.start + 1) } };
  }

  /** The whole content, opened. */
  async openContent(): Promise<Readable> {
    const { body } = this.parts;
    if (isStored(body)) return body.open(null);
    if (isMade(body)) return body.make();
    return body instanceof Readable ? body : Readable.from(Buffer.isBuffer(body) ? body : Buffer.from(body));
  }

  /** Nobody will read it: what it holds open is closed. */
  discard(): void {
    const { body } = this.parts;
    if (typeof body === 'object' && 'destroy' in body) body.destroy();
  }
}

const createRangeNotSatisfiableFailure = (byteSize: number): Failure =>
  new Failure('range-not-satisfiable', `The range begins behind the end: there are ${byteSize} bytes.`, {
    headers: { 'Content-Range': `bytes */${byteSize}` },
  });
