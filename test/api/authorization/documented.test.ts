/** The programs of docs/integration.md, as they stand there. */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type CryptoKey } from 'jose';
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

  it('a SMART application, opened by an EHR and by itself', async () => {
    const { module } = await program<{ application: Server }>('smart-app');
    module.application.listen(0, '127.0.0.1');
    await once(module.application, 'listening');
    const home = `http://127.0.0.1:${(module.application.address() as AddressInfo).port}`;
    const redirectUris = [`${home}/back`];
    const sent = { clientId: 'smart-demo', name: 'SMART', kind: 'public', scopes: ['patient/*.rs'], redirectUris, launchUrl: `${home}/launch` };
    expect((await clinic.as('admin').post('/v1/integration-clients', sent)).status).toBe(201);
    const person = { names: [{ given: ['Asha'], family: 'Testperson' }], sexAtBirth: 'female' };
    const patientId = (await clinic.as('dermatologist').post('/v1/patients', person)).body.id as string;
    const { body } = await clinic.as('dermatologist').post('/v1/launch-contexts', { clientId: 'smart-demo', patientId });
    const { launch, iss, launchUrl } = body as Record<string, string>;
    for (const address of [`${launchUrl}?${new URLSearchParams({ iss: iss!, launch: launch! }).toString()}`, launchUrl!]) {
      const begun = await fetch(address, { redirect: 'manual' });
      const browser = new Browser();
      await browser.open(begun.headers.get('location')!);
      await browser.logIn(emailOf(clinic, 'dermatologist'));
      if (browser.page.includes('/patients"')) {
        await browser.submit('/patients', { query: 'asha' });
        await browser.submit('/patient', { patient: patientId });
      }
      const shown = (await (await fetch(await browser.submit('/consent'))).json()) as Record<string, string>;
      expect([shown.patient, shown.user]).toEqual([patientId, `Practitioner/${clinic.staff.dermatologist}`]);
      expect(shown.scope).toContain('patient/Observation.rs?category=laboratory');
    }
    module.application.closeAllConnections();
    module.application.close();
  });

  it('a backend service', async () => {
    const { module } = await program<{ logIn: (key: CryptoKey, kid: string) => Promise<{ scope: string }> }>('smart-backend');
    const { publicKey, privateKey } = await generateKeyPair('ES384');
    const publicKeys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES384' }] };
    const sent = { clientId: 'reader-demo', name: 'Reader', scopes: ['system/*.rs'], publicKeys };
    expect((await clinic.as('admin').post('/v1/integration-clients', sent)).status).toBe(201);
    expect((await module.logIn(privateKey, 'one')).scope).toBe('system/Patient.rs system/Observation.rs?category=laboratory');
  });
});
