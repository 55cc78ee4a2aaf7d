/** A SMART application in the browser, with fhirclient as it is built for pages: opened by itself and by an EHR, by keyboard, on a desk and on a telephone. */
import { readFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { freePort, hairline, newDirectory, removeDirectory, Server } from '../process/hairline-process.js';

const CLIENT = 'growth-curves';
const SCOPES = 'openid fhirUser offline_access patient/Patient.rs patient/Observation.rs?category=laboratory patient/Condition.rs';
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const fhirclient = readFileSync('node_modules/fhirclient/build/fhir-client.min.js', 'utf8');
const desk = { width: 1280, height: 900 };
const telephone = { width: 390, height: 844, deviceScaleFactor: 2 };

let server: Server;
let url: string;
let application: HttpServer;
let applicationUrl: string;
let browser: Browser;
let page: Page;
let complaints: string[];
let patientId: string;

const renderApplicationPage = (script: string): string =>
  `<!doctype html><html lang="en"><head><title>Growth Curves</title><script src="/fhir-client.js"></script></head><body><script>${script}</script></body></html>`;

/** The two pages of the application, as its developers write them. */
const pages: Record<string, string> = {
  '/launch': renderApplicationPage(`
    const opened = new URLSearchParams(location.search).has('launch');
    FHIR.oauth2.authorize({ clientId: '${CLIENT}', redirectUri: '/back', scope: (opened ? 'launch ' : 'launch/patient ') + '${SCOPES}',
      ...(opened ? {} : { iss: new URLSearchParams(location.search).get('server') }) });`),
  '/back': renderApplicationPage(`
    FHIR.oauth2.ready().then((client) => { window.client = client; document.title = 'in'; }, (error) => { document.title = String(error); });`),
};

const tokens: Record<string, string> = {};

const asPerson = async (role: string, path: string, body: object): Promise<Record<string, string>> => {
  const headers = { authorization: `Bearer ${tokens[role]!}`, 'content-type': 'application/json' };
  const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const made = (await answer.json()) as Record<string, string>;
  expect([path, answer.status, made.detail]).toEqual([path, 201, undefined]);
  return made;
};

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  server = await Server.start({ directory: newDirectory(), environment: { PORT: String(port), PUBLIC_URL: url } });
  application = createServer((request, response) => {
    const path = request.url!.split('?')[0]!;
    if (path === '/fhir-client.js') response.setHeader('content-type', 'text/javascript').end(fhirclient);
    else response.setHeader('content-type', 'text/html').end(pages[path] ?? '');
  }).listen(0, 'localhost');
  await once(application, 'listening');
  applicationUrl = `http://localhost:${(application.address() as AddressInfo).port}`;
  // All before the first request: the command holds this process up, and the server closes connections that wait.
  for (const role of ['admin', 'dermatologist']) {
    tokens[role] = hairline({ directory: server.directory }, 'token', '--email', `${role}@demo.hairline.test`).stdout.trim();
  }
  await asPerson('admin', '/v1/integration-clients', {
    clientId: CLIENT,
    name: 'Growth Curves',
    kind: 'public',
    scopes: ['patient/*.rs'],
    redirectUris: [`${applicationUrl}/back`],
    origins: [applicationUrl],
    launchUrl: `${applicationUrl}/launch`,
  });
  for (const [given, birthDate] of [
    ['Asha', '1991-02-03'],
    ['Ashok', '1970'],
  ]) {
    const made = await asPerson('dermatologist', '/v1/patients', { names: [{ given: [given], family: 'Testperson' }], birthDate, sexAtBirth: 'female' });
    patientId ??= made.id!;
  }
  browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
});

afterAll(async () => {
  await browser?.close();
  application?.close();
  await server?.stop();
  removeDirectory(server.directory);
});

const newPage = async (): Promise<void> => {
  const context = await browser.createBrowserContext();
  page = await context.newPage();
  // Beside other tests a page takes its time.
  page.setDefaultTimeout(120_000);
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (400|401|404)/.test(message.text())) complaints.push(message.text());
  });
  await page.setViewport(desk);
};

const look = async (name: string): Promise<void> => {
  for (const [where, view] of Object.entries({ desk, telephone })) {
    await page.setViewport(view);
    const found = (await page.evaluate(
      `(async () => { ${axe}; const { violations } = await axe.run(document, { resultTypes: ['violations'] }); return violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(' ')); })()`,
    )) as string[];
    expect([name, where, found]).toEqual([name, where, []]);
    const isWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    expect([name, where, isWide]).toEqual([name, where, false]);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/log-in-${name}-${where}.png`, fullPage: true });
  }
  await page.setViewport(desk);
};

const going = async (work: () => Promise<unknown>): Promise<void> => {
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), work()]);
};
const begin = async (address: string): Promise<void> => {
  await page.goto(address);
  await page.waitForSelector('#email');
};
const logIn = async (): Promise<void> => {
  await page.type('#email', 'dermatologist@demo.hairline.test');
  await page.type('#password', 'show me hairline');
  await going(() => page.keyboard.press('Enter'));
};
/** Waits until the application has its tokens, and asks its client. */
const askClient = async (expression: string): Promise<unknown> => {
  await page.waitForFunction(`document.title !== 'Growth Curves' && document.title !== ''`);
  expect(await page.title()).toBe('in');
  return page.evaluate(expression);
};

test('a person chooses the patient by keyboard, takes a scope away, and the application goes on with the rest', async () => {
  await newPage();
  await begin(`${applicationUrl}/launch?server=${encodeURIComponent(`${url}/fhir/R4`)}`);
  await logIn();
  expect(await page.title()).toBe('Which patient? – Demo Hair Clinic');
  await look('patient');
  await page.type('#query', 'nobody of this name');
  await going(() => page.keyboard.press('Enter'));
  await look('patient-not-found');
  await page.$eval('#query', (input) => ((input as unknown as { value: string }).value = ''));
  await page.type('#query', 'testpersen ash');
  await going(() => page.keyboard.press('Enter'));
  await look('patient-found');
  await page.focus(`button[value="${patientId}"]`);
  await going(() => page.keyboard.press('Enter'));
  expect(await page.title()).toContain('May Growth Curves act for you?');
  await look('consent-smart');
  const boxes = await page.$$('input[type=checkbox]');
  await boxes.at(-1)!.focus();
  await page.keyboard.press('Space');
  await page.focus('form[action$="/consent"] button');
  await going(() => page.keyboard.press('Enter'));
  expect(await askClient('client.patient.id')).toBe(patientId);
  expect(await askClient('client.state.tokenResponse.scope')).toBe(`launch/patient ${SCOPES.replace(' patient/Condition.rs', '')}`);
  expect(await askClient('client.refresh().then((state) => state.tokenResponse.patient)')).toBe(patientId);
  expect(complaints).toEqual([]);
});

test('an EHR opens it with the patient, in Hindi', async () => {
  await newPage();
  const { launch, launchUrl, iss } = await asPerson('dermatologist', '/v1/launch-contexts', { clientId: CLIENT, patientId });
  await begin(`${launchUrl}?${new URLSearchParams({ iss: iss!, launch: launch! }).toString()}`);
  await going(() => page.click('a[hreflang=hi]'));
  await logIn();
  await look('consent-smart-hindi');
  await going(() => page.click('form[action$="/consent"] button'));
  expect(await askClient('client.patient.id')).toBe(patientId);
  expect(await askClient('client.user.resourceType')).toBe('Practitioner');
  expect(complaints).toEqual([]);
});

test('the patient is chosen in Hindi too', async () => {
  await newPage();
  await begin(`${applicationUrl}/launch?server=${encodeURIComponent(`${url}/fhir/R4`)}`);
  await going(() => page.click('a[hreflang=hi]'));
  await logIn();
  await page.type('#query', 'आशा');
  await going(() => page.keyboard.press('Enter'));
  await look('patient-found-hindi');
  await going(() => page.click('form[action$="/abort"] button'));
  expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
});
