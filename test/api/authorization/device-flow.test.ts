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
