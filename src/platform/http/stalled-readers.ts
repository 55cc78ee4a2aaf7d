/**
 * Whoever asks for an answer and does not take it holds a connection, an open file and a part of the memory for as long as it likes: an answer that is sent in
 * pieces waits for its reader. So it is looked, once in a while, whether something waits to be taken, and how much was. Too little of it ends the connection,
 * and with it everything that the answer holds open. A maker that is slow, while nothing waits, is not the reader's fault.
 */
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** A kilobyte a second, at a look each minute: less than the slowest of telephones take. */
const LEAST_BYTES_A_SECOND = 1024;
/** What the kernel takes of itself, whoever reads. */
const SMALL_BYTES = 65_536;

const sizeOf = (payload: unknown): number => (typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : Infinity);

/** Ends connections whose reader takes next to nothing of an answer for so long; a look that comes in between makes it twice as long at most. */
export const endStalledReaders = (server: FastifyInstance, seconds: number, logger: Pick<Logger, 'warn'>): void => {
  server.addHook('onSend', (request, reply, payload, done) => {
    if (sizeOf(payload) > SMALL_BYTES && payload !== null && payload !== undefined) {
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
