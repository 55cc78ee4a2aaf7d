/** A second OpenID Connect server, as a hospital has one: a real oidc-provider of its own, with its own keys, people and clients, and with faults where a test asks. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK, type JWTPayload } from 'jose';
import Provider, { type Adapter, type AdapterPayload, type ClientMetadata } from 'oidc-provider';

/** Below `/oauth`, where the browser of the tests follows redirects. */
const PREFIX = '/oauth/hospital';

export interface HospitalPerson {
  organisation?: string | string[];
  groups?: string | string[];
  name?: string;
  email?: string;
  email_verified?: boolean;
  amr?: string[];
}

/** The audience of the hospital's access tokens for the API. */
export const API_AUDIENCE = 'https://api.clinic.example';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

const makeKey = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' };
};

export class Hospital {
  readonly people = new Map<string, HospitalPerson>();
  readonly clients = new Map<string, ClientMetadata>();
  /** Answers in place of the server where it is set: a fault. */
  fault: Handler | null = null;
  /** How often each path was asked. */
  readonly asked: string[] = [];
  private readonly kept = new Map<string, AdapterPayload>();
  private provider!: Provider;
  private handle!: Handler;
  key!: JWK;

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  get issuer(): string {
    return this.origin + PREFIX;
  }

  static async start(): Promise<Hospital> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const hospital = new Hospital(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await hospital.rotateKeys();
    server.on('request', (request, response) => {
      hospital.asked.push(request.url!.split('?')[0]!);
      if (hospital.fault) hospital.fault(request, response);
      else void hospital.answer(request, response);
    });
    return hospital;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** Signs with a new key from now on, and forgets the old one. */
  async rotateKeys(): Promise<void> {
    this.key = await makeKey();
    this.provider = new Provider(this.issuer, {
      adapter: (model) => this.createAdapter(model),
      jwks: { keys: [this.key] as never },
      claims: { openid: ['sub', 'organisation', 'groups', 'amr', 'auth_time'], profile: ['name'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: false,
      clientBasedCORS: () => true,
      pkce: { required: () => true },
      // Without its guard, which lets no request reach this machine.
      fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined }),
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      cookies: { keys: ['of the tests'] },
      clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
      features: {
        devInteractions: { enabled: false },
        backchannelLogout: { enabled: true },
        rpInitiatedLogout: {
          enabled: true,
          logoutSource: (ctx, form) => void (ctx.body = `${form}<button form="op.logoutForm" name="logout" value="yes">yes</button>`),
        },
        resourceIndicators: {
          enabled: true,
          useGrantedResource: () => true,
          getResourceServerInfo: (_ctx, audience) => ({
            scope: 'api',
            audience,
            accessTokenFormat: 'jwt',
            accessTokenTTL: 600,
            jwt: { sign: { alg: 'RS256' } },
          }),
        },
      },
      interactions: { url: (_ctx, interaction) => `${PREFIX}/interaction/${interaction.uid}` },
      findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...this.people.get(id) }) }),
      extraTokenClaims: (_ctx, token) => ({ ...this.people.get((token as { accountId?: string }).accountId ?? '') }),
      loadExistingGrant: async (ctx) => {
        const grant = new ctx.oidc.provider.Grant({ accountId: ctx.oidc.session!.accountId!, clientId: ctx.oidc.client!.clientId });
        grant.addOIDCScope('openid profile email');
        grant.addResourceScope(API_AUDIENCE, 'api');
        await grant.save();
        return grant;
      },
    });
    this.provider.proxy = true;
    this.handle = this.provider.callback();
  }

  /** A token with the hospital's signature, or with that of another key. */
  async sign(claims: JWTPayload, { typ, key = this.key }: { typ?: string; key?: JWK } = {}): Promise<string> {
    const header = { alg: 'RS256', kid: key.kid!, ...(typ !== undefined && { typ }) };
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ iss: this.issuer, iat: now, exp: now + 600, jti: randomUUID(), ...claims })
      .setProtectedHeader(header)
      .sign(await importJWK(key, 'RS256'));
  }

  /** Says to the clinic that a subject, or one session of it, has logged out here. */
  logOutToken(clientId: string, claims: JWTPayload, changes: { typ?: string } = {}): Promise<string> {
    const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
    return this.sign({ aud: clientId, events, ...claims }, { typ: 'logout+jwt', ...changes });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, uid, way] = /^\/oauth\/hospital\/interaction\/([\w-]+)(\/log-in)?$/.exec(request.url!) ?? [];
    if (uid === undefined) {
      const raw = request as IncomingMessage & { originalUrl?: string };
      raw.originalUrl = request.url!;
      raw.url = request.url!.slice(PREFIX.length) || '/';
      return void this.handle(request, response);
    }
    if (way === undefined) {
      const form = `<form method="post" action="${PREFIX}/interaction/${uid}/log-in"><label>Account <input name="account" id="account"></label><button>Log in</button></form>`;
      return void response
        .setHeader('content-type', 'text/html')
        .end(`<!doctype html><html lang="en"><title>Hospital</title><link rel="icon" href="data:,"><main><h1>Hospital</h1>${form}</main></html>`);
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const accountId = new URLSearchParams(Buffer.concat(chunks).toString()).get('account') ?? '';
    const refused = { error: 'access_denied', error_description: 'unknown here' };
    const amr = this.people.get(accountId)?.amr ?? ['pwd'];
    const result = this.people.has(accountId) ? { login: { accountId, amr } } : refused;
    await this.provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  private createAdapter(model: string): Adapter {
    const key = (id: string): string => `${model} ${id}`;
    const find = (id: string) => Promise.resolve(model === 'Client' ? (this.clients.get(id) as AdapterPayload | undefined) : this.kept.get(key(id)));
    const findBy = (name: 'uid' | 'userCode', value: string) =>
      Promise.resolve([...this.kept].find(([id, payload]) => id.startsWith(`${model} `) && payload[name] === value)?.[1]);
    return {
      find,
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (code) => findBy('userCode', code),
      upsert: (id, payload) => Promise.resolve(void this.kept.set(key(id), payload)),
      consume: (id) => Promise.resolve(void Object.assign(this.kept.get(key(id))!, { consumed: Math.floor(Date.now() / 1000) })),
      destroy: (id) => Promise.resolve(void this.kept.delete(key(id))),
      revokeByGrantId: (grantId) => {
        for (const [id, payload] of this.kept) if (payload.grantId === grantId) this.kept.delete(id);
        return Promise.resolve();
      },
    };
  }
}
