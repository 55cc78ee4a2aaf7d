/** The keys of notes and identifiers, as an operator works with them. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { freePort, hairline, newInstallation, removeDirectory, Server, type Settings } from './hairline-process.js';

const SYSTEM = 'https://id.example';
const IDENTIFIER = 'Testperson-7181';

let settings: Settings;
let server: Server | null = null;

const call = async (path: string, body?: object): Promise<{ id: string; items: { id: string; identifiers: object[] }[] }> => {
  const token = hairline(settings, 'token', '--email', 'dermatologist@demo.hairline.test').stdout.trim();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await server!.fetch(path, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) });
  expect(answer.status).toBeLessThan(300);
  return (await answer.json()) as { id: string; items: { id: string; identifiers: object[] }[] };
};

const find = async () => (await call(`/v1/patients?identifier=${encodeURIComponent(`${SYSTEM}|${IDENTIFIER}`)}`)).items;

interface Status {
  clinics: { clinicId: string; version: number; status: string | null }[];
}

const readStatus = (): Status => JSON.parse(hairline(settings, 'keys', 'status', '--json').stdout) as Status;

beforeAll(async () => {
  settings = { directory: newInstallation() };
  server = await Server.start(settings);
  await call('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', identifiers: [{ system: SYSTEM, value: IDENTIFIER }] });
});
afterAll(async () => {
  await server?.stop();
  removeDirectory(settings.directory);
});

it('are rotated while the server runs, and what was sealed is sealed anew', async () => {
  const rotated = hairline(settings, 'keys', 'rotate-data');
  expect([rotated.code, rotated.stdout]).toEqual([0, expect.stringContaining('version 2')]);
  expect(await find()).toEqual([expect.objectContaining({ identifiers: [{ system: SYSTEM, value: IDENTIFIER }] })]);
  for (let patience = 60; patience > 0 && readStatus().clinics.some(({ status }) => status !== 'completed'); patience--) await find();
  expect(new Set(readStatus().clinics.map(({ version, status }) => `${version} ${status!}`))).toEqual(new Set(['2 completed']));
  expect(await find()).toHaveLength(1);
});

it('do not let a server start under another root key, and do under their own', async () => {
  await server!.stop();
  server = null;
  const environment = { ENCRYPTION_KEY: Buffer.alloc(32, 'another root key').toString('base64url'), PORT: String(await freePort()) };
  const refused = hairline({ ...settings, environment }, 'start');
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('sealed under another root key')]);
  server = await Server.start(settings);
  expect(await find()).toHaveLength(1);
});
