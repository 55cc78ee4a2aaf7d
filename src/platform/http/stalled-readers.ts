/**
 * Ends connections whose client does not read its answer. Such a client holds a connection, an open file and memory, because an answer in pieces waits for its
 * reader. The server checks each connection at intervals: where data waits and too little of it was read, the connection ends, and everything that the answer
 * holds open is closed. A slow producer, while no data waits, is no fault of the client.
 */
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** The least speed: a kilobyte a second at one check a minute, less than the slowest telephone reads. */
const LEAST_BYTES_A_SECOND = 1024;
/** An answer of this size fits into the buffers of the operating system, whether or not the client reads. */
const SMALL_BYTES = 65_536;

const getSize = (payload: unknown): number => (typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : Infinity);

/** Ends connections whose client reads nearly nothing for this many seconds, at the latest for twice as long. */
export const endStalledReaders = (server: FastifyInstance, seconds: number, logger: Pick<Logger, 'warn'>): void => {
  server.addHook('onSend', (request, reply, payload, done) => {
    if (getSize(payload) > SMALL_BYTES && payload !== null && payload !== undefined) {
      const { socket } = request.raw;
      const taken = (): number => socket.bytesWritten - socket.writableLength;
      let before = taken();
      let waited = false;
      const look = setInterval(() => {
        const now = taken();
        const waits = socket.writableLength > 0;
        if (waits && waited && now - before < LEAST_BYTES_A_SECOND * seconds) {
          logger.warn({ requestId: request.hairline.requestId, taken: now }, 'a reader does not take its answer: the connection is closed');
          socket.destroy();
        }
        [before, waited] = [now, waits];
      }, seconds * 1000);
      look.unref();
      reply.raw.once('close', () => clearInterval(look));
    }
    done(null, payload);
  });
};
