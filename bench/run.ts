/**
 * npm run bench [-- --patients N] [--seconds S] [--connections C] [--only name]; --only engine leaves the servers out,
 * --only preview [--plans N] measures the preview of a ruleset over N active plans and nothing else, --only screens [--appointments N] the screens of a clinic with N appointments
 *
 * Load against the running server beside a bare fastify + pg server that sends the same SQL (see bare-server.ts),
 * in turn, on one PostgreSQL that is set up as in production (fsync on). Prints requests per second, p50, p99,
 * processor time and memory of both and their ratio, the SQL round trips of each operation, and writes
 * bench/results/<instant>.json. It only ever speaks to 127.0.0.1.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { Bench, type Measured } from './bench.js';
import { measureEngine, TARGET_PER_SECOND } from './engine.js';
import { operations } from './operations.js';
import { measurePreview } from './preview.js';
import { measureScreens } from './screens.js';

const { values: options } = parseArgs({
  options: {
    patients: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '16' },
    only: { type: 'string' },
    plans: { type: 'string', default: '4000' },
    appointments: { type: 'string', default: '100000' },
  },
});

const targets: Record<'read' | 'write', number> = { read: 0.85, write: 0.7 };
const MAXIMUM_RESIDENT_MEGABYTES = 230;
const MAXIMUM_ROUND_TRIPS = 8;

const table = (rows: string[][]): string => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ')).join('\n');
};

if (options.only === 'preview') {
  for (const figures of await measurePreview(Number(options.plans))) {
    const { change, plans, changed, milliseconds, millisecondsToFirstLine, cpuMilliseconds, mostMegabytes } = figures;
    console.log(
      `${change}: preview of ${plans} active plans, ${changed} of which would change: ${milliseconds} ms (first line after ${Math.round(millisecondsToFirstLine)} ms), ` +
        `${Math.round(cpuMilliseconds)} ms of processor and at most ${Math.round(mostMegabytes)} MB in the server`,
    );
  }
  process.exit(0);
}

if (options.only === 'screens') {
  console.log(
    table([
      ['screen', 'SQL round trips', 'p50 ms', 'p99 ms', 'kB'],
      ...(await measureScreens(Number(options.appointments))).map(({ name, roundTrips, p50, p99, kilobytes }) => [
        name,
        String(roundTrips),
        p50.toFixed(1),
        p99.toFixed(1),
        kilobytes.toFixed(0),
      ]),
    ]),
  );
  process.exit(0);
}

const engine = measureEngine();
console.log(
  table([
    ['engine evaluations per second on one core', 'quickest round', 'median', 'target'],
    ...engine.map(({ treatment, person, evaluationsPerSecond, median }) => [
      `${treatment}, ${person}`,
      String(evaluationsPerSecond),
      String(median),
      `${TARGET_PER_SECOND}${median >= TARGET_PER_SECOND ? ' met' : ' MISSED'}`,
    ]),
  ]),
);
if (options.only === 'engine') process.exit(0);

const bench = await Bench.start({
  patients: Number(options.patients),
  seconds: Number(options.seconds),
  rounds: Number(options.rounds),
  connections: Number(options.connections),
});

try {
  const chosen = operations.filter((operation) => !options.only || operation.name.includes(options.only));
  const results: Measured[] = await bench.measure(chosen);
  const memory = bench.residentMegabytes();
  const figures = (side: 'hairline' | 'bare', result: Measured): string[] => {
    const item = result[side];
    return [String(Math.round(item.requestsPerSecond)), item.p50.toFixed(1), item.p99.toFixed(1), item.cpuMillisecondsPerRequest.toFixed(2)];
  };
  console.log(
    `\n${options.patients} patients, ${options.connections} connections, pool of ${bench.poolSize}, Node ${process.version}, ${cpus().length} cores\n`,
  );
  console.log(
    table([
      ['operation', 'trips', 'req/s', 'p50 ms', 'p99 ms', 'cpu ms', '| bare', 'p50 ms', 'p99 ms', 'cpu ms', '| ratio', 'target'],
      ...results.map((result) => [
        result.name,
        String(result.roundTrips),
        ...figures('hairline', result),
        ...figures('bare', result),
        result.ratio.toFixed(2),
        `${targets[result.kind]}${result.ratio >= targets[result.kind] ? ' met' : ' MISSED'}`,
      ]),
    ]),
  );
  console.log(`\nresident after the run: Hairline ${memory.hairline.toFixed(0)} MB (target ${MAXIMUM_RESIDENT_MEGABYTES}), bare ${memory.bare.toFixed(0)} MB`);
  const consultation = results.find((result) => result.name === 'whole consultation');
  if (consultation) console.log(`whole consultation: ${consultation.roundTrips} SQL round trips (target ${MAXIMUM_ROUND_TRIPS})`);
  const directory = new URL('../../../bench/results/', import.meta.url);
  mkdirSync(directory, { recursive: true });
  const file = new URL(`${new Date().toISOString().replaceAll(':', '-')}.json`, directory);
  writeFileSync(file, JSON.stringify({ options, node: process.version, cores: cpus().length, engine, memory, results }, null, 2));
  console.log(`written to bench/results/`);
} finally {
  await bench.stop();
}
process.exit(0);
