/** Clients that have their keys at an address (`jwks_uri`): a real server of theirs, that changes its keys, fails, and lies. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import * as client from 'openid-client';
import { Clock } from '../../../src/kernel/clock.js';
import type { TestApp, TestClinic } from '../../support/app.js';
import { discover, startListening } from '../../support/log-in.js';

interface Signer {
  key: CryptoKey;
  kid: string;
  jwk: JWK;
}

const aSigner = async (algorithm = 'ES256'): Promise<Signer> => {
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  const kid = randomUUID();
  return { key: privateKey, kid, jwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm } };
};

/** A clock that can be put forward. */
class ShiftedClock extends Clock {
  seconds = 0;

  now(): Date {
    return new Date(Date.now() + this.seconds * 1000);
  }
}

describe('a client that has its keys at an address', () => {
  const clock = new ShiftedClock();
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let theirs: Server;
  let address: string;
  let asked: number;
  let answer: RequestListener;
  let made = 0;

  beforeAll(async () => {
    theirs = createServer((request, response) => {
      asked++;
      answer(request, response);
    }).listen(0, '127.0.0.1');
    await once(theirs, 'listening');
    address = `http://127.0.0.1:${(theirs.address() as AddressInfo).port}`;
    ({ app, url } = await startListening({ clock, outbound: { http: true, networks: ['127.0.0.1/32'] } }));
    clinic = await app.clinic();
  });
  afterAll(async () => {
    await app.stop();
    theirs.closeAllConnections();
    theirs.close();
    await once(theirs, 'close');
  });
  beforeEach(() => {
    asked = 0;
  });

  const show = (...signers: Signer[]): void => {
    answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: signers.map(({ jwk }) => jwk) }));
  };
  const register = async (): Promise<string> => {
    const clientId = `keys-elsewhere-${++made}`;
    const sent = { clientId, name: 'Elsewhere', scopes: ['patient.read'], publicKeysUri: `${address}/${clientId}` };
    const { status, body } = await clinic.as('admin').post('/v1/integration-clients', sent);
    expect([status, body.clientSecret, body.publicKeysUri]).toEqual([201, null, sent.publicKeysUri]);
    return clientId;
  };
  const logIn = async (clientId: string, { key, kid, jwk }: Signer): Promise<[number, string | undefined]> => {
    const assertion = await new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: jwk.alg!, kid })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(`${url}/oauth`)
      .setExpirationTime('1m')
      .sign(key);
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      client_id: clientId,
    });
    const answered = await fetch(`${url}/oauth/token`, { method: 'POST', body });
    return [answered.status, ((await answered.json()) as { error?: string }).error];
  };
  const good = [200, undefined];
  const refused = [401, 'invalid_client'];

  it('logs in with openid-client, and its keys are fetched once for many logins', async () => {
    const signer = await aSigner();
    show(signer);
    const clientId = await register();
    const config = await discover(url, clientId, client.PrivateKeyJwt({ key: signer.key, kid: signer.kid }));
    for (let time = 0; time < 3; time++) expect((await client.clientCredentialsGrant(config)).access_token).toBeTruthy();
    expect(asked).toBe(1);
  });

  it('changes its keys without an interruption: a new one is found, and the old one is good as long as it is shown', async () => {
    const [before, after] = [await aSigner(), await aSigner('ES384')];
    show(before);
    const clientId = await register();
    expect(await logIn(clientId, before)).toEqual(good);
    show(before, after);
    clock.seconds += 11;
    expect([await logIn(clientId, after), await logIn(clientId, before), asked]).toEqual([good, good, 2]);
    show(after);
    clock.seconds += 601;
    expect([await logIn(clientId, after), await logIn(clientId, before)]).toEqual([good, refused]);
  });

  it('has them fetched for unknown keys every ten seconds at most, however many come at once', async () => {
    const [signer, stranger] = [await aSigner(), await aSigner()];
    show(signer);
    const clientId = await register();
    expect(await logIn(clientId, signer)).toEqual(good);
    const many = await Promise.all(Array.from({ length: 8 }, () => logIn(clientId, stranger)));
    expect([many, asked]).toEqual([Array.from({ length: 8 }, () => refused), 1]);
    clock.seconds += 11;
    await Promise.all(Array.from({ length: 8 }, () => logIn(clientId, stranger)));
    expect(asked).toBe(2);
    expect(await logIn(clientId, signer)).toEqual(good);
  });

  it('goes on for an hour with what was fetched last when its server fails, and no longer', async () => {
    const signer = await aSigner();
    show(signer);
    const clientId = await register();
    expect(await logIn(clientId, signer)).toEqual(good);
    answer = (_request, response) => response.writeHead(503).end();
    clock.seconds += 3_000;
    expect([await logIn(clientId, signer), asked]).toEqual([good, 2]);
    clock.seconds += 700;
    expect(await logIn(clientId, signer)).toEqual(refused);
    show(signer);
    clock.seconds += 11;
    expect(await logIn(clientId, signer)).toEqual(good);
  });

  it('is asked again as soon as it says, within bounds', async () => {
    const signer = await aSigner();
    answer = (_request, response) => response.writeHead(200, { 'cache-control': 'public, max-age=0' }).end(JSON.stringify({ keys: [signer.jwk] }));
    const clientId = await register();
    expect(await logIn(clientId, signer)).toEqual(good);
    clock.seconds += 50;
    expect([await logIn(clientId, signer), asked]).toEqual([good, 1]);
    clock.seconds += 11;
    expect([await logIn(clientId, signer), asked]).toEqual([good, 2]);
  });

  it.each<[string, RequestListener]>([
    ['with nothing', (_request, response) => response.writeHead(404).end()],
    ['with an error', (_request, response) => response.writeHead(500).end('trace')],
    ['with what is not JSON', (_request, response) => response.end('<html>')],
    ['with what is no set', (_request, response) => response.end('{"keys":"none"}')],
    ['with null', (_request, response) => response.end('null')],
    ['with no keys', (_request, response) => response.end('{"keys":[]}')],
    ['with broken keys', (_request, response) => response.end('{"keys":[{"kty":"EC","crv":"P-256","x":"x","y":"y"},null,7,{"kty":"oct","k":"c2VjcmV0"}]}')],
    ['with far too much', (_request, response) => response.end(`{"keys":[],"more":"${'x'.repeat(100_000)}"}`)],
    ['with a redirect inside', (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end()],
    ['by hanging up', (request) => request.socket.destroy()],
  ])('is refused, and the server does not fail, when it is answered %s', async (_what, lies) => {
    answer = lies;
    const clientId = await register();
    expect(await logIn(clientId, await aSigner())).toEqual(refused);
    expect(asked).toBe(1);
  });

  it('is not believed when it shows the private half of a key, or one that is too weak', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const shown = { ...(await exportJWK(privateKey)), kid: 'shown', alg: 'ES256' };
    answer = (_request, response) => response.end(JSON.stringify({ keys: [shown] }));
    expect(publicKey).toBeTruthy();
    expect(await logIn(await register(), { key: privateKey, kid: 'shown', jwk: { alg: 'ES256' } })).toEqual(refused);
  });

  it('is not registered with keys too, as a public client, or with an address inside', async () => {
    const { jwk } = await aSigner();
    const wrong = async (sent: object) => {
      const { status, body } = await clinic.as('admin').post('/v1/integration-clients', { clientId: 'wrong-keys', name: 'Wrong', scopes: [], ...sent });
      return [status, (body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code])];
    };
    const at = (code: string) => [400, [['/publicKeysUri', code]]];
    expect(await wrong({ publicKeysUri: `${address}/`, publicKeys: { keys: [jwk] } })).toEqual(at('invalid-keys'));
    expect(await wrong({ publicKeysUri: `${address}/`, kind: 'public' })).toEqual(at('invalid-keys'));
    for (const inside of ['http://169.254.169.254/', 'https://10.0.0.1/', 'https://[::1]/', 'file:///etc/passwd', 'https://me@keys.example/', 'nothing']) {
      expect([inside, ...(await wrong({ publicKeysUri: inside }))]).toEqual([inside, ...at('invalid-keys-address')]);
    }
    expect(await app.sql('SELECT FROM integration_clients WHERE client_id = $1', ['wrong-keys'], clinic.id)).toEqual([]);
  });

  it('changes from keys to an address and back', async () => {
    const [signer, other] = [await aSigner(), await aSigner()];
    show(signer);
    const clientId = `keys-moved-${++made}`;
    const created = await clinic.as('admin').post('/v1/integration-clients', { clientId, name: 'Moved', scopes: [], publicKeys: { keys: [other.jwk] } });
    expect(await logIn(clientId, other)).toEqual(good);
    const path = `/v1/integration-clients/${created.body.id as string}`;
    const moved = await clinic.as('admin').patch(path, { publicKeys: null, publicKeysUri: `${address}/moved` }, { ifMatch: 1 });
    expect([moved.status, moved.body.publicKeys]).toEqual([200, null]);
    expect([await logIn(clientId, signer), await logIn(clientId, other)]).toEqual([good, refused]);
    expect((await clinic.as('admin').patch(path, { name: 'Late' }, { ifMatch: 1 })).status).toBe(412);
  });
});
