/**
 * Types the README's tour as it stands there, on a server of its own, and holds what comes out against what the README
 * says; ids, days and addresses apart. With UPDATE_README=1 it writes the real output into the README instead.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { newInstallation, removeDirectory, Server } from './hairline-process.js';

const MARK = '-- next block --';
const PORT_OF_README = '3000';

interface Block {
  whole: string;
  commands: string;
  /** What the README says that they answer; null where it shows nothing. */
  output: string | null;
}

const blocksOf = (tour: string): Block[] =>
  [...tour.matchAll(/```sh\n([\s\S]*?)```(?:\n\n```text\n([\s\S]*?)```)?/g)].map(([whole, commands = '', output]) => ({
    whole,
    commands,
    output: output ?? null,
  }));

const masked = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?/g, '<day>')
    .replace(/127\.0\.0\.1:\d+/g, '<server>')
    .trim();

/** What each block answers, typed one after the other into one shell. */
const type = (blocks: readonly Block[], server: Server): string[] => {
  const port = String(server.port);
  const script = blocks
    .map(({ commands }) => commands.replaceAll(PORT_OF_README, port).replaceAll('npx hairline', 'node bin/hairline.js'))
    .join(`echo '${MARK}'\n`);
  const { stdout, stderr, status } = spawnSync('bash', ['-eu', '-o', 'pipefail', '-c', script], {
    env: { ...process.env, HAIRLINE_DATA_DIR: join(server.directory, 'data'), PORT: port, NO_COLOR: '1' },
    encoding: 'utf8',
    timeout: 110_000,
  });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split(`${MARK}\n`).map((output) => output.replaceAll(port, PORT_OF_README));
};

test('the README’s tour, typed as it stands there, answers what the README says', async () => {
  const readme = readFileSync('README.md', 'utf8');
  const start = readme.indexOf('## Five minutes');
  const tour = readme.slice(start, readme.indexOf('\n## ', start + 1));
  const blocks = blocksOf(tour);
  expect(blocks.length).toBeGreaterThan(5);
  const directory = newInstallation();
  const server = await Server.start({ directory });
  try {
    const outputs = type(blocks, server);
    if (process.env.UPDATE_README) {
      const written = blocks.reduce(
        (text, { whole }, index) => text.replace(whole, () => whole.replace(/```text\n[\s\S]*?```$/, () => `\`\`\`text\n${outputs[index]!}\`\`\``)),
        tour,
      );
      writeFileSync(
        'README.md',
        readme.replace(tour, () => written),
      );
    } else {
      expect(outputs.map(masked)).toEqual(blocks.map(({ output }) => masked(output ?? '')));
    }
  } finally {
    await server.stop();
    removeDirectory(directory);
  }
});
