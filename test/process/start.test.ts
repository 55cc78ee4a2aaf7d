import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { hairline, isAlive, newDirectory, newInstallation, removeDirectory, Server, type Settings } from './hairline-process.js';

let settings: Settings;
const running: Server[] = [];

const start = async (): Promise<Server> => {
  const server = await Server.start(settings);
  running.push(server);
  return server;
};

const makeToken = (): string => hairline(settings, 'token', '--email', 'dermatologist@demo.hairline.test').stdout.trim();

const registerPatient = async (server: Server, token: string): Promise<string> => {
  const answer = await server.fetch('/v1/patients', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ names: [{ given: ['Asha'], family: 'Example' }], birthDate: '1990-01-01', sexAtBirth: 'female' }),
  });
  const body = (await answer.json()) as { id: string };
  expect([answer.status, body]).toEqual([201, expect.anything()]);
  return body.id;
};

const readStatus = async (server: Server, token: string, patientId: string): Promise<number> => {
  const answer = await server.fetch(`/v1/patients/${patientId}`, { headers: { authorization: `Bearer ${token}` } });
  return answer.status;
};

/** A directory in which Hairline was never started, in place of the installation that the others begin from. */
const fromNothing = (): Settings => {
  removeDirectory(settings.directory);
  return { directory: newDirectory() };
};

beforeEach(() => {
  settings = { directory: newInstallation() };
});

afterEach(async () => {
  for (const server of running.splice(0)) if (server.child.exitCode === null && server.child.signalCode === null) await server.stop();
  removeDirectory(settings.directory);
});

describe('hairline start', () => {
  test('starts from nothing, says where the docs are and how to get a token, and stops the database on SIGTERM', async () => {
    settings = fromNothing();
    const server = await start();
    expect((await server.fetch('/health/ready')).status).toBe(200);
    expect(server.output.trim().split('\n').slice(-2)).toEqual([
      `Docs:   http://127.0.0.1:${server.port}/docs  (log in as dermatologist@demo.hairline.test with "show me hairline")`,
      'Token:  npx hairline token --email dermatologist@demo.hairline.test',
    ]);
    const postmaster = server.postmasterPid;
    expect(await server.stop('SIGTERM')).toBe(0);
    expect(isAlive(postmaster)).toBe(false);
  });

  test('keeps what it acknowledged when Node, PostgreSQL or both are killed, and leaves no orphan', async () => {
    const kills: ((server: Server) => unknown)[] = [
      (server) => server.child.kill('SIGKILL'),
      (server) => process.kill(server.postmasterPid, 'SIGKILL'),
      (server) => [process.kill(server.postmasterPid, 'SIGKILL'), server.child.kill('SIGKILL')],
    ];
    const patientIds: string[] = [];
    let server = await start();
    const token = makeToken();
    for (const kill of kills) {
      patientIds.push(await registerPatient(server, token));
      const postmaster = server.postmasterPid;
      kill(server);
      expect(await server.ended).not.toBe(0);

      server = await start();
      for (const patientId of patientIds) expect(await readStatus(server, token, patientId)).toBe(200);
      expect(server.postmasterPid).not.toBe(postmaster);
      expect(isAlive(postmaster)).toBe(false);
    }
  });

  test('refuses a second server on the same data and leaves the first alone, which stops once when Ctrl-C arrives twice, as it does through npm', async () => {
    const first = await start();
    const second = hairline({ ...settings, environment: { PORT: '0' } }, 'start');
    expect(second.code).toBe(1);
    expect(second.stderr).not.toContain('    at ');
    expect((await first.fetch('/health/ready')).status).toBe(200);
    first.child.kill('SIGINT');
    expect(await first.stop('SIGINT')).toBe(0);
  });

  test('runs for an ordinary user', async () => {
    const ordinary = { directory: newDirectory(true), ordinaryUser: true };
    try {
      const server = await Server.start(ordinary);
      running.push(server);
      expect((await server.fetch('/health/ready')).status).toBe(200);
      expect(await server.stop()).toBe(0);
    } finally {
      removeDirectory(ordinary.directory);
    }
  });

  test('makes no demonstration in production', async () => {
    settings = fromNothing();
    settings.environment = { NODE_ENV: 'production', ENCRYPTION_KEY: Buffer.alloc(32, 'process tests').toString('base64url') };
    const server = await start();
    expect(hairline(settings, 'token', '--email', 'admin@demo.hairline.test').code).toBe(1);
    expect(await server.stop()).toBe(0);
  });
});
