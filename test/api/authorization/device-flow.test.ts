import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import type { TestApp, TestClinic } from '../../support/app.js';
import { aFrontEnd, Browser, discover, emailOf, givePasswords, startListening } from '../../support/log-in.js';

describe('a device without a browser', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let config: client.Configuration;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic();
    await givePasswords(app, clinic);
    config = await discover(url, await aFrontEnd(app, clinic));
  });
  afterAll(() => app.stop());

  const ask = () => client.initiateDeviceAuthorization(config, { scope: 'openid clinic' });
  const poll = (asked: client.DeviceAuthorizationResponse) => client.pollDeviceAuthorizationGrant(config, { ...asked, interval: 0.2 });

  it('shows a code, which a person types elsewhere, logs in, and allows', async () => {
    const asked = await ask();
    expect(asked.user_code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    expect(asked.expires_in).toBe(600);
    const browser = new Browser();
    await browser.open(asked.verification_uri);
    await browser.submit('/oauth/device', { user_code: asked.user_code.toLowerCase() });
    expect(browser.page).toContain(asked.user_code);
    expect(browser.page).toContain('Front End asks for it');
    await browser.submit('/oauth/device');
    await browser.logIn(emailOf(clinic, 'dermatologist'));
    await browser.submit('/consent');
    expect(browser.page).toContain('The device is connected');
    const tokens = await poll(asked);
    expect((await app.bearer(tokens.access_token).get('/v1/me')).body).toMatchObject({ id: clinic.staff.dermatologist });
    expect((await client.refreshTokenGrant(config, tokens.refresh_token!)).access_token).toBeDefined();
    await expect(poll(asked)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('is refused by the person, or told that its code is wrong', async () => {
    const asked = await ask();
    const browser = new Browser();
    await browser.open(asked.verification_uri);
    await browser.submit('/oauth/device', { user_code: 'BBBB-BBBB' });
    expect(browser.page).toContain('This code is not right');
    await browser.submit('/oauth/device', { user_code: asked.user_code });
    await browser.submit('/oauth/device', { abort: 'yes' });
    expect(browser.page).toContain('The device was not connected');
    await expect(poll(asked)).rejects.toMatchObject({ error: 'access_denied' });
  });
});

describe('whoever guesses the codes of devices', () => {
  it('is held to the allowance of the network address, as at every page', async () => {
    const { app, url } = await startListening({ requestsPerMinute: 12 });
    try {
      const browser = new Browser();
      const statuses: number[] = [];
      for (let number = 0; number < 12; number++) {
        await browser.open(`${url}/oauth/device?user_code=BBBB-BBB${String.fromCharCode(67 + number)}`);
        statuses.push(browser.status);
      }
      expect([statuses[0]! < 429, browser.status, Number(browser.headers.get('retry-after')) > 0]).toEqual([true, 429, true]);
      expect(statuses.lastIndexOf(429) - statuses.indexOf(429)).toBe(statuses.filter((status) => status === 429).length - 1);
    } finally {
      await app.stop();
    }
  });
});
