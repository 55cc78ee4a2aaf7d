import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fastify, { type FastifyInstance } from 'fastify';
import { endStalledReaders } from './stalled-readers.js';

// Long beside what a loaded machine keeps this process from running.
const WINDOW_SECONDS = 1;
const CHUNK = Buffer.alloc(65_536, 'x');

describe('a reader of an answer', () => {
  let server: FastifyInstance;
  let made: Readable;
  let warned: number;

  beforeEach(async () => {
    warned = 0;
    server = fastify();
    server.decorateRequest('hairline');
    server.addHook('onRequest', (request, _reply, done) => {
      request.hairline = { requestId: '1' } as typeof request.hairline;
      done();
    });
    endStalledReaders(server, WINDOW_SECONDS, { warn: () => void warned++ });
    server.get('/endless', (_request, reply) => {
      made = new Readable({ read: () => void made.push(CHUNK) });
      return reply.send(made);
    });
    server.get('/slow', (_request, reply) =>
      reply.send(
        Readable.from(
          (async function* () {
            for (let piece = 0; piece < 5; piece++) {
              yield CHUNK;
              await pause(WINDOW_SECONDS * 1000);
            }
          })(),
        ),
      ),
    );
    server.get('/large', (_request, reply) => reply.send(Buffer.alloc(50_000_000)));
    await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => server.close());

  const ask = (path: string): Socket => {
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    return socket;
  };
  const connections = (): Promise<number> => new Promise((resolve) => server.server.getConnections((_error, count) => resolve(count)));

  it.each(['/endless', '/large'])('that takes nothing more loses its connection, and what the answer holds is closed: %s', async (path) => {
    const socket = ask(path);
    await once(socket, 'readable');
    expect(await connections()).toBe(1);
    while ((await connections()) > 0) await pause(20);
    expect(warned).toBe(1);
    // Closed a moment after the connection is; if it never were, this test would not end.
    if (path === '/endless') while (!made.destroyed) await pause(20);
    socket.destroy();
  });

  it('that waits for a slow answer keeps its connection', async () => {
    let bytes = 0;
    for await (const chunk of ask('/slow')) bytes += (chunk as Buffer).length;
    expect(bytes).toBeGreaterThan(5 * CHUNK.length);
    expect(warned).toBe(0);
  });

  it('that takes it steadily keeps its connection, however long that lasts', async () => {
    const socket = ask('/endless');
    let taken = 0;
    socket.on('data', (chunk: Buffer) => (taken += chunk.length));
    await pause(WINDOW_SECONDS * 3500);
    expect(taken).toBeGreaterThan(CHUNK.length);
    expect([await connections(), warned]).toEqual([1, 0]);
    socket.destroy();
  });
});
