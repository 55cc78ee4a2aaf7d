import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hairline, newInstallation, removeDirectory } from './hairline-process.js';

describe('hairline codes load', () => {
  let directory: string;
  let clinic: string;

  beforeAll(() => {
    directory = newInstallation();
    const made = hairline({ directory }, 'clinic', 'create', '--name', 'Test Clinic', '--time-zone', 'Asia/Kolkata', '--country', 'IN', '--currency', 'INR');
    clinic = made.stdout.trim();
  }, 60_000);
  afterAll(() => removeDirectory(directory));

  const load = (content: string, ...more: string[]) => {
    const file = join(directory, 'releases.txt');
    writeFileSync(file, content);
    return hairline({ directory }, 'codes', 'load', '--clinic', clinic, '--system', 'icd-10', '--file', file, ...more);
  };

  it('loads a list, prints what it did and nothing else, and keeps it when the next file is wrong', () => {
    expect(load('code,display\nL63.9,Alopecia of the test\nL64,Another\n', '--json')).toMatchObject({
      code: 0,
      stdout: `${JSON.stringify({ clinicId: clinic, system: 'icd-10', codes: 2, replaced: 0 })}\n`,
    });
    const refused = load('code,display\nL63.9,Alopecia of the test\nL6,Wrong\n', '--json');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^hairline: .*releases\.txt is not loaded, and the list is as it was: line 3: "L6" is not a code of icd-10\.\n$/);
    expect(load('L63.9,Alopecia of the test\n')).toMatchObject({ code: 0, stdout: 'Loaded 1 codes of icd-10, in place of 2.\n' });
  }, 120_000);
});
