/** Token confusion: what looks like an access token, is signed by the right key even, and is none; and tokens whose time or bearer is over. */
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, exportSPKI, importJWK, SignJWT, type JWK } from 'jose';
import type { TestApp, TestClinic } from '../support/app.js';
import { aBackend, aFrontEnd, discover, emailOf, givePasswords, logInAs, startListening } from '../support/log-in.js';
import { goodClaims, signerOf, signToken, type Signer } from '../support/signed-tokens.js';

const coded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
const HOUR = 3600;

describe('a token', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let other: TestClinic;
  let signer: Signer;
  let good: Record<string, unknown>;
  let keyServer: Server;
  let asked: string[];
  let keysAt: string;
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  let strangerJwk: JWK;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic();
    other = await app.clinic();
    await givePasswords(app, clinic);
    await clinic.as('dermatologist').get('/v1/me');
    signer = await signerOf(app);
    good = goodClaims(clinic.id, clinic.staff.dermatologist);
    strangerJwk = { ...(await exportJWK(stranger.publicKey)), kid: 'stranger', alg: 'ES256', use: 'sig' };
    asked = [];
    keyServer = createServer((request, response) => {
      asked.push(request.url!);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [{ ...strangerJwk, kid: signer.kid }] }));
    }).listen(0, '127.0.0.1');
    await once(keyServer, 'listening');
    keysAt = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    keyServer.close();
    await app.stop();
    expect(asked).toEqual([]);
  });

  const statusOf = async (token: string): Promise<number> => (await app.bearer(token).get('/v1/me')).status;
  const expectRefusal = async (token: string): Promise<void> => {
    const { status, headers, body } = await app.bearer(token).get('/v1/me');
    expect([status, headers['www-authenticate'], body.type]).toEqual([401, expect.stringContaining('error="invalid_token"'), '/problems/unauthenticated']);
  };
  const now = (): number => Math.floor(Date.now() / 1000);

  it('that is good is taken, so that what is refused below is refused for what is wrong with it', async () => {
    expect(await statusOf(await signToken(signer, good))).toBe(200);
    expect(await statusOf(await signToken(signer, { ...good, iss: `${url}/oauth`, aud: url }))).toBe(200);
    expect(await statusOf(await signToken(signer, good, { typ: 'application/at+jwt' }))).toBe(200);
  });

  const wrongClaims: [string, (claims: Record<string, unknown>) => Record<string, unknown>][] = [
    ['another audience', () => ({ aud: 'https://other.example' })],
    ['no audience', () => ({ aud: undefined })],
    ['an empty audience', () => ({ aud: '' })],
    ['no audience in a list', () => ({ aud: [] })],
    ['an audience among others', () => ({ aud: ['hairline', 'https://other.example'] })],
    ['another issuer', () => ({ iss: 'https://other.example' })],
    ['no issuer', () => ({ iss: undefined })],
    ['the issuer in a list', () => ({ iss: ['hairline'] })],
    ['the issuer of operators with the audience of logins', () => ({ aud: url })],
    ['the issuer of logins with the audience of operators', () => ({ iss: `${url}/oauth` })],
    ['a time that is over', () => ({ iat: now() - 2 * HOUR, exp: now() - HOUR })],
    ['a time that has not come', () => ({ nbf: now() + HOUR })],
    ['no end', () => ({ exp: undefined })],
    ['an end that is no number', () => ({ exp: 'never' })],
    ['no number of its own', () => ({ jti: undefined })],
    ['no person', () => ({ sub: undefined })],
    ['a person that is no id', () => ({ sub: "x' OR '1'='1" })],
    ['a person of another clinic', () => ({ sub: other.staff.dermatologist })],
    ['another clinic for the same person', () => ({ clinic: other.id })],
    ['no clinic', () => ({ clinic: undefined })],
    ['a client where there is a person', () => ({ kind: 'client' })],
    ['a kind that is none', () => ({ kind: 'operator' })],
    ['a client that the clinic does not have', () => ({ client_id: 'nobody' })],
    ['a binding of an unknown kind', () => ({ cnf: { 'x5t#S256': 'AAAA' } })],
    ['a binding to a key, without a proof', () => ({ cnf: { jkt: 'AAAA' } })],
    ['a binding that is no object', () => ({ cnf: 'AAAA' })],
  ];
  it.each(wrongClaims)('of the right key with %s is refused', async (_what, change) => {
    await expectRefusal(await signToken(signer, { ...good, ...change(good) }));
  });

  const wrongHeaders: [string, (keysAddress: string) => Record<string, unknown>][] = [
    ['that calls itself nothing', () => ({ typ: undefined })],
    ['that calls itself JWT, as ID tokens do', () => ({ typ: 'JWT' })],
    ['that calls itself a logout token', () => ({ typ: 'logout+jwt' })],
    ['that calls itself a proof', () => ({ typ: 'dpop+jwt' })],
    ['that calls itself several things', () => ({ typ: ['at+jwt'] })],
    ['without the name of its key', () => ({ kid: undefined })],
    ['whose key is a path', () => ({ kid: '../../../../dev/null' })],
    ['whose key is a statement', () => ({ kid: "' UNION SELECT 'key' --" })],
    ['whose key is a command', () => ({ kid: '| cat /etc/passwd' })],
    ['whose key is a number', () => ({ kid: 1 })],
    ['whose key has every name', () => ({ kid: '__proto__' })],
    ['that says where its keys are', (address) => ({ jku: `${address}/jwks` })],
    ['that says where its certificate is', (address) => ({ x5u: `${address}/certificate` })],
    ['that brings a certificate', () => ({ x5c: ['AAAA'] })],
    ['that brings a key', () => ({ jwk: { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' } })],
    ['with an extension that must be understood', () => ({ crit: ['urn:example:extension'], 'urn:example:extension': true })],
    ['that says that it is packed', () => ({ zip: 'DEF' })],
    ['that says that it holds a token', () => ({ cty: 'JWT' })],
  ];
  it.each(wrongHeaders)('%s is refused, even of the right key', async (_what, header) => {
    await expectRefusal(await signToken(signer, good, header(keysAt)));
  });

  it('without a signature, however it spells that, is refused', async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '']) {
      const head = coded({ alg, kid: signer.kid, typ: 'at+jwt' });
      for (const signature of ['', 'AAAA', signer.kid]) await expectRefusal(`${head}.${coded(good)}.${signature}`);
    }
    const whole = await signToken(signer, good);
    await expectRefusal(whole.split('.').slice(0, 2).join('.') + '.');
    await expectRefusal(`${whole.slice(0, -8)}AAAAAAAA`);
  });

  it('signed with the public key as a secret, in each of its forms, is refused', async () => {
    const publicKey = await importJWK(signer.publicJwk, 'ES256', { extractable: true });
    const forms = [JSON.stringify(signer.publicJwk), await exportSPKI(publicKey as never), (await exportSPKI(publicKey as never)).trim(), signer.kid, ''];
    for (const [alg, hash] of [
      ['HS256', 'sha256'],
      ['HS512', 'sha512'],
    ] as const) {
      for (const secret of forms) {
        const content = `${coded({ alg, kid: signer.kid, typ: 'at+jwt' })}.${coded(good)}`;
        await expectRefusal(`${content}.${createHmac(hash, secret).update(content).digest('base64url')}`);
      }
    }
  });

  it('of a stranger’s key is refused, whether it is named, brought along or shown where to find', async () => {
    for (const header of [{ kid: signer.kid }, { kid: 'stranger' }, { jwk: strangerJwk }, { jku: `${keysAt}/jwks` }, { x5u: `${keysAt}/x` }]) {
      const token = await new SignJWT(good).setProtectedHeader({ alg: 'ES256', kid: signer.kid, typ: 'at+jwt', ...header }).sign(stranger.privateKey);
      await expectRefusal(token);
    }
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await expectRefusal(await new SignJWT(good).setProtectedHeader({ alg: 'RS256', kid: signer.kid, typ: 'at+jwt' }).sign(rsa.privateKey));
  });

  it('with a signature of nothing but zeros is refused', async () => {
    const content = `${coded({ alg: 'ES256', kid: signer.kid, typ: 'at+jwt' })}.${coded(good)}`;
    for (const length of [0, 1, 64, 72]) await expectRefusal(`${content}.${Buffer.alloc(length).toString('base64url')}`);
  });

  it('that is no token is refused, whatever it is', async () => {
    for (const token of ['a', 'a.b', 'a.b.c', '....', 'null', '[]', `${coded({})}.${coded({})}.`, `${coded([])}.${coded([])}.AAAA`, 'x'.repeat(7_000)])
      await expectRefusal(token);
  });

  it('in another place than the header is not looked at', async () => {
    const token = await signToken(signer, good);
    for (const [path, headers] of [
      [`/v1/me?access_token=${token}`, {}],
      ['/v1/me', { cookie: `access_token=${token}; hairline_session=${token}` }],
      ['/v1/me', { 'x-access-token': token }],
      ['/v1/me', { authorization: `Basic ${Buffer.from(`${token}:`).toString('base64')}` }],
      ['/v1/me', { 'proxy-authorization': `Bearer ${token}` }],
    ] as const) {
      const answer = await fetch(url + path, { headers });
      expect([path, headers, [400, 401].includes(answer.status)]).toEqual([path, headers, true]);
    }
  });

  it('of a login that is another kind of token is refused: an ID token, a refresh token, the code, a registration token', async () => {
    const config = await discover(url, await aFrontEnd(app, clinic));
    const { tokens, back } = await logInAs(config, emailOf(clinic, 'dermatologist'));
    expect(await statusOf(tokens.access_token)).toBe(200);
    await expectRefusal(tokens.id_token!);
    await expectRefusal(tokens.refresh_token!);
    await expectRefusal(new URL(back).searchParams.get('code')!);
    await expectRefusal(await signToken(signer, { ...claimsOf(tokens.id_token!), clinic: clinic.id, kind: 'staff', jti: 'x' }, { typ: undefined }));
    const allowed = { name: 'For one', scopes: ['patient.read'], maxRegistrations: 1, validForDays: 1 };
    await expectRefusal((await clinic.as('admin').post('/v1/client-registration-tokens', allowed)).body.token as string);
  });

  it('of a client is no person’s, whatever scopes it says; and one of a person no client’s', async () => {
    const backend = await aBackend(app, clinic, ['patient.read']);
    const claims = { ...good, sub: backend.id, kind: 'client', client_id: backend.clientId };
    const whole = app.bearer(await signToken(signer, { ...claims, scope: 'clinic consultation.write audit.read' }));
    const { body } = await whole.get('/v1/me');
    const permissions = body.permissions as string[];
    expect([body.kind, body.role, permissions.includes('patient.read')]).toEqual(['client', null, true]);
    expect(permissions.filter((permission) => /write|sign|publish|audit|consultation/.test(permission))).toEqual([]);
    await expectRefusal(await signToken(signer, { ...claims, kind: 'staff' }));
    await expectRefusal(await signToken(signer, { ...good, kind: 'client' }));
    await expectRefusal(await signToken(signer, { ...claims, client_id: (await aBackend(app, clinic, ['audit.read'])).clientId }));
  });

  it('with scopes that are none, or of no text, gives nothing more', async () => {
    for (const scope of ['', 'everything', 'CLINIC', 'patient.read\u00a0clinic'])
      expect((await app.bearer(await signToken(signer, { ...good, scope })).get('/v1/me')).body.permissions ?? []).not.toContain('consultation.sign');
  });

  it('ends with what it stands on: the person, the session, the client, the key', async () => {
    const person = await clinic.another('technician');
    expect((await person.get('/v1/me')).status).toBe(200);
    await clinic.as('admin').patch(`/v1/staff/${person.id}`, { status: 'inactive' }, { ifMatch: 1 });
    await expectRefusal(person.token!);

    const config = await discover(url, await aFrontEnd(app, clinic));
    const { tokens } = await logInAs(config, emailOf(clinic, 'admin'));
    expect(await statusOf(tokens.access_token)).toBe(200);
    await clinic.as('admin').post(`/v1/staff/${clinic.staff.admin}/sessions/end`, undefined, {});
    await expectRefusal(tokens.access_token);

    const client = await clinic.asClient(['patient.read']);
    expect((await client.get('/v1/me')).status).toBe(200);
    await clinic.as('admin').patch(`/v1/integration-clients/${client.id}`, { status: 'inactive' }, { ifMatch: 1 });
    await expectRefusal(client.token!);
  });
});
