/** The scanner that `npm test` runs over every tracked file finds a secret that is planted, and says where without showing it. */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

describe('the scanner for secrets', () => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'hairline-secrets-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  const scan = (content: string): { status: number | null; output: string } => {
    const file = join(directory, 'planted.ts');
    writeFileSync(file, content);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/secrets.mjs', file], { encoding: 'utf8' });
    return { status, output: stdout + stderr };
  };

  // Made here, so that this file has none.
  const planted: Record<string, () => string> = {
    'a private key': () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    'a token of GitHub': () => `ghp_${randomBytes(18).toString('hex')}`,
    'an address with a password': () => ['postgres', '//somebody:a-real-password@database.example:5432/clinic'].join(':'),
  };

  it.each(Object.entries(planted))('finds %s', (_what, make) => {
    const secret = make();
    const { status, output } = scan(`export const value = ${JSON.stringify(secret)};\n${secret}\n`);
    expect([status, output.includes('planted.ts'), output.includes(secret.slice(40, 80) || secret)]).toEqual([1, true, false]);
  });

  it('says nothing of a file without any', () => {
    expect(scan('export const greeting = "Good morning";\n')).toEqual({ status: 0, output: '' });
  });
});
