/** The two programs of docs/integration.md, as they stand there. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addIntegrationClient } from '../../../src/clinic/index.js';
import type { TestApp, TestClinic } from '../../support/app.js';
import { Browser, emailOf, givePasswords, startListening } from '../../support/log-in.js';

const BACK = 'http://localhost:5173/';

interface FrontEnd {
  logIn(): Promise<void>;
  comeBack(): Promise<void>;
  call(path: string, init?: object): Promise<Response>;
}

describe('what the documentation shows', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let directory: string;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic();
    await givePasswords(app, clinic);
    const frontEnd = {
      clientId: 'front-end-demo',
      name: 'Front end',
      scopes: [],
      kind: 'public' as const,
      redirectUris: [BACK],
      origins: ['http://localhost:5173'],
    };
    await addIntegrationClient(app.owner, { clinicId: clinic.id, ...frontEnd });
    const ehr = { clientId: 'ehr-demo', name: 'EHR', scopes: ['patient.read'] as const, secret: 'show-me-hairline' };
    await addIntegrationClient(app.owner, { clinicId: clinic.id, ...ehr });
    // Where the libraries are found that it imports.
    mkdirSync('node_modules/.cache', { recursive: true });
    directory = mkdtempSync('node_modules/.cache/documented-');
  });
  afterAll(async () => {
    rmSync(directory, { recursive: true, force: true });
    await app.stop();
  });

  const program = async <T>(name: string): Promise<{ lines: number; module: T }> => {
    const code = new RegExp(`\`\`\`js ${name}\\n([\\s\\S]*?)\`\`\``).exec(readFileSync('docs/integration.md', 'utf8'))![1]!;
    const path = join(directory, `${name}.mjs`);
    writeFileSync(path, code.replaceAll('http://127.0.0.1:3000', url));
    return { lines: code.trim().split('\n').length, module: (await import(pathToFileURL(resolve(path)).href)) as T };
  };

  it('a front end that logs people in, in some forty lines', async () => {
    const { lines, module } = await program<FrontEnd>('front-end');
    expect(lines).toBeLessThan(48);
    const kept = new Map<string, string>();
    const page = {
      sessionStorage: { setItem: (name: string, value: string) => kept.set(name, value), getItem: (name: string) => kept.get(name) ?? null },
      location: { href: BACK, assign: (address: string) => (page.location.href = address) },
    };
    Object.assign(globalThis, page);
    await module.logIn();
    const browser = new Browser();
    await browser.open(page.location.href);
    await browser.logIn(emailOf(clinic, 'dermatologist'));
    page.location.href = await browser.submit('/consent');
    await module.comeBack();
    const me = await module.call('/v1/me');
    expect([me.status, ((await me.json()) as { role: string }).role]).toEqual([200, 'dermatologist']);
  });

  it('a system that logs in by itself, in some fifteen', async () => {
    const { lines, module } = await program<Pick<FrontEnd, 'call'>>('backend');
    expect(lines).toBeLessThan(20);
    const me = await module.call('/v1/me');
    expect([me.status, ((await me.json()) as { kind: string }).kind]).toEqual([200, 'client']);
    expect((await module.call('/v1/patients')).status).toBe(200);
  });
});
