/**
 * npm run fuzz [-- --requests 50000 --seed 1 --at-once 4]: sends requests that are made from the API document to a server that it starts, and fails where an
 * answer is an error of the server, is not what the document describes, names something of another clinic, or where the memory grows. Prints each finding with
 * the request as a command, and the seed with which the run is repeated.
 */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Writable } from 'node:stream';

const { values: given } = parseArgs({
  options: { requests: { type: 'string', default: '50000' }, seed: { type: 'string' }, 'at-once': { type: 'string', default: '4' } },
});
const requests = Number(given.requests);
const seed = given.seed === undefined ? Math.floor(Math.random() * 2 ** 30) : Number(given.seed);

/** How much more of the heap may be in use at the end than after the first fifth, in bytes: what caches with a bound still fill up. */
const LARGEST_GROWTH = 48 * 1024 * 1024;
const MOST_FAULTS = 50;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
const measureHeap = () => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};
const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

const { default: startDatabase } = await import('../test/support/global-setup.js');
const { default: stopDatabase } = await import('../test/support/global-teardown.js');
await startDatabase();
let failed = false;
try {
  const { startListening } = await import('../test/support/log-in.ts');
  const { Fuzzer } = await import('../test/security/fuzzer/fuzzer.ts');
  const { operations } = await import('../test/support/openapi-validator.ts');
  /** Where errors of the server came from: the first lines of each stack. */
  const faults = new Set();
  const log = new Writable({
    write: (chunk, _encoding, done) => {
      for (const line of chunk.toString().split('\n')) {
        const { err } = line.startsWith('{') ? JSON.parse(line) : {};
        if (err && faults.size < MOST_FAULTS) faults.add([err.type, ...(err.at ?? [])].join('\n  '));
      }
      done();
    },
  });
  const { app, url } = await startListening({ logLevel: 'error', logDestination: log });
  try {
    console.log(`${requests} requests, seed ${seed}`);
    const fuzzer = await Fuzzer.prepare(app, url);
    const startedAt = performance.now();
    let first = 0;
    const { statuses, succeeded, findings } = await fuzzer.run(requests, {
      seed,
      atOnce: Number(given['at-once']),
      onProgress: (sent) => {
        if (sent === Math.ceil(requests / 5)) first = measureHeap();
        if (sent % 1_000 === 0)
          console.log(`${sent} requests, ${Math.round((performance.now() - startedAt) / 1000)} s, ${megabytes(process.memoryUsage().heapUsed)}`);
      },
    });
    const last = measureHeap();
    for (const { number, seed: own, what, curl } of findings) console.log(`\nrequest ${number} (seed ${own}): ${what}\n${curl.slice(0, 5_000)}`);
    for (const fault of faults) console.log(`\n${fault}`);
    console.log(
      `\n${[...statuses]
        .sort(([a], [b]) => a - b)
        .map(([status, count]) => `${status}: ${count}`)
        .join(', ')}`,
    );
    console.log(
      `${succeeded.size} of ${operations.length} operations succeeded at least once: not ${operations
        .map(({ operation }) => operation.operationId)
        .filter((id) => !succeeded.has(id))
        .join(', ')}`,
    );
    console.log(`heap in use after a fifth ${megabytes(first)}, at the end ${megabytes(last)}`);
    const grows = last - first > LARGEST_GROWTH;
    if (grows) console.log('The memory grows.');
    console.log(`${findings.length} findings`);
    failed = grows || findings.length > 0;
  } finally {
    await app.stop();
  }
} finally {
  await stopDatabase();
}
process.exit(failed ? 1 : 0);
