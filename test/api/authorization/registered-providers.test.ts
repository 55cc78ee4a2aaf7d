/** Identity providers, as an admin registers them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { IdentityProviderResponse } from '../../../src/authorization/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { hospitalSettings, SECRET } from '../../support/registered-provider.js';

describe('an identity provider in the API', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    clinic = await app.clinic();
  });

  const PATH = '/v1/identity-providers';
  const register = (changes: Record<string, unknown> = {}, of = clinic) => of.as('admin').post(PATH, { ...hospitalSettings, clinicValue: of.id, ...changes });

  it('is listed, read, changed and removed by admins alone, and never shows its secret', async () => {
    const admin = clinic.as('admin');
    const made = await register();
    const provider = made.body as IdentityProviderResponse;
    const path = `${PATH}/${provider.id}`;
    expect([made.status, made.headers.location]).toEqual([201, path]);
    expect([(await clinic.as('dermatologist').get(path)).status, (await clinic.as('dermatologist').post(PATH, hospitalSettings)).status]).toEqual([403, 403]);
    expect((await admin.get(path)).body).toEqual({ ...provider, emailClaim: '/email', scopes: ['openid', 'profile', 'email'], status: 'active' });
    expect(provider.redirectUri).toBe(`http://127.0.0.1:3000/oauth/identity-providers/${provider.id}/callback`);
    expect((await admin.get(`${PATH}?count=true`)).body).toMatchObject({ total: 1, items: [{ id: provider.id }] });
    const changed = await admin.patch(path, { name: 'Hospital of the City', accessTokenAudience: null }, { ifMatch: 1 });
    expect([changed.status, changed.body.accessTokenAudience, changed.body.version]).toEqual([200, null, 2]);
    expect((await admin.patch(path, { clientAuthentication: 'private_key_jwt' }, { ifMatch: 2 })).status).toBe(200);
    expect((await admin.patch(path, { clientAuthentication: 'client_secret_post' }, { ifMatch: 3 })).body.errors).toMatchObject([{ pointer: '/clientSecret' }]);
    expect((await admin.post(`${path}/remove`, undefined, { ifMatch: 2 })).status).toBe(412);
    expect((await admin.post(`${path}/remove`, undefined, { ifMatch: 3 })).status).toBe(204);
    expect([(await admin.get(path)).status, (await admin.get(PATH)).body.items]).toEqual([404, []]);
    expect((await register()).status).toBe(201);
  });

  it('keeps its secret encrypted, and out of answers, history and logs', async () => {
    const { body, text } = await register();
    await clinic.as('admin').patch(`${PATH}/${body.id}`, { clientSecret: `${SECRET} now` }, { ifMatch: 1 });
    const rows = await app.sql('SELECT client_secret FROM identity_providers', [], clinic.id);
    const history = await app.sql('SELECT * FROM record_history', [], clinic.id);
    for (const place of [text, JSON.stringify(rows.map((row) => String(row.client_secret))), JSON.stringify(history), app.log.join('')])
      expect(place).not.toContain(SECRET);
    expect([rows.length, history.length]).toEqual([1, 1]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an issuer of a private address', { issuer: 'https://10.0.0.1' }, '/issuer'],
    ['an issuer without TLS', { issuer: 'http://id.hospital.example' }, '/issuer'],
    ['an issuer that is no address', { issuer: 'hospital' }, '/issuer'],
    ['an issuer with a query', { issuer: 'https://id.hospital.example/?a=b' }, '/issuer'],
    ['no secret where one is needed', { clientSecret: undefined }, '/clientSecret'],
    ['a secret where none is used', { clientAuthentication: 'private_key_jwt' }, '/clientSecret'],
    ['the client id as audience of access tokens', { clientId: 'same', accessTokenAudience: 'same' }, '/accessTokenAudience'],
    ['scopes without openid', { scopes: ['email'] }, '/scopes'],
    ['a claim that is no pointer', { roleClaim: 'groups' }, '/roleClaim'],
    ['no roles', { roles: [] }, '/roles'],
    ['a role that nobody has', { roles: [{ value: 'x', role: 'owner' }] }, '/roles/0/role'],
    [
      'one value twice',
      {
        roles: [
          { value: 'x', role: 'admin' },
          { value: 'x', role: 'auditor' },
        ],
      },
      '/roles',
    ],
  ])('with %s is refused, and stores nothing', async (_what, changes, pointer) => {
    const { status, body } = await register(changes);
    expect([status, (body.errors as { pointer: string }[]).map((error) => error.pointer)]).toEqual([400, [pointer]]);
    expect(await app.sql('SELECT FROM identity_providers', [], clinic.id)).toEqual([]);
  });

  it('belongs to one clinic: another cannot register the same issuer, audience and value, and does not see it', async () => {
    const { body } = await register();
    const other = await app.clinic();
    expect((await register({ clinicValue: clinic.id }, other)).status).toBe(409);
    expect([(await other.as('admin').get(`${PATH}/${body.id}`)).status, (await other.as('admin').get(PATH)).body.items]).toEqual([404, []]);
  });
});
