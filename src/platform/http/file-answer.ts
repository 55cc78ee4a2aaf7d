import type { Readable } from 'node:stream';

export interface FileParts {
  body: Buffer | Readable | string;
  mediaType: string;
  /** Whose record it shows: the audit entry of the route names them with `shows.result()`. */
  patientId: string;
  /** What the file is called when it is saved; without one it is shown in place. Never a patient's name. */
  fileName?: string;
  /** A strong entity tag of the content, with its quotes; answers 304 to whoever has it. */
  etag?: string;
  /** Further headers, such as those of a range. */
  headers?: Record<string, string>;
  /** Other than the route's own: 206 for a part. */
  status?: number;
}

/** An answer that is no JSON: a picture, a chart, a document, an archive. */
export class FileAnswer {
  readonly patientId: string;
  readonly etag: string | undefined;
  readonly status: number | undefined;

  constructor(private readonly parts: FileParts) {
    this.patientId = parts.patientId;
    this.etag = parts.etag;
    this.status = parts.status;
  }

  get body(): Buffer | Readable | string {
    return this.parts.body;
  }

  get headers(): Record<string, string> {
    const { mediaType, fileName, etag, headers } = this.parts;
    return {
      'Content-Type': mediaType,
      ...(fileName !== undefined && { 'Content-Disposition': `attachment; filename="${fileName}"` }),
      ...(etag !== undefined && { ETag: etag }),
      ...headers,
    };
  }
}
