import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

test('the README’s tour, typed as it stands there, answers what the README says', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/tour.mjs'], { encoding: 'utf8', timeout: 280_000 });
  expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
});
