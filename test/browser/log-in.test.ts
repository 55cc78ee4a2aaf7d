/** Logging in as people see it: in a real browser, by keyboard, with a screen reader's rules, on a desk and on a telephone. */
import { createServer, type Server as HttpServer } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { IdentityProviderResponse } from '../../src/authorization/index.js';
import { hairline, newDirectory, removeDirectory, Server } from '../process/hairline-process.js';
import { API_AUDIENCE, Hospital } from '../support/identity-provider.js';
import { introduce, settingsOf } from '../support/registered-provider.js';

const EMAIL = 'dermatologist@demo.hairline.test';
const PASSWORD = 'show me hairline';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const BACK = 'http://localhost:5173/';
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

const desk = { width: 1280, height: 900 };
// Not as a telephone that says it is one: the browser would load each page anew, and send forms again.
const telephone = { width: 390, height: 844, deviceScaleFactor: 2 };

let server: Server;
let application: HttpServer;
let browser: Browser;
let page: Page;
let complaints: string[];

/** The files of the application, by their path. */
const files = new Map<string, [type: string, content: string]>();

beforeAll(async () => {
  server = await Server.start({ directory: newDirectory() });
  // The application that people come back to: with a server of its own, or the one that the documentation shows.
  application = createServer((request, response) => {
    const [type, content] = files.get(request.url!.split('?')[0]!) ?? ['text/html', '<title>Back</title>'];
    response.setHeader('content-type', type).end(content);
  }).listen(5173, 'localhost');
  await once(application, 'listening');
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
    // A refusal is an answer: the browser mentions its status.
    if (message.type() === 'error' && !/status of (400|401|403|410)/.test(message.text())) complaints.push(message.text());
  });
  await page.setViewport(desk);
};

/** No page asks for more than a person, or a screen reader, can do with it; as a picture it is kept when pictures are asked for. */
const look = async (name: string): Promise<void> => {
  for (const [where, view] of Object.entries({ desk, telephone })) {
    await page.setViewport(view);
    const found = (await page.evaluate(
      `(async () => { ${axe}; const { violations } = await axe.run(document, { resultTypes: ['violations'] }); return violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(' ')); })()`,
    )) as string[];
    expect([name, where, found]).toEqual([name, where, []]);
    const isWide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    expect([name, where, isWide]).toEqual([name, where, false]);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/log-in-${name}-${where}.png` });
  }
  await page.setViewport(desk);
};

const authorize = (more: Record<string, string> = {}): string => {
  const asked = { client_id: 'front-end-demo', response_type: 'code', scope: 'openid clinic', redirect_uri: BACK, state: 'of-the-test' };
  return `http://127.0.0.1:${server.port}/oauth/authorize?${new URLSearchParams({ ...asked, code_challenge: CHALLENGE, code_challenge_method: 'S256', ...more }).toString()}`;
};

const pressed = async (key: 'Enter' | 'Tab' | 'Space'): Promise<void> => {
  await page.keyboard.press(key);
};

const going = async (work: () => Promise<unknown>): Promise<void> => {
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), work()]);
};

test('a person logs in by keyboard alone, allows the application, and comes back to it with a code that is good', async () => {
  await newPage();
  await page.goto(authorize());
  expect(await page.title()).toBe('Log in – Demo Hair Clinic');
  await look('log-in');
  await page.focus('#email');
  await page.keyboard.type(EMAIL);
  await pressed('Tab');
  await page.keyboard.type('not the password');
  await going(() => pressed('Enter'));
  expect(await page.$eval('[role=alert]', (alert) => (alert as { innerText?: string }).innerText)).toBe('The address or the password is not right.');
  await look('log-in-refused');
  await page.focus('#password');
  await page.keyboard.type(PASSWORD);
  await going(() => pressed('Enter'));
  expect(await page.title()).toContain('act for you?');
  await look('consent');
  await page.focus('form[action$="/consent"] button');
  await going(() => pressed('Enter'));
  const back = new URL(page.url());
  expect([back.origin, back.searchParams.get('state')]).toEqual(['http://localhost:5173', 'of-the-test']);
  const fields = {
    grant_type: 'authorization_code',
    client_id: 'front-end-demo',
    code: back.searchParams.get('code')!,
    redirect_uri: BACK,
    code_verifier: VERIFIER,
  };
  expect((await server.fetch('/oauth/token', { method: 'POST', body: new URLSearchParams(fields) })).status).toBe(200);
  expect(complaints).toEqual([]);
});

test('and logs out again', async () => {
  await page.goto(`http://127.0.0.1:${server.port}/oauth/log-out?client_id=front-end-demo`);
  expect(await page.title()).toContain('Log out?');
  await look('log-out');
  await going(() => page.click('button[name=logout]'));
  expect(await page.title()).toContain('You are logged out');
  await look('logged-out');
  expect(complaints).toEqual([]);
});

test('the same in Hindi', async () => {
  await newPage();
  await page.goto(authorize());
  await going(() => page.click('a[hreflang=hi]'));
  expect(await page.title()).toBe('लॉग इन करें – Demo Hair Clinic');
  await look('log-in-hindi');
  await page.type('#email', EMAIL);
  await page.type('#password', PASSWORD);
  await going(() => page.click('form[action$="/log-in"] button'));
  await look('consent-hindi');
  await going(() => page.click('form[action$="/abort"] button'));
  expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
  expect(complaints).toEqual([]);
});

test('a person who was invited chooses a password', async () => {
  await newPage();
  await page.goto(`http://127.0.0.1:${server.port}/oauth/recovery`);
  await look('recovery');
  await page.type('#email', EMAIL);
  await going(() => page.click('button'));
  await look('recovery-sent');
  const settings = { directory: server.directory, environment: { PUBLIC_URL: `http://127.0.0.1:${server.port}` } };
  const link = hairline(settings, 'staff', 'invite', '--email', 'technician@demo.hairline.test').stdout.trim();
  await page.goto(link);
  await look('password');
  await page.type('#password', 'passwordpassword1');
  await page.type('#again', 'passwordpassword2');
  await going(() => page.click('button'));
  expect(await page.$eval('[role=alert]', (alert) => (alert as { innerText?: string }).innerText)).toBe('The two passwords differ.');
  await look('password-refused');
  await page.type('#password', 'seven grey herons at noon');
  await page.type('#again', 'seven grey herons at noon');
  await going(() => page.click('button'));
  expect(await page.title()).toContain('Your password is saved');
  await look('password-saved');
  await page.goto(link);
  await look('link-over');
  expect(complaints).toEqual([]);
});

test('a person of two clinics chooses one of them, by keyboard, in both languages', async () => {
  const email = 'both@demo.hairline.test';
  const password = 'seven grey herons at noon';
  const settings = { directory: server.directory, environment: { PUBLIC_URL: `http://127.0.0.1:${server.port}` } };
  const run = (...parameters: string[]): string => hairline(settings, ...parameters).stdout.trim();
  for (const domain of ['demo', 'other']) {
    const token = run('token', '--email', `admin@${domain}.hairline.test`);
    const { id } = (await (await server.fetch('/v1/clinic', { headers: { authorization: `Bearer ${token}` } })).json()) as { id: string };
    run('staff', 'create', '--clinic', id, '--role', 'technician', '--name', 'Testperson of two', '--email', email);
    await newPage();
    await page.goto(run('staff', 'invite', '--email', email, '--clinic', id));
    await page.type('#password', password);
    await page.type('#again', password);
    await going(() => page.click('button'));
    expect(await page.title()).toContain('Your password is saved');
  }
  await newPage();
  await page.goto(`http://127.0.0.1:${server.port}/oauth/account`);
  await page.type('#email', email);
  await page.type('#password', password);
  await going(() => page.click('form[action$="/log-in"] button'));
  expect(await page.title()).toContain('Which clinic do you work for now?');
  await look('choice');
  await pressed('Tab');
  await page.focus('button[name=staff]');
  await going(() => pressed('Enter'));
  expect(await page.title()).toContain('Your account');
  await newPage();
  await page.goto(`http://127.0.0.1:${server.port}/oauth/account`);
  await going(() => page.click('a[hreflang=hi]'));
  await page.type('#email', email);
  await page.type('#password', password);
  await going(() => page.click('form[action$="/log-in"] button'));
  await look('choice-hindi');
  expect(complaints).toEqual([]);
});

test('what went wrong is told on a page of its own', async () => {
  await newPage();
  await page.goto(authorize({ redirect_uri: 'https://evil.example/' }));
  expect(await page.title()).toContain('This did not work');
  await look('error');
  expect(complaints).toEqual([]);
});

/** Opens the documentation, and has it begin the code flow. Answers the window for the login. */
const beginInDocumentation = async (port: number): Promise<Page> => {
  await page.goto(`http://127.0.0.1:${port}/docs`, { waitUntil: 'networkidle0' });
  await page.click('.btn.authorize');
  await page.waitForSelector('.auth-container');
  const [popup] = await Promise.all([
    new Promise<Page>((resolve) => page.once('popup', (opened) => resolve(opened!))),
    page.evaluate(
      `[...document.querySelectorAll('.auth-container')].find((one) => /authorizationUrl|Authorization URL/.test(one.innerText) && !/Flow: implicit/.test(one.innerText)).querySelector('.authorize').click()`,
    ),
  ]);
  return popup;
};

/** Waits until the documentation has a token, and calls the API with it. Answers the status. */
const callInDocumentation = async (): Promise<string | undefined> => {
  await page.waitForFunction(
    `document.querySelector('.auth-container h6')?.innerText === 'Authorized' || [...document.querySelectorAll('.auth-container button')].some((one) => one.innerText === 'Logout')`,
  );
  await page.click('.btn-done');
  await (await page.waitForSelector('[data-tag="Access"]'))!.click();
  await (await page.waitForSelector('#operations-Access-getMe .opblock-summary-control'))!.click();
  await (await page.waitForSelector('#operations-Access-getMe .try-out__btn'))!.click();
  await (await page.waitForSelector('#operations-Access-getMe .execute'))!.click();
  await page.waitForSelector('#operations-Access-getMe .live-responses-table .response-col_status');
  const status = await page.$eval(
    '#operations-Access-getMe .live-responses-table tbody .response-col_status',
    (cell) => (cell as { innerText?: string }).innerText,
  );
  return status?.trim().split('\n')[0];
};

test('the documentation logs in', async () => {
  await newPage();
  const popup = await beginInDocumentation(server.port);
  await popup.waitForSelector('#email');
  await popup.type('#email', EMAIL);
  await popup.type('#password', PASSWORD);
  await popup.click('form[action$="/log-in"] button');
  expect(await callInDocumentation()).toBe('200');
  expect(complaints).toEqual([]);
});

test('the front end of docs/integration.md logs in, records a consultation and reads it again, from another origin', async () => {
  const guide = readFileSync('docs/integration.md', 'utf8');
  const showing = (name: string): string => new RegExp(`\`\`\`${name}\\n([\\s\\S]*?)\`\`\``).exec(guide)![1]!;
  files.set('/', ['text/html', showing('html page').replace(/https:\/\/esm\.sh\/oauth4webapi@[\d.]+/, '/oauth4webapi.js')]);
  files.set('/front-end.js', ['text/javascript', showing('js front-end').replaceAll('http://127.0.0.1:3000', `http://127.0.0.1:${server.port}`)]);
  files.set('/oauth4webapi.js', ['text/javascript', readFileSync('node_modules/oauth4webapi/build/index.js', 'utf8')]);
  await newPage();
  await page.goto(BACK);
  await page.waitForSelector('#log-in');
  await going(() => page.click('#log-in'));
  await page.type('#email', EMAIL);
  await page.type('#password', PASSWORD);
  await going(() => page.click('form[action$="/log-in"] button'));
  await going(() => page.click('form[action$="/consent"] button'));
  await page.waitForFunction(`document.querySelector('#shown').textContent !== ''`);
  const shown = await page.$eval('#shown', (element) => element.textContent);
  expect(JSON.parse(shown)).toEqual({ status: 'draft', reason: 'Hair thinning at the crown for two years', diabetes: 'no' });
  files.clear();
  expect(complaints).toEqual([]);
});

describe('with an identity provider', () => {
  const DOCTOR = { groups: ['hair-doctors'], email: EMAIL, email_verified: true };
  let hospital: Hospital;
  let provider: IdentityProviderResponse;
  let clinicId: string;

  beforeAll(async () => {
    hospital = await Hospital.start();
    const token = hairline({ directory: server.directory }, 'token', '--email', 'admin@demo.hairline.test').stdout.trim();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    ({ id: clinicId } = (await (await server.fetch('/v1/clinic', { headers })).json()) as { id: string });
    const body = JSON.stringify(settingsOf(hospital, { accessTokenAudience: null }));
    provider = (await (await server.fetch('/v1/identity-providers', { method: 'POST', headers, body })).json()) as IdentityProviderResponse;
    introduce(hospital, provider);
    const organisation = provider.clinicValue;
    hospital.people.set('doctor', { ...DOCTOR, organisation });
    hospital.people.set('stranger', { ...DOCTOR, organisation, groups: ['cardiology'] });
  });
  afterAll(() => hospital?.stop());

  const leave = () => going(() => page.click('a[href*="/identity-provider/"]'));
  const logInThere = async (account: string): Promise<void> => {
    await page.waitForSelector('#account');
    await page.type('#account', account);
    await going(() => page.click('button'));
  };

  test('the login page offers it, and says whom it does not let in, in both languages', async () => {
    await newPage();
    await page.goto(authorize());
    await look('log-in-provider');
    await going(() => page.click('a[hreflang=hi]'));
    await look('log-in-provider-hindi');
    await leave();
    await logInThere('stranger');
    expect(await page.title()).toBe('आप लॉग इन नहीं हुए – Demo Hair Clinic');
    await look('provider-refused-hindi');
    await page.goto(authorize({ ui_locales: 'en' }));
    await going(() => page.click('a[hreflang=en]'));
    // The hospital knows the browser by now.
    await leave();
    expect(await page.$eval('[role=alert]', (alert) => (alert as { innerText?: string }).innerText)).toContain('City Hospital gives you no role');
    await look('provider-refused');
    expect(complaints).toEqual([]);
  });

  test('it lets in by keyboard alone, and the pages of the account and the documentation offer it from then on', async () => {
    await newPage();
    await page.goto(`http://127.0.0.1:${server.port}/oauth/account?clinic=${clinicId}`);
    await look('account-provider');
    const popup = await beginInDocumentation(server.port);
    await popup.waitForSelector('a[href*="/identity-provider/"]');
    await popup.close();
    await page.goto(`http://127.0.0.1:${server.port}/oauth/account`);
    await page.focus('a[href*="/identity-provider/"]');
    await going(() => pressed('Enter'));
    await logInThere('doctor');
    expect(await page.title()).toContain('Your account');
    // The session is good for the documentation too.
    await beginInDocumentation(server.port);
    expect(await callInDocumentation()).toBe('200');
    expect(complaints).toEqual([]);
  });

  test('in place of all logins it lets people in to the documentation, and the account says where passwords are changed', async () => {
    const held = JSON.parse(readFileSync(join(server.directory, 'data', 'credentials.json'), 'utf8')) as { application: string };
    const database = readFileSync(join(server.directory, 'data', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]!;
    const directory = newDirectory();
    const environment = {
      DATABASE_URL: `postgres://hairline_app:${held.application}@127.0.0.1:${database}/hairline`,
      ENCRYPTION_KEY: readFileSync(join(server.directory, 'data', 'encryption.key'), 'utf8').trim(),
      HAIRLINE_OIDC_NAME: 'City Hospital',
      HAIRLINE_OIDC_ISSUER: hospital.issuer,
      HAIRLINE_OIDC_AUDIENCE: API_AUDIENCE,
      HAIRLINE_OIDC_CLIENT_IDS: 'docs',
      HAIRLINE_OIDC_CLINIC_CLAIM: '/organisation',
      HAIRLINE_OIDC_CLINICS: `${provider.clinicValue}=${clinicId}`,
      HAIRLINE_OIDC_ROLE_CLAIM: '/groups',
      HAIRLINE_OIDC_ROLES: 'hair-doctors=dermatologist',
      HAIRLINE_OIDC_LINKS_BY_EMAIL: 'true',
      HAIRLINE_OIDC_SCOPES: 'openid profile email api',
    };
    const other = await Server.start({ directory, environment });
    try {
      const redirect = `http://127.0.0.1:${other.port}/docs/oauth2-redirect.html`;
      hospital.clients.set('docs', { client_id: 'docs', redirect_uris: [redirect], token_endpoint_auth_method: 'none' });
      await newPage();
      await page.goto(`http://127.0.0.1:${other.port}/oauth/account`);
      await look('account-elsewhere');
      await going(() => page.click('a[hreflang=hi]'));
      await look('account-elsewhere-hindi');
      const popup = await beginInDocumentation(other.port);
      await popup.waitForSelector('#account');
      await popup.type('#account', 'doctor');
      await popup.click('button');
      expect(await callInDocumentation()).toBe('200');
      expect(complaints).toEqual([]);
    } finally {
      await other.stop();
      removeDirectory(directory);
    }
  });
});
