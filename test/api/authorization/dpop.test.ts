/** Tokens that are bound to a key (RFC 9449): with unmodified openid-client and oauth4webapi, and with what a thief would send. */
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import * as oauth from 'oauth4webapi';
import * as client from 'openid-client';
import type { TestApp, TestClinic } from '../../support/app.js';
import { aBackend, aFrontEnd, begin, discover, emailOf, givePasswords, startListening } from '../../support/log-in.js';

interface Pair {
  privateKey: CryptoKey;
  jwk: JWK;
}

interface ProofSettings {
  payload?: object;
  header?: object;
  pair?: Pair;
}

const aPair = async (algorithm = 'ES256'): Promise<Pair> => {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { privateKey, jwk: await exportJWK(publicKey) };
};

describe('an access token that is bound to a key', () => {
  let app: TestApp;
  let url: string;
  let clinic: TestClinic;
  let backend: { clientId: string; secret: string; id: string };
  let pair: Pair;
  let bound: string;

  beforeAll(async () => {
    ({ app, url } = await startListening());
    clinic = await app.clinic();
    await givePasswords(app, clinic);
    backend = await aBackend(app, clinic, ['patient.read', 'patient.write']);
    pair = await aPair();
    bound = (await tokenWith(pair)).access_token as string;
  });
  afterAll(() => app.stop());

  const proof = (at: { method: string; address: string; token?: string }, { payload = {}, header = {}, pair: signer = pair }: ProofSettings = {}) =>
    new SignJWT({
      jti: randomUUID(),
      htm: at.method,
      htu: at.address,
      iat: Math.floor(Date.now() / 1000),
      ...(at.token !== undefined && { ath: createHash('sha256').update(at.token).digest('base64url') }),
      ...payload,
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: signer.jwk, ...header })
      .sign(signer.privateKey);

  const tokenWith = async (signer: Pair): Promise<Record<string, unknown>> => {
    const address = `${url}/oauth/token`;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: backend.clientId, client_secret: backend.secret });
    const answer = await fetch(address, { method: 'POST', body, headers: { dpop: await proof({ method: 'POST', address }, { pair: signer }) } });
    return (await answer.json()) as Record<string, unknown>;
  };

  const me = () => `${url}/v1/me`;
  const ask = async (
    authorization: string,
    dpop?: string,
    address = me(),
  ): Promise<{ status: number; challenge: string; detail: string; nonce: string | null }> => {
    const answer = await fetch(address, { headers: { authorization, ...(dpop !== undefined && { dpop }) } });
    const { detail = '' } = (await answer.json()) as { detail?: string };
    return { status: answer.status, challenge: answer.headers.get('www-authenticate') ?? '', detail, nonce: answer.headers.get('dpop-nonce') };
  };
  const own = (settings: ProofSettings = {}) => proof({ method: 'GET', address: me(), token: bound }, settings);

  it('is got by openid-client with its handle, and used by it', async () => {
    const config = await discover(url, backend.clientId, client.ClientSecretBasic(backend.secret));
    expect(config.serverMetadata().dpop_signing_alg_values_supported).toEqual(['ES256', 'Ed25519', 'EdDSA']);
    const handle = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
    const tokens = await client.clientCredentialsGrant(config, undefined, { DPoP: handle });
    expect(tokens.token_type).toBe('dpop');
    for (let time = 0; time < 3; time++) {
      const answer = await client.fetchProtectedResource(config, tokens.access_token, new URL(`${me()}?x=1`.split('?')[0]!), 'GET', null, undefined, {
        DPoP: handle,
      });
      expect([answer.status, ((await answer.json()) as { id: string }).id]).toEqual([200, backend.id]);
    }
  });

  it('is good for reading and writing with a query and a body, with oauth4webapi and EdDSA', async () => {
    const issuer = new URL(`${url}/oauth`);
    const insecure = { [oauth.allowInsecureRequests]: true };
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
    const known: oauth.Client = { client_id: backend.clientId };
    const DPoP = oauth.DPoP(known, await oauth.generateKeyPair('Ed25519'));
    const answer = await oauth.clientCredentialsGrantRequest(server, known, oauth.ClientSecretPost(backend.secret), {}, { DPoP, ...insecure });
    const { access_token: token } = await oauth.processClientCredentialsResponse(server, known, answer);
    const call = (method: string, path: string, body: string | null = null) =>
      oauth.protectedResourceRequest(token, method, new URL(url + path), new Headers({ 'content-type': 'application/json' }), body, { DPoP, ...insecure });
    const made = await call('POST', '/v1/patients', JSON.stringify({ names: [{ family: 'Testperson' }], sexAtBirth: 'female' }));
    expect(made.status).toBe(201);
    expect((await call('GET', '/v1/patients?query=testperson&limit=5')).status).toBe(200);
  });

  it('holds for a person too: the refresh token of a public client is good with its key alone', async () => {
    const config = await discover(url, await aFrontEnd(app, clinic));
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
    const begun = await begin(config);
    await begun.browser.logIn(emailOf(clinic, 'dermatologist'));
    const back = await begun.browser.submit('/consent');
    const checks = { pkceCodeVerifier: begun.verifier, expectedState: begun.state };
    const tokens = await client.authorizationCodeGrant(config, new URL(back), checks, undefined, { DPoP });
    const answer = await client.fetchProtectedResource(config, tokens.access_token, new URL(me()), 'GET', null, undefined, { DPoP });
    expect([answer.status, ((await answer.json()) as { role: string }).role]).toEqual([200, 'dermatologist']);
    const other = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
    const refused = (work: Promise<unknown>) =>
      work.then(
        () => 'accepted',
        (error: { error?: string }) => error.error,
      );
    expect(await refused(client.refreshTokenGrant(config, tokens.refresh_token!, undefined, { DPoP: other }))).toBe('invalid_grant');
    expect(await refused(client.refreshTokenGrant(config, tokens.refresh_token!))).toBe('invalid_grant');
    const renewed = await client.refreshTokenGrant(config, tokens.refresh_token!, undefined, { DPoP });
    expect((await client.fetchProtectedResource(config, renewed.access_token, new URL(me()), 'GET', null, undefined, { DPoP })).status).toBe(200);
  });

  it('is called so by introspection', async () => {
    const config = await discover(url, backend.clientId, client.ClientSecretBasic(backend.secret));
    expect(await client.tokenIntrospection(config, bound)).toMatchObject({ active: true, token_type: 'DPoP', cnf: { jkt: expect.any(String) } });
  });

  it('is refused as a bearer token, and the answer says how it is done', async () => {
    const { status, challenge } = await ask(`Bearer ${bound}`);
    expect([status, challenge]).toEqual([401, 'DPoP realm="hairline", algs="ES256 Ed25519 EdDSA", error="invalid_token"']);
  });

  it('is what a token has to be that is sent with a proof', async () => {
    const bearer = clinic.as('admin').token!;
    const { status, challenge } = await ask(`DPoP ${bearer}`, await proof({ method: 'GET', address: me(), token: bearer }));
    expect([status, challenge]).toEqual([401, 'DPoP realm="hairline", algs="ES256 Ed25519 EdDSA", error="invalid_token"']);
  });

  it('is taken with a good proof, in whatever case the scheme is written', async () => {
    expect([(await ask(`DPoP ${bound}`, await own())).status, (await ask(`dpop ${bound}`, await own())).status]).toEqual([200, 200]);
  });

  it.each<[string, () => Promise<string | undefined>]>([
    ['no proof', () => Promise.resolve(undefined)],
    ['what is no proof', () => Promise.resolve('rubbish')],
    ['two proofs', async () => `${await own()}, ${await own()}`],
    ['a proof of another key', async () => own({ pair: await aPair() })],
    ['a proof that another key signed', async () => own({ header: { jwk: (await aPair()).jwk } })],
    ['a proof for another method', () => own({ payload: { htm: 'POST' } })],
    ['a proof for another path', () => own({ payload: { htu: `${url}/v1/patients` } })],
    ['a proof for another server', () => own({ payload: { htu: 'https://api.other.example/v1/me' } })],
    ['a proof for the address in other words', () => own({ payload: { htu: '/v1/me' } })],
    ['a proof for another token', () => own({ payload: { ath: createHash('sha256').update('another').digest('base64url') } })],
    ['a proof without a token', () => proof({ method: 'GET', address: me() })],
    ['a proof of an hour ago', () => own({ payload: { iat: Math.floor(Date.now() / 1000) - 3_600 } })],
    ['a proof of the future', () => own({ payload: { iat: Math.floor(Date.now() / 1000) + 3_600 } })],
    ['a proof without a time', () => own({ payload: { iat: undefined } })],
    ['a proof without a number', () => own({ payload: { jti: undefined } })],
    ['a proof with an endless number', () => own({ payload: { jti: 'x'.repeat(300) } })],
    ['a proof that has expired', () => own({ payload: { exp: Math.floor(Date.now() / 1000) - 3_600 } })],
    ['a proof with a nonce of nobody', () => own({ payload: { nonce: 'nobody' } })],
    ['a proof of another type', () => own({ header: { typ: 'JWT' } })],
    ['a proof that shows its private key', async () => own({ header: { jwk: { ...(await exportJWK(pair.privateKey)) } } })],
    [
      'a proof that is signed by nothing',
      async () => {
        const [head, body] = (await own()).split('.') as [string, string];
        const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as object;
        return `${Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url')}.${body}.`;
      },
    ],
    [
      'a proof that is signed with the public key as a secret',
      async () => {
        const secret = new TextEncoder().encode(JSON.stringify(pair.jwk));
        return new SignJWT({ jti: randomUUID(), htm: 'GET', htu: me(), iat: Math.floor(Date.now() / 1000) })
          .setProtectedHeader({ alg: 'HS256', typ: 'dpop+jwt', jwk: pair.jwk })
          .sign(secret);
      },
    ],
  ])('is refused with %s', async (_what, makeProof) => {
    const { status, challenge } = await ask(`DPoP ${bound}`, await makeProof());
    expect([status, challenge]).toEqual([
      401,
      expect.stringMatching(/^DPoP realm="hairline", algs="ES256 Ed25519 EdDSA", error="(invalid_dpop_proof|use_dpop_nonce)"$/),
    ]);
  });

  it('is refused with a proof that was used, of many at once too', async () => {
    const once = await own();
    const many = await Promise.all([1, 2, 3, 4, 5].map(() => ask(`DPoP ${bound}`, once)));
    expect(many.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
    expect((await ask(`DPoP ${bound}`, once)).challenge).toContain('error="invalid_dpop_proof"');
  });

  it('is for the address that the server is known by, whatever the request calls it', async () => {
    const { request } = await import('node:http');
    const host = 'api.other.example';
    const dpop = await own({ payload: { htu: `http://${host}/v1/me` } });
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(me(), { headers: { host, authorization: `DPoP ${bound}`, dpop } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(401);
  });

  it('can be used by who does not know the time: with the nonce of the answer, here and at the token endpoint', async () => {
    const wrong = { iat: Math.floor(Date.now() / 1000) - 86_400 };
    const first = await ask(`DPoP ${bound}`, await own({ payload: wrong }));
    expect([first.status, first.challenge]).toEqual([401, expect.stringContaining('error="use_dpop_nonce"')]);
    expect((await ask(`DPoP ${bound}`, await own({ payload: { ...wrong, nonce: first.nonce } }))).status).toBe(200);
    const address = `${url}/oauth/token`;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: backend.clientId, client_secret: backend.secret });
    const send = async (payload: object) => fetch(address, { method: 'POST', body, headers: { dpop: await proof({ method: 'POST', address }, { payload }) } });
    const asked = await send(wrong);
    expect([asked.status, ((await asked.json()) as { error: string }).error]).toEqual([400, 'use_dpop_nonce']);
    expect((await send({ ...wrong, nonce: first.nonce })).status).toBe(200);
    const theirs = asked.headers.get('dpop-nonce');
    expect((await ask(`DPoP ${bound}`, await own({ payload: { ...wrong, nonce: theirs } }))).status).toBe(200);
  });

  it('is not issued twice for one proof', async () => {
    const address = `${url}/oauth/token`;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: backend.clientId, client_secret: backend.secret });
    const dpop = await proof({ method: 'POST', address });
    const many = await Promise.all([1, 2, 3].map(() => fetch(address, { method: 'POST', body, headers: { dpop } })));
    expect(many.map(({ status }) => status).filter((status) => status === 200)).toEqual([200]);
    expect(many.every(({ status }) => status < 500)).toBe(true);
  });

  it('leaves nothing of proofs that are too old', async () => {
    await app.owner.query(`UPDATE used_proofs SET expires_at = now() - interval '1 second'`);
    await app.sql('SELECT forget_used_proofs()');
    expect(await app.sql('SELECT FROM used_proofs', [], clinic.id)).toEqual([]);
  });
});
