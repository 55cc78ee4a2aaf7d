/** As much of S3 as the store asks for, in memory, over HTTP: objects by path, in parts, listed in pages. No real store was tried. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';

interface StoredObject {
  content: Buffer;
  modified: Date;
}

const PAGE = 2;

const read = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

export class S3Server {
  readonly objects = new Map<string, StoredObject>();
  /** How often each method was asked for. */
  readonly asked: string[] = [];
  /** Answered in place of everything else, while it is set. */
  broken: number | null = null;
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  constructor(
    readonly bucket: string,
    private readonly accessKeyId: string,
  ) {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const content = await read(request);
    const url = new URL(request.url!, 'http://store.test');
    this.asked.push(request.method!);
    const [, bucket, ...rest] = url.pathname.split('/');
    if (this.broken !== null) return this.fail(response, this.broken, 'InternalError');
    if (!request.headers.authorization?.includes(`Credential=${this.accessKeyId}/`)) return this.fail(response, 403, 'AccessDenied');
    if (bucket !== this.bucket) return this.fail(response, 404, 'NoSuchBucket');
    const key = rest.join('/');
    if (request.method === 'PUT') return this.put(request, response, key, content);
    if (request.method === 'DELETE') {
      this.objects.delete(key);
      return void response.writeHead(204).end();
    }
    return key === '' ? this.list(url, response) : this.get(request, response, key);
  }

  private put(request: IncomingMessage, response: ServerResponse, key: string, content: Buffer): void {
    const sum = createHash('sha256').update(content).digest('base64');
    if (request.headers['x-amz-checksum-sha256'] !== sum) return this.fail(response, 400, 'BadDigest');
    this.objects.set(key, { content, modified: new Date() });
    response.writeHead(200, { ETag: '"any"' }).end();
  }

  private get(request: IncomingMessage, response: ServerResponse, key: string): void {
    const found = this.objects.get(key);
    if (!found) return this.fail(response, 404, 'NoSuchKey');
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const content = first === undefined ? found.content : found.content.subarray(Number(first), Number(last) + 1);
    response.writeHead(first === undefined ? 200 : 206, { 'Content-Length': content.length }).end(content);
  }

  private list(url: URL, response: ServerResponse): void {
    const from = Number(url.searchParams.get('continuation-token') ?? 0);
    const all = [...this.objects].sort(([a], [b]) => (a < b ? -1 : 1));
    const shown = all
      .slice(from, from + PAGE)
      .map(([key, { modified }]) => `<Contents><Key>${key}</Key><LastModified>${modified.toISOString()}</LastModified></Contents>`);
    const more = from + PAGE < all.length;
    const next = more ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : '';
    response
      .writeHead(200, { 'Content-Type': 'application/xml' })
      .end(`<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${shown.join('')}</ListBucketResult>`);
  }

  private fail(response: ServerResponse, status: number, code: string): void {
    response.writeHead(status, { 'Content-Type': 'application/xml' }).end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
  }
}
