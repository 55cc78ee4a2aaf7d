/** Second factors, passkeys and one's own account as people see them: in Chromium with a device that keeps passkeys, on a desk and on a telephone. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generateSync } from 'otplib';
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core';
import { freePort, newDirectory, removeDirectory, Server } from '../process/hairline-process.js';

const PASSWORD = 'show me hairline';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const desk = { width: 1280, height: 900 };
const telephone = { width: 390, height: 844, deviceScaleFactor: 2 };

let server: Server;
let url: string;
let browser: Browser;
let page: Page;
let devices: CDPSession;
let complaints: string[];

beforeAll(async () => {
  const port = await freePort();
  // By a name: browsers make no passkeys for a number.
  url = `http://localhost:${port}`;
  server = await Server.start({ directory: newDirectory(), environment: { PORT: String(port), PUBLIC_URL: url } });
  browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
});

afterAll(async () => {
  await browser?.close();
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
    if (message.type() === 'error' && !/status of (400|401|409)/.test(message.text())) complaints.push(message.text());
  });
  await page.setViewport(desk);
  devices = await page.createCDPSession();
  await devices.send('WebAuthn.enable');
};

/** A device that checks its person, or does not. */
const plugIn = async (isUserVerified = true): Promise<string> => {
  const options = {
    protocol: 'ctap2' as const,
    transport: 'internal' as const,
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified,
    automaticPresenceSimulation: true,
  };
  return (await devices.send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId;
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
const logIn = async (role: string): Promise<void> => {
  await page.type('#email', `${role}@demo.hairline.test`);
  await page.type('#password', PASSWORD);
  await going(() => page.click('form[action$="/log-in"] button'));
};
const authorize = (more: Record<string, string> = {}): string => {
  const asked = { client_id: 'front-end-demo', response_type: 'code', scope: 'openid clinic', redirect_uri: 'http://localhost:5173/' };
  return `${url}/oauth/authorize?${new URLSearchParams({ ...asked, code_challenge: CHALLENGE, code_challenge_method: 'S256', ...more }).toString()}`;
};
const code = async (later = 0): Promise<string> => {
  const key = (await page.$eval('.key', (element) => (element as { innerText?: string }).innerText))!;
  return generateSync({ secret: key.replaceAll(' ', ''), epoch: Math.floor(Date.now() / 1000) + later });
};
const title = (): Promise<string> => page.title();

test('somebody who needs a second factor sets an authenticator up, and uses a recovery code the next time', async () => {
  await newPage();
  await page.goto(authorize({ acr_values: 'aal2' }));
  await logIn('technician');
  expect(await title()).toContain('Set up a second factor');
  await look('set-up');
  await going(() => page.click('a[href$="/set-up/authenticator"]'));
  await look('set-up-authenticator');
  await page.type('#code', '000000');
  await going(() => page.click('form[action$="/authenticator"] button'));
  await look('set-up-authenticator-refused');
  await page.type('#code', await code());
  await going(() => page.keyboard.press('Enter'));
  expect(await title()).toContain('Your recovery codes');
  await look('recovery-codes');
  const kept = await page.$eval('.codes li', (element) => (element as { innerText?: string }).innerText);
  await going(() => page.click('form[action$="/done"] button'));
  expect(await title()).toContain('act for you?');

  await page.goto(authorize({ prompt: 'login' }));
  await logIn('technician');
  expect(await title()).toContain('Confirm that it is you');
  await look('code');
  await page.type('#code', '123456');
  await going(() => page.keyboard.press('Enter'));
  await look('code-refused');
  await going(() => page.click('a[hreflang=hi]'));
  await look('code-hindi');
  await going(() => page.click('a[hreflang=en]'));
  await going(() => page.click('a[href$="/recovery-code"]'));
  await look('recovery-code');
  await page.type('#code', kept!);
  await going(() => page.keyboard.press('Enter'));
  expect(await title()).toContain('act for you?');
  expect(complaints).toEqual([]);
});

test('somebody makes a passkey in their account, confirms with it, and logs in with it alone', async () => {
  await newPage();
  const device = await plugIn();
  await page.goto(`${url}/oauth/account`);
  await logIn('dermatologist');
  expect(await title()).toContain('Your account');
  await look('account');
  await going(() => page.click('a[href$="/account/factors"]'));
  await look('account-factors-none');
  await going(() => page.click('a[href$="/factors/passkey"]'));
  await look('make-passkey');
  await page.$eval('#name', (field) => ((field as unknown as { value: string }).value = 'Telephone'));
  await going(() => page.click('form[data-passkey] button'));
  expect(await title()).toContain('Your recovery codes');
  await going(() => page.click('form[action$="/account/factors"] button'));
  expect(await page.content()).toContain('Telephone');
  await look('account-factors');
  const { credentials } = await devices.send('WebAuthn.getCredentials', { authenticatorId: device });
  expect(credentials.map(({ isResidentCredential, rpId }) => [isResidentCredential, rpId])).toEqual([[true, 'localhost']]);

  // After the password.
  await devices.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: device, enabled: false });
  await page.goto(authorize({ prompt: 'login' }));
  await logIn('dermatologist');
  await look('passkey-second');
  await devices.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: device, enabled: true });
  await page.reload();
  await page.waitForFunction('document.title.includes("act for you")');

  // In place of it, without being asked for a name.
  await devices.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: device, enabled: false });
  await page.goto(authorize({ prompt: 'login' }));
  await going(() => page.click('a[href$="/passkey"]'));
  await look('passkey');
  await devices.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: device, enabled: true });
  await page.reload();
  await page.waitForFunction('document.title.includes("act for you")');
  expect(complaints).toEqual([]);
});

test('a device that cannot check its person is told so on the page, and lets nobody in', async () => {
  await newPage();
  await plugIn(false);
  await page.goto(authorize());
  await going(() => page.click('a[href$="/passkey"]'));
  await page.waitForSelector('[data-notice="failed"]:not([hidden])');
  await look('passkey-failed');
  expect(complaints).toEqual([]);
});

test('somebody changes name, language and password, and sees where they are logged in', async () => {
  await newPage();
  await page.goto(`${url}/oauth/account/details`);
  await logIn('receptionist');
  await look('account-details');
  await page.select('#language', 'hi');
  await going(() => page.click('form[action$="/details"] button'));
  await look('account-details-saved');
  await page.goto(`${url}/oauth/account/password?language=en`);
  await look('account-password');
  await page.type('#present', 'not the password');
  await page.type('#password', 'seven grey herons at noon');
  await page.type('#again', 'seven grey herons at noon');
  await going(() => page.click('form[action$="/password"] button'));
  await look('account-password-refused');
  await page.goto(`${url}/oauth/account/sessions`);
  await look('account-sessions');
  await page.goto(`${url}/oauth/account?language=hi`);
  await look('account-hindi');
  expect(complaints).toEqual([]);
});

test('a device is connected with its code', async () => {
  await newPage();
  const asked = await fetch(`${url}/oauth/device-authorization`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'front-end-demo', scope: 'openid clinic' }),
  });
  const { user_code: userCode } = (await asked.json()) as { user_code: string };
  await page.goto(`${url}/oauth/device`);
  await look('device');
  await page.type('#code', 'XXXX-XXXX');
  await going(() => page.keyboard.press('Enter'));
  await look('device-wrong');
  await page.goto(`${url}/oauth/device?user_code=${userCode}`);
  await page.waitForFunction('document.querySelector("[form=\\"op.deviceConfirmForm\\"]")');
  await look('device-confirm');
  await going(() => page.click('button[form="op.deviceConfirmForm"]:not([name])'));
  await logIn('auditor');
  await going(() => page.click('form[action$="/consent"] button'));
  await look('device-done');
  expect(complaints).toEqual([]);
});
