import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { rotateSigningKeys } from '../../../src/platform/access/tokens.js';
import { startApp, testEncryption, type TestApp, type TestClinic } from '../../support/app.js';

describe('an access token', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const subject = () => ({ kind: 'staff' as const, id: clinic.staff.admin, clinicId: clinic.id });

  it('says who asks, for which clinic, and what they may do', async () => {
    const me = await clinic.as('auditor').get('/v1/me');
    expect(me.body).toMatchObject({
      kind: 'staff',
      role: 'auditor',
      id: clinic.staff.auditor,
      permissions: ['audit.read', 'clinic.read', 'emergency-access.read', 'me.read', 'me.write'],
      clinic: { id: clinic.id, timeZone: 'Asia/Kolkata', country: 'IN', currency: 'INR' },
    });
    const client = await clinic.asClient(['check.run']);
    expect((await client.get('/v1/me')).body).toMatchObject({ kind: 'client', role: null, permissions: ['check.read', 'check.run', 'clinic.read', 'me.read'] });
  });

  it('is needed', async () => {
    const response = await app.nobody.get('/v1/me');
    expect(response.status).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Bearer realm="hairline", DPoP realm="hairline", algs="ES256 Ed25519 EdDSA"');
    expect(response.body.type).toBe('/problems/unauthenticated');
  });

  it('is refused when it expired, and the known subject stands in the audit trail', async () => {
    const token = await app.token(subject(), { issuedAt: new Date(Date.now() - 7_200_000), lifetimeSeconds: 60 });
    const response = await app.bearer(token).get('/v1/me');
    expect([response.status, response.body.detail]).toEqual([401, 'The access token has expired.']);
    expect(response.headers['www-authenticate']).toContain('error="invalid_token"');
    const trail = await app.sql('SELECT action, outcome, status FROM audit_events WHERE actor_id = $1', [clinic.staff.admin], clinic.id);
    expect(trail).toEqual([{ action: 'token.expired', outcome: 'refused', status: 401 }]);
  });

  it('is refused when it is not this server’s: another key, another algorithm, another audience, changed, or rubbish', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const good = await app.token(subject());
    const kid = JSON.parse(Buffer.from(good.split('.')[0]!, 'base64url').toString()).kid as string;
    const claims = { clinic: clinic.id, kind: 'staff' };
    const forge = (header: object) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', ...header })
        .setIssuer('hairline')
        .setAudience('hairline')
        .setSubject(clinic.staff.admin)
        .setExpirationTime('1h')
        .sign(privateKey);
    const [head, body, signature] = good.split('.') as [string, string, string];
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    const other = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), sub: clinic.staff.dermatologist })).toString(
      'base64url',
    );
    const bad = [await forge({ kid }), await forge({ kid: 'unknown' }), await forge({}), none, `${head}.${other}.${signature}`, 'rubbish', 'a.b.c'];
    for (const token of bad) {
      const response = await app.bearer(token).get('/v1/me');
      expect([token, response.status]).toEqual([token, 401]);
    }
  });

  it('outlives a rotation of keys', async () => {
    const before = await app.token(subject());
    const id = await rotateSigningKeys(app.owner, testEncryption);
    const after = await app.token(subject());
    await new Promise((resolve) => setTimeout(resolve, 1_100)); // unknown keys are looked up at most once a second
    expect((await app.bearer(after).get('/v1/me')).status).toBe(200);
    expect((await app.bearer(before).get('/v1/me')).status).toBe(200);
    const keys = await app.nobody.get('/.well-known/jwks.json');
    expect((keys.body.keys as { kid: string; d?: string }[]).map((key) => key.kid)).toContain(id);
    expect(keys.text).not.toContain('"d"');
  });

  it('is signed with a key that the application’s own role cannot read', async () => {
    await expect(app.sql('SELECT private_jwk FROM signing_keys')).rejects.toThrow('permission denied');
  });
});

describe('the server tells', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('whether it lives and is ready', async () => {
    expect((await app.nobody.get('/health/live')).body).toEqual({ status: 'ok' });
    expect((await app.nobody.get('/health/ready')).body).toEqual({ status: 'ok' });
  });

  it('its figures, to those who know the token', async () => {
    const clinic = await app.clinic();
    await clinic.as('admin').get(`/v1/staff/${clinic.staff.admin}`);
    expect((await app.nobody.get('/metrics')).status).toBe(401);
    const metrics = await app.bearer('metrics-token-of-the-tests').get('/metrics');
    expect(metrics.text).toContain('hairline_http_requests_total{method="GET",route="/v1/staff/:staffId",status="200"} 1');
    expect(metrics.text).toContain('hairline_database_connections{state="idle"}');
    expect(metrics.text).toContain('hairline_nodejs_eventloop_lag_p99_seconds');
    expect(metrics.text).not.toContain(clinic.staff.admin);
  });

  it('its documentation', async () => {
    expect((await app.nobody.get('/docs')).status).toBe(200);
    expect((await app.nobody.get('/openapi.json')).body.openapi).toBe('3.1.0');
    expect((await app.nobody.get('/openapi.yaml')).text).toContain('openapi: 3.1.0');
  });
});
