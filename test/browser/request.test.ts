/** Asking for an appointment, and answering with a link, as people see it: in a real browser, by keyboard, on a desk and on a telephone, in both languages. */
import { createServer, type Server as HttpServer } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { hairline, newDirectory, removeDirectory, Server } from '../process/hairline-process.js';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const desk = { width: 1280, height: 900 };
const telephone = { width: 390, height: 844, deviceScaleFactor: 2 };

let server: Server;
/** The clinic's own site, and somebody else's: one server under two origins. */
let site: HttpServer;
let browser: Browser;
let page: Page;
let receptionist: string;
let home: string;
let typeId: string;

const call = async (token: string, path: string, body?: object, ifMatch?: string): Promise<Record<string, never> & { id: string }> => {
  const answer = await server.fetch(path, {
    method: body === undefined ? 'GET' : ifMatch === undefined ? 'POST' : 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...(ifMatch !== undefined && { 'if-match': ifMatch }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as never;
};

beforeAll(async () => {
  server = await Server.start({ directory: newDirectory() });
  home = `http://127.0.0.1:${server.port}`;
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      `<!doctype html><html lang="en"><title>Clinic</title><iframe title="Request" src="${home}/clinics/demo-hair-clinic/request?language=en"></iframe></html>`,
    );
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const tokenOf = (role: string): string => hairline({ directory: server.directory }, 'token', '--email', `${role}@demo.hairline.test`).stdout.trim();
  const admin = tokenOf('admin');
  receptionist = tokenOf('receptionist');
  const { items } = (await call(admin, '/v1/appointment-types?purpose=consultation')) as unknown as { items: { id: string }[] };
  typeId = items[0]!.id;
  const { items: others } = (await call(admin, '/v1/appointment-types?purpose=review')) as unknown as { items: { id: string }[] };
  await call(
    admin,
    '/v1/clinic/public-requests',
    {
      takesRequests: true,
      slug: 'demo-hair-clinic',
      offered: [
        { appointmentTypeId: typeId, name: { en: 'First consultation', hi: 'पहला परामर्श' } },
        { appointmentTypeId: others[0]!.id, name: { en: 'Review', hi: 'पुनः जाँच' } },
      ],
      consentText: {
        en: 'We use what you write here to answer you, show it to nobody else, and erase it after 90 days.',
        hi: 'आप यहाँ जो लिखते हैं उसका उपयोग हम आपको उत्तर देने के लिए करते हैं, किसी और को नहीं दिखाते, और 90 दिनों के बाद मिटा देते हैं।',
      },
      embeddingOrigins: [`http://127.0.0.1:${(site.address() as AddressInfo).port}`],
    },
    '"0"',
  );
  browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  await page.setViewport(desk);
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await server?.stop();
  removeDirectory(server.directory);
});

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
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}-${where}.png`, fullPage: true });
  }
  await page.setViewport(desk);
};

const going = async (work: () => Promise<unknown>): Promise<void> => {
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), work()]);
};

const type = async (field: string, text: string): Promise<void> => {
  await page.focus(`#${field}`);
  await page.keyboard.type(text);
};

test.each(['en', 'hi'])('somebody asks for an appointment by keyboard alone: in %s', async (language) => {
  await page.goto(`${home}/clinics/demo-hair-clinic/request?language=${language}`);
  expect([await page.$eval('html', (html) => (html as unknown as { lang: string }).lang), (await page.cookies()).length]).toEqual([language, 0]);
  await look(`request-${language}`);
  await page.focus('button[type=submit]');
  await going(() => page.keyboard.press('Enter'));
  const wrong = await page.$$eval('[role=alert] a', (links) => links.map((link) => link.getAttribute('href')));
  expect(wrong).toEqual(['#name', '#phone', '#type', '#consent']);
  await look(`wrong-${language}`);
  await type('name', 'Asha Testperson');
  await type('phone', '098110 00001');
  await page.select('#type', typeId);
  await type('remark', language === 'en' ? 'I can come at short notice' : 'मैं किसी भी समय आ सकती हूँ');
  await page.focus('#consent');
  await page.keyboard.press('Space');
  await page.focus('button[type=submit]');
  await going(() => page.keyboard.press('Enter'));
  expect(new URL(page.url()).pathname).toBe('/clinics/demo-hair-clinic/request/received');
  await look(`received-${language}`);
  const { items } = (await call(receptionist, '/v1/appointment-requests')) as unknown as { items: { language: string; phone: string }[] };
  expect(items.at(-1)).toMatchObject({ language, phone: '+919811000001' });
});

test('the page stands in a frame of the clinic’s own site, and in no other', async () => {
  const { port } = site.address() as AddressInfo;
  const shown = async (host: string): Promise<boolean> => {
    await page.goto(`http://${host}:${port}/`, { waitUntil: 'networkidle0' });
    const frame = page.frames().find((one) => one.parentFrame() !== null);
    return ((await frame?.$('#consent').catch(() => null)) ?? null) !== null;
  };
  expect([await shown('127.0.0.1'), await shown('localhost')]).toEqual([true, false]);
});

test('a patient looks at links, and confirms, moves and cancels with their buttons', async () => {
  const person = { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female' };
  const { id: patientId } = await call(receptionist, '/v1/patients', person);
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const { days } = (await call(receptionist, `/v1/availability?appointmentTypeId=${typeId}&from=${day(2)}&to=${day(9)}&stepMinutes=30`)) as unknown as {
    days: { slots: { startsAt: string }[] }[];
  };
  const { startsAt } = days.find(({ slots }) => slots.length > 0)!.slots[0]!;
  const { id } = await call(receptionist, '/v1/appointments', { patientId, appointmentTypeId: typeId, startsAt });
  const read = async () => (await call(receptionist, `/v1/appointments/${id}`)) as unknown as { status: string; startsAt: string };
  const open = async (purpose: string, language: string): Promise<string> => {
    const { url } = (await call(receptionist, `/v1/appointments/${id}/links`, { purpose })) as unknown as { url: string };
    const address = `${home}${new URL(url).pathname}`;
    await page.goto(`${address}?language=${language}`);
    await look(`${purpose}-${language}`);
    if (purpose === 'move')
      await page.select('#startsAt', (await page.$$eval('#startsAt option', (options) => options.map((option) => option.getAttribute('value')!)))[5]);
    await page.focus('button[type=submit]');
    await going(() => page.keyboard.press('Enter'));
    return address;
  };
  await open('confirm', 'en');
  expect([(await read()).status, (await page.content()).includes('Asha')]).toEqual(['confirmed', false]);
  await look('confirmed-en');
  await open('move', 'hi');
  expect((await read()).startsAt).not.toBe(startsAt);
  const used = await open('cancel', 'en');
  expect((await read()).status).toBe('cancelled');
  expect((await page.goto(`${used}?language=hi`))!.status()).toBe(410);
  await look('used-hi');
});
