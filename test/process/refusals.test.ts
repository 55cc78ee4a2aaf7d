import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { hairline, newDirectory, removeDirectory } from './hairline-process.js';

const directory = newDirectory();
let busy: Server;

beforeAll(async () => {
  busy = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(busy, 'listening');
});

afterAll(() => {
  busy.close();
  removeDirectory(directory);
});

const portOf = (): string => String((busy.address() as AddressInfo).port);

describe('a start that cannot succeed says why in one line', () => {
  test.each<[string, () => Record<string, string>, RegExp]>([
    ['a malformed setting', () => ({ PORT: 'abc' }), /PORT is "abc"; set it to a whole number/],
    ['an origin with a path', () => ({ CORS_ORIGINS: 'https://app.clinic.example/start' }), /CORS_ORIGINS holds/],
    ['a bucket without a key’s other half', () => ({ HAIRLINE_S3_BUCKET: 'b', HAIRLINE_S3_ACCESS_KEY_ID: 'k' }), /set both, or neither/],
    ['a store without a bucket', () => ({ HAIRLINE_S3_ENDPOINT: 'https://store.example' }), /HAIRLINE_S3_ENDPOINT is set without HAIRLINE_S3_BUCKET/],
    [
      'half an identity provider',
      () => ({ HAIRLINE_OIDC_ISSUER: 'https://id.hospital.example' }),
      /HAIRLINE_OIDC_ISSUER is set without HAIRLINE_OIDC_AUDIENCE/,
    ],
    ['a directory of files that is none', () => ({ PORT: '0', HAIRLINE_FILES_DIR: '/dev/null/files' }), /cannot be written; set HAIRLINE_FILES_DIR/],
    ['a busy port', () => ({ PORT: portOf() }), /is in use/],
    ['a malformed database address', () => ({ DATABASE_URL: 'nonsense' }), /DATABASE_URL is not a PostgreSQL address/],
    ['an unreachable database', () => ({ PORT: '0', DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' }), /DATABASE_URL/],
    [
      'an owner without an application',
      () => ({ DATABASE_MIGRATION_URL: 'postgres://a:b@127.0.0.1:1/c' }),
      /DATABASE_MIGRATION_URL is set without DATABASE_URL/,
    ],
  ])('%s', (_, environment, sentence) => {
    const { code, stdout, stderr } = hairline({ directory, environment: environment() }, 'start');
    const complaints = stderr.split('\n').filter((line) => line.startsWith('hairline: '));
    expect({ code, stdout, count: complaints.length }).toEqual({ code: 1, stdout: '', count: 1 });
    expect(complaints[0]).toMatch(sentence);
    expect(stderr).not.toContain('    at ');
  });
});

describe('the commands', () => {
  test.each([['start'], ['migrate'], ['token'], ['keys', 'rotate'], ['clinic', 'create'], ['staff', 'create'], ['client', 'create'], ['codes', 'load']])(
    'hairline %s %s explains itself',
    (...command) => {
      const { code, stdout } = hairline({ directory }, ...command.filter(Boolean), '--help');
      expect(code).toBe(0);
      expect(stdout).toContain('--json');
    },
  );

  test('an unknown one fails', () => {
    expect(hairline({ directory }, 'nonsense').code).not.toBe(0);
  });
});
