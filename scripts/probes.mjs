/**
 * npm run probes [-- --failed]: tries every probe of `test/cases/probes` against the application and prints what came of each, as a
 * table: kind, number, change, treatment, expected, got, because; with --failed only those that came out milder or graver than they
 * may. Then how many there were. Ends with 1 when any is milder.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const directory = mkdtempSync(join(tmpdir(), 'hairline-probes-'));
const reports = { HAIRLINE_PROBES_REPORT: join(directory, 'verdicts.json'), HAIRLINE_STORED_PROBES_REPORT: join(directory, 'stored.json') };
const jest = spawnSync(
  process.execPath,
  [
    '--import=./test/support/typescript.js',
    join('node_modules', 'jest', 'bin', 'jest.js'),
    '--silent',
    'test/cases/probes.test.ts',
    'test/cases/stored-probes.test.ts',
  ],
  { encoding: 'utf8', env: { ...process.env, ...reports }, maxBuffer: 64 * 1024 * 1024 },
);

let verdicts;
try {
  verdicts = Object.values(reports).flatMap((report) => JSON.parse(readFileSync(report, 'utf8')));
} catch {
  console.error(`The probes could not be run.\n${jest.stdout}${jest.stderr}`);
  process.exit(2);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

const expected = ({ atLeast, atMost }) => [atLeast && `>= ${atLeast}`, atMost && `<= ${atMost}`].filter(Boolean).join(', ');
const mark = ({ milder, graver }) => (milder ? 'MILDER' : graver ? 'GRAVER' : 'ok');
const onlyFailed = process.argv.includes('--failed');

const kinds = Map.groupBy(verdicts, ({ kind }) => kind);
for (const [kind, all] of kinds) {
  all.forEach((one, index) => {
    if (onlyFailed && !one.milder && !one.graver) return;
    const cells = [mark(one), kind, index + 1, one.change, one.treatment, expected(one), one.got + (one.detail ? ` (${one.detail})` : ''), one.because];
    console.log(cells.join(' | '));
  });
}

const count = (all, which) => all.filter((one) => one[which]).length;
const changes = (all) => new Set(all.map(({ change, because }) => `${change}\n${because}`)).size;
const row = (name, all) =>
  [name.padEnd(26), ...[changes(all), all.length, count(all, 'milder'), count(all, 'graver')].map((figure) => String(figure).padStart(8))].join('');
console.log(`\n${'kind'.padEnd(26)}${['probes', 'answers', 'milder', 'graver'].map((title) => title.padStart(8)).join('')}`);
for (const [kind, all] of kinds) console.log(row(kind, all));
console.log(row('all', verdicts));
process.exitCode = verdicts.some(({ milder }) => milder) ? 1 : 0;
