/** The documentation as a stranger meets it: read, authorise, send a request, see the answer. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { hairline, newDirectory, removeDirectory, Server, type Settings } from '../process/hairline-process.js';

let settings: Settings;
let server: Server;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  settings = { directory: newDirectory() };
  server = await Server.start(settings);
  browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  page = await browser.newPage();
  // Beside other tests a page takes its time.
  page.setDefaultTimeout(120_000);
  await page.setViewport({ width: 1280, height: 1600 });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url ?? ''}`);
  });
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
  await page.goto(`http://127.0.0.1:${server.port}/docs`, { waitUntil: 'networkidle0' });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  removeDirectory(settings.directory);
});

const look = async (name: string): Promise<void> => {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` as `${string}.png` });
};

test('the documentation lists the features, and loads nothing from elsewhere', async () => {
  await look('docs');
  const tags = await page.$$eval('.opblock-tag', (found) => found.map((tag) => (tag as { innerText?: string }).innerText?.split('\n')[0]?.trim()));
  expect(tags).toEqual(expect.arrayContaining(['Patients', 'Consultations', 'Contraindications', 'Treatment plans', 'Treatment sessions']));
  expect(complaints).toEqual([]);
});

test('a request is sent from it, and its answer shown', async () => {
  const token = hairline(settings, 'token', '--email', 'dermatologist@demo.hairline.test').stdout.trim();
  await page.click('.btn.authorize');
  await page.type('.auth-container input', token);
  await page.click('.auth-btn-wrapper .authorize');
  await page.click('.auth-btn-wrapper .btn-done');
  await (await page.waitForSelector('[data-tag="Patients"]'))!.click();
  await (await page.waitForSelector('#operations-Patients-createPatient .opblock-summary-control'))!.click();
  await (await page.waitForSelector('#operations-Patients-createPatient .try-out__btn'))!.click();
  await look('try-it-out');
  await (await page.waitForSelector('#operations-Patients-createPatient .execute'))!.click();
  await page.waitForSelector('#operations-Patients-createPatient .live-responses-table .response-col_status');
  await look('answer');
  const status = await page.$eval(
    '#operations-Patients-createPatient .live-responses-table tbody .response-col_status',
    (cell) => (cell as { innerText?: string }).innerText,
  );
  expect(status?.trim().split('\n')[0]).toBe('201');
});
