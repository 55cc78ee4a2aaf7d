/**
 * The one way to ask an address that somebody else gave: a client's keys, where it wants to be told of things. Such an address could lead into the
 * operator's own network, to the machine itself, or to the metadata of a cloud. So it is looked up once, every address that the name has must be
 * one that anybody may ask, and the connection is made to that very address: a name that answers something else a moment later changes nothing.
 * Redirects are not followed. Time and size are bounded.
 */
import { lookup, type LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isAskable, isReachable, type OutboundPolicy } from './outbound-address.js';

/** Resolves a name to its addresses. */
type Resolve = (name: string) => Promise<LookupAddress[]>;

export interface OutboundSettings extends OutboundPolicy {
  /** A resolver in place of the machine's. */
  resolve?: Resolve;
}

type OutboundProblem = 'address-not-allowed' | 'not-reached' | 'redirected' | 'unexpected-status' | 'too-large' | 'too-slow';

/** Why a request failed. The client that gave the address is told only that it did; otherwise it could explore the network. */
export class OutboundFailure extends Error {
  override name = 'OutboundFailure';

  constructor(
    readonly problem: OutboundProblem,
    cause?: unknown,
  ) {
    super(`an address outside was not asked with success: ${problem}`, { cause });
  }
}

export interface OutboundRequest {
  accept: string;
  largestBytes: number;
  milliseconds: number;
}

/** A request with a method, headers and a body of its own. */
interface OutboundMessage extends OutboundRequest {
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body: string | null;
}

export interface OutboundAnswer {
  headers: IncomingMessage['headers'];
  body: Buffer;
}

const LARGEST_HEADERS = 16_384;

const lookUp: Resolve = (name) =>
  new Promise((resolve, reject) => {
    lookup(name, { all: true, verbatim: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

export class Outbound {
  constructor(private readonly settings: OutboundSettings) {}

  /** Whether an address may be stored for later requests. Its name is resolved at each request. */
  isAskable(address: string): boolean {
    return isAskable(address, this.settings);
  }

  /** Returns an answer with status 200. Any other answer is an `OutboundFailure`. */
  async get(address: string, request: OutboundRequest): Promise<OutboundAnswer> {
    const { status, ...answer } = await this.send(address, { ...request, method: 'GET', headers: {}, body: null });
    if (status !== 200) throw new OutboundFailure('unexpected-status');
    return answer;
  }

  /** Returns an answer with any status but a redirect, which is an `OutboundFailure`. */
  async send(address: string, message: OutboundMessage): Promise<OutboundAnswer & { status: number }> {
    const { method, accept, largestBytes, milliseconds, body } = message;
    if (!this.isAskable(address)) throw new OutboundFailure('address-not-allowed');
    const url = new URL(address);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const signal = AbortSignal.timeout(milliseconds);
    const headers = { ...message.headers, accept, 'user-agent': 'Hairline', ...(body !== null && { 'content-length': Buffer.byteLength(body) }) };
    try {
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        // Each request has its own connection: a kept one could lead to an earlier address of the name.
        const options = { agent: false, lookup: this.lookup, signal, maxHeaderSize: LARGEST_HEADERS, method, headers };
        send(url, options, resolve)
          .on('error', reject)
          .end(body ?? undefined);
      });
      return await read(answer, largestBytes);
    } catch (error) {
      if (error instanceof OutboundFailure) throw error;
      throw new OutboundFailure(signal.aborted ? 'too-slow' : 'not-reached', error);
    }
  }

  /** Resolves the name of each connection. Node connects to the very address that this returns. */
  private readonly lookup: LookupFunction = (name, options, done) => {
    (this.settings.resolve ?? lookUp)(name).then(
      (found) => {
        // Where one of several addresses is not allowed, none is trusted.
        const [first] = found;
        if (!first || !found.every(({ address }) => isReachable(address, this.settings))) done(new OutboundFailure('address-not-allowed'), '');
        else if (options.all) done(null, found);
        else done(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    );
  };
}

const read = async (answer: IncomingMessage, largestBytes: number): Promise<OutboundAnswer & { status: number }> => {
  try {
    const { statusCode: status = 0, headers } = answer;
    if (status >= 300 && status < 400) throw new OutboundFailure('redirected');
    // Compression was not requested; a compressed answer could unfold to any size.
    if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new OutboundFailure('unexpected-status');
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > largestBytes) throw new OutboundFailure('too-large');
      chunks.push(chunk);
    }
    return { status, headers, body: Buffer.concat(chunks) };
  } finally {
    answer.destroy();
  }
};
