/** Logging in as people see it: in a real browser, by keyboard, with a screen reader's rules, on a desk and on a telephone. */
import { createServer, type Server as HttpServer } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { hairline, newDirectory, removeDirectory, Server } from '../process/hairline-process.js';

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

beforeAll(async () => {
  server = await Server.start({ directory: newDirectory() });
  // The application that people come back to.
  application = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<title>Back</title>')).listen(5173, 'localhost');
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
    if (message.type() === 'error' && !/status of (400|401|410)/.test(message.text())) complaints.push(message.text());
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

test('the documentation logs in', async () => {
  await newPage();
  await page.goto(`http://127.0.0.1:${server.port}/docs`, { waitUntil: 'networkidle0' });
  await page.click('.btn.authorize');
  await page.waitForSelector('.auth-container');
  const [popup] = await Promise.all([
    new Promise<Page>((resolve) => page.once('popup', (opened) => resolve(opened!))),
    page.evaluate(
      `[...document.querySelectorAll('.auth-container')].find((one) => one.innerText.includes('authorizationUrl') || one.innerText.includes('Authorization URL')).querySelector('.authorize').click()`,
    ),
  ]);
  await popup.waitForSelector('#email');
  await popup.type('#email', EMAIL);
  await popup.type('#password', PASSWORD);
  await popup.click('form[action$="/log-in"] button');
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
  expect(status?.trim().split('\n')[0]).toBe('200');
  expect(complaints).toEqual([]);
});
