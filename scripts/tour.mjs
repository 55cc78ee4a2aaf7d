/**
 * Types the README's tour as it stands there, on a server of its own, and holds what comes out against what the README
 * says; ids, days and times apart. `--write` puts the real output into the README.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const MARK = '-- next block --';
const PORT_OF_README = '3000';
const write = process.argv.includes('--write');

const readme = readFileSync('README.md', 'utf8');
const start = readme.indexOf('## Five minutes');
const end = readme.indexOf('\n## ', start + 1);
const tour = readme.slice(start, end);

/** Every block of commands, with the block of output that follows it, if one does. */
const blocks = [...tour.matchAll(/```sh\n([\s\S]*?)```(?:\n\n```text\n([\s\S]*?)```)?/g)].map(([whole, commands, output]) => ({ whole, commands, output }));

const freePort = async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return String(port);
};

const masked = (text) =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?/g, '<day>')
    .replace(/\d+(\.\d+)? m?s\b/g, '<duration>')
    .replace(/127\.0\.0\.1:\d+/g, '<server>')
    .trim();

const directory = mkdtempSync(join(tmpdir(), 'hairline tour '));
const port = await freePort();
const environment = { ...process.env, HAIRLINE_DATA_DIR: directory, PORT: port, NO_COLOR: '1' };
const server = spawn(process.execPath, ['bin/hairline.js', 'start'], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
const gone = once(server, 'exit');
let failed = false;
try {
  for (let patience = 300; ; patience--) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    if (answer?.ok) break;
    if (patience === 0 || server.exitCode !== null) throw new Error('The server did not start.');
    await sleep(100);
  }
  const script = blocks
    .map(({ commands }) => commands.replaceAll(PORT_OF_README, port).replaceAll('npx hairline', 'node bin/hairline.js'))
    .join(`echo '${MARK}'\n`);
  const { stdout, stderr, status } = spawnSync('bash', ['-eu', '-o', 'pipefail', '-c', script], { env: environment, encoding: 'utf8', timeout: 240_000 });
  const outputs = stdout.split(`${MARK}\n`);
  if (status !== 0) throw new Error(`The tour stopped in block ${outputs.length}:\n${stderr}`);
  let written = tour;
  blocks.forEach(({ whole, output }, index) => {
    const real = outputs[index].replaceAll(port, PORT_OF_README);
    if (output === undefined ? real === '' : masked(real) === masked(output)) return;
    failed = true;
    written = written.replace(whole, () => whole.replace(/```text\n[\s\S]*?```$/, () => `\`\`\`text\n${real}\`\`\``));
    if (!write) console.error(`Block ${index + 1} of the tour says\n${output ?? '(nothing)'}\nbut answers\n${real}`);
  });
  if (write && failed) writeFileSync('README.md', readme.slice(0, start) + written + readme.slice(end));
} catch (error) {
  failed = true;
  console.error(error.message);
} finally {
  server.kill('SIGTERM');
  await gone;
  rmSync(directory, { recursive: true, force: true });
}
console.log(failed ? (write ? 'The README was brought up to date.' : 'The tour is not as the README says.') : 'The tour is as the README says.');
process.exit(failed && !write ? 1 : 0);
