/** Tries the properties on examples that no run has tried before: `npm run test:properties [rounds]`. Prints each round's seed, and stops at the first that fails. */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';

const rounds = Number(process.argv[2] ?? 5);
const files = globSync('src/**/*.spec.ts').filter((file) => readFileSync(file, 'utf8').includes("from 'fast-check'"));
for (let round = 1; round <= rounds; round++) {
  const seed = randomInt(2 ** 31);
  console.log(`Round ${round} of ${rounds}, PROPERTY_SEED=${seed}`);
  const { status } = spawnSync(
    process.execPath,
    ['--import=./test/support/typescript.js', 'node_modules/jest/bin/jest.js', '--config', 'jest.properties.config.js', ...files],
    { stdio: 'inherit', env: { ...process.env, PROPERTY_SEED: String(seed) } },
  );
  if (status !== 0) process.exit(1);
}
