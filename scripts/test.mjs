/**
 * npm test: everything that must hold before a change lands, the quickest first. Ends with one line that counts:
 * each static check is one, each test is one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const node = process.execPath;
const binary = (path) => join('node_modules', ...path.split('/'));

/** Two lanes, one for each core: what reads the sources, and what needs the build. */
const lanes = [
  [
    ['types', [node, binary('typescript/bin/tsc'), '-p', 'tsconfig.json']],
    ['lint', [node, binary('eslint/bin/eslint.js'), '.']],
    ['boundaries', [node, 'scripts/boundaries.mjs']],
    ['nothing is unused', [node, binary('knip/bin/knip.js')]],
  ],
  [
    ['build', [node, 'scripts/build.mjs']],
    ['openapi is current', [node, 'scripts/openapi.mjs', '--check']],
    ['reference is current', [node, 'scripts/reference.mjs', '--check']],
    ['openapi is valid', [node, binary('@redocly/cli/bin/cli.js'), 'lint', 'docs/openapi.yaml']],
    ['openapi is as its readers expect', [node, binary('@stoplight/spectral-cli/dist/index.js'), 'lint', 'docs/openapi.yaml', '--fail-severity', 'warn']],
    ['generated clients compile', [node, 'scripts/clients.mjs']],
    ['format', [node, binary('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
    ['little is written twice', [node, binary('jscpd/bin/jscpd'), '--config', '.jscpd.json']],
    ['no secrets in any file', [node, 'scripts/secrets.mjs']],
  ],
];

const environment = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/** Runs a command to its end; answers its exit status and all that it said. */
const run = ([command, ...parameters]) =>
  new Promise((resolve) => {
    const child = spawn(command, parameters, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
    child.on('error', (error) => resolve({ status: 1, said: String(error) }));
    child.on('close', (status) => resolve({ status, said }));
  });

let passed = 0;
let failed = 0;

const check = async ([name, command]) => {
  const startedAt = performance.now();
  const { status, said } = await run(command);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (status === 0) passed++;
  else failed++;
  console.log(status === 0 ? `ok      ${name} (${seconds} s)` : `FAILED  ${name} (${seconds} s)\n${said}`);
};

await Promise.all(
  lanes.map(async (lane) => {
    for (const one of lane) await check(one);
  }),
);

const directory = mkdtempSync(join(tmpdir(), 'hairline-results-'));
const results = join(directory, 'jest.json');
const jest = spawnSync(
  node,
  ['--import=./test/support/typescript.js', binary('jest/bin/jest.js'), '--json', `--outputFile=${results}`, ...process.argv.slice(2)],
  // Nothing ends a test that waits for ever but this.
  { stdio: ['ignore', 'ignore', 'inherit'], timeout: 1_200_000 },
);
let skipped = 0;
try {
  const report = JSON.parse(readFileSync(results, 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests + report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length;
  skipped += report.numPendingTests;
} catch {
  failed++;
}
rmSync(directory, { recursive: true, force: true });
if (jest.status !== 0 && failed === 0) failed++;
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
