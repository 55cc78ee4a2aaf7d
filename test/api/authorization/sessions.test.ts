import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as client from 'openid-client';
import type { TestApp, TestClinic } from '../../support/app.js';
import { aFrontEnd, begin, Browser, discover, emailOf, givePasswords, logInAs, startListening } from '../../support/log-in.js';

describe('what somebody is logged in to', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let config: client.Configuration;
  let clientId: string;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic();
    await givePasswords(app, clinic);
    clientId = await aFrontEnd(app, clinic);
    config = await discover(url, clientId);
  });
  afterAll(() => app.stop());

  const logIn = async (settings: Record<string, string> = {}) => {
    const browser = new Browser({ 'user-agent': 'A Browser of the Tests' });
    const done = await logInAs(config, emailOf(clinic, 'dermatologist'), settings, browser);
    return { ...done, browser, me: app.bearer(done.tokens.access_token) };
  };
  const status = async (token: string) => (await app.bearer(token).get('/v1/me')).status;

  it('is listed, with the browser and the application, and ended by the person: that one alone', async () => {
    const [first, second] = [await logIn(), await logIn()];
    const { items } = (await second.me.get('/v1/me/sessions')).body as {
      items: { id: string; kind: string; device: string | null; clientId: string | null }[];
    };
    const browsers = items.filter((item) => item.kind === 'browser');
    expect([browsers.length, browsers[0]!.device]).toEqual([2, 'A Browser of the Tests']);
    expect(items.filter((item) => item.kind === 'application').map((item) => item.clientId)).toEqual([clientId, clientId]);
    // The older one comes last.
    const ended = await second.me.post(`/v1/me/sessions/${browsers[1]!.id}/end`);
    expect(ended.status).toBe(204);
    expect([await status(first.tokens.access_token), await status(second.tokens.access_token)]).toEqual([401, 200]);
    await expect(client.refreshTokenGrant(config, first.tokens.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect((await begin(config, {}, first.browser)).browser.page).toContain('type="password"');
    expect((await second.me.post(`/v1/me/sessions/${browsers[1]!.id}/end`)).status).toBe(404);
  });

  it('is ended by an admin everywhere, also what goes on while the person is not there', async () => {
    const { tokens } = await logIn({ scope: 'openid clinic offline_access', prompt: 'consent' });
    const listed = await clinic.as('admin').get(`/v1/staff/${clinic.staff.dermatologist}/sessions`);
    expect((listed.body.items as object[]).length).toBeGreaterThan(1);
    expect((await clinic.as('admin').post(`/v1/staff/${clinic.staff.dermatologist}/sessions/end`)).status).toBe(204);
    expect(await status(tokens.access_token)).toBe(401);
    await expect(client.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' });
    expect((await clinic.as('admin').get(`/v1/staff/${clinic.staff.dermatologist}/sessions`)).body.items).toEqual([]);
  });

  it('is nobody else’s to see or to end', async () => {
    const { me } = await logIn();
    const [{ id }] = (await me.get('/v1/me/sessions')).body.items as [{ id: string }];
    expect((await clinic.as('technician').post(`/v1/me/sessions/${id}/end`)).status).toBe(404);
    expect((await clinic.as('dermatologist').get(`/v1/staff/${clinic.staff.admin}/sessions`)).status).toBe(403);
    const other = await app.clinic();
    expect((await other.as('admin').get(`/v1/staff/${clinic.staff.dermatologist}/sessions`)).status).toBe(404);
    expect((await me.get('/v1/me')).status).toBe(200);
  });

  it('is none of a system, which has a secret in its place', async () => {
    const system = await clinic.asClient(['patient.read']);
    expect((await system.get('/v1/me/sessions')).body).toEqual({ items: [] });
    const { me } = await logIn();
    const [{ id }] = (await me.get('/v1/me/sessions')).body.items as [{ id: string }];
    expect((await system.post(`/v1/me/sessions/${id}/end`)).status).toBe(404);
  });
});
