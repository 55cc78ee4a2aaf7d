/** Integration clients in the form that oidc-provider wants. */
import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { decodeProtectedHeader } from 'jose';
import Provider, { errors, type AllClientMetadata, type ClientMetadata } from 'oidc-provider';
import { isWithin } from '../../kernel/network.js';
import { describeForeignNetwork } from '../../platform/access/principal.js';
import { hashSecret } from '../../platform/access/key-encryption.js';
import { ACCOUNT_CLIENT, DOCUMENTATION_CLIENT } from '../../platform/access/token-claims.js';
import { Clock } from '../../kernel/clock.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { Launches } from '../smart/launches.service.js';
import { RemoteKeySets } from '../../platform/outbound/remote-key-sets.js';
import { LoginClientsRepository, type LoginClient } from './clients.repository.js';

/** The members of a client beyond those of the standards, which it carries as further metadata. */
export const furtherMetadata = ['hairline_client', 'origins'] as const;

/** The further members of an integration client. The server's own clients belong to no clinic and have none. */
export interface OwnClient {
  clinicId: string;
  clinicName: string;
  id: string;
  scopes: string[];
  registeredItself: boolean;
  secretHashes: string[];
}

export interface ClientWithMetadata {
  clientId: string;
  clientName?: string;
  clientAuthMethod?: string;
  redirectUris?: readonly string[];
  postLogoutRedirectUris?: readonly string[];
  origins?: readonly string[];
  hairline_client?: OwnClient | null;
}

export const findOwnClient = (client: object | undefined): OwnClient | null => (client as ClientWithMetadata | undefined)?.hairline_client ?? null;

/** The hashes of the secrets of the requests under way. */
const usedSecrets = new WeakMap<object, Buffer>();

/** Whether the secret is one of the client's. */
export const isSecretOf = (client: object, secret: string): boolean => {
  const given = hashSecret(secret);
  const isOne = (findOwnClient(client)?.secretHashes ?? []).map((kept) => timingSafeEqual(Buffer.from(kept, 'base64'), given)).includes(true);
  if (isOne && Provider.ctx) usedSecrets.set(Provider.ctx, given);
  return isOne;
};

const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';
const SIGNS_BY_ITSELF = 'private_key_jwt';

/** Chooses how the client authenticates: one with keys and secrets may use either in a request. */
const chooseAuthMethod = ({ kind, publicKeys, publicKeysUri, secretHashes }: LoginClient): ClientMetadata['token_endpoint_auth_method'] => {
  if (kind === 'public') return 'none';
  const hasKeys = publicKeys !== null || publicKeysUri !== null;
  return hasKeys && (findAssertion() !== undefined || secretHashes.length === 0) ? SIGNS_BY_ITSELF : 'client_secret_basic';
};

/** The assertion that the present request sends in place of a secret. */
const findAssertion = (): unknown => (Provider.ctx?.oidc as { params?: { client_assertion?: unknown } } | undefined)?.params?.client_assertion;

const findKeyId = (asserted: string): string | undefined => {
  try {
    return decodeProtectedHeader(asserted).kid;
  } catch {
    return undefined;
  }
};

const isOfBrowser = (uri: string): boolean => /^https?:/.test(uri);

const toMetadata = (client: LoginClient, publicKeys: object[] | null): AllClientMetadata => {
  const { clientId, name, kind, redirectUris, origins, clinicId, clinicName, id, scopes, registeredItself, secretHashes } = client;
  const letsPeopleIn = redirectUris.length > 0;
  const method = chooseAuthMethod(client);
  return {
    client_id: clientId,
    client_name: name,
    application_type: redirectUris.every(isOfBrowser) ? 'web' : 'native',
    redirect_uris: redirectUris,
    post_logout_redirect_uris: [...redirectUris, ...origins.map((origin) => `${origin}/`)],
    response_types: letsPeopleIn ? ['code'] : [],
    grant_types: [...(letsPeopleIn ? ['authorization_code', 'refresh_token', DEVICE_CODE] : []), ...(kind === 'confidential' ? ['client_credentials'] : [])],
    token_endpoint_auth_method: method,
    // The true secrets are stored as hashes, and `isSecretOf` compares them.
    ...(method === 'client_secret_basic' && { client_secret: 'not-kept' }),
    ...(publicKeys && { jwks: { keys: publicKeys } }),
    origins,
    hairline_client: {
      clinicId,
      clinicName,
      id,
      scopes,
      registeredItself,
      secretHashes: secretHashes.map((hash) => hash.toString('base64')),
    } satisfies OwnClient,
  };
};

@Injectable()
export class LoginClients {
  constructor(
    private readonly clients: LoginClientsRepository,
    private readonly keySets: RemoteKeySets,
    private readonly launches: Launches,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  async find(clientId: string): Promise<AllClientMetadata | undefined> {
    if (clientId === DOCUMENTATION_CLIENT) return this.buildDocumentationClient();
    if (clientId === ACCOUNT_CLIENT) return this.getAccountClient();
    const client = await this.clients.find(clientId);
    if (!client) return undefined;
    const address = Provider.ctx?.ip ?? null;
    if (address !== null && client.allowedNetworks.length > 0 && !isWithin(address, client.allowedNetworks)) {
      throw new errors.UnauthorizedClient(describeForeignNetwork(address));
    }
    return toMetadata(client, await this.listKeys(client));
  }

  /** The keys of a client. Those at an address are fetched when they are needed. */
  private async listKeys({ publicKeys, publicKeysUri }: LoginClient): Promise<object[] | null> {
    if (publicKeysUri === null) return publicKeys?.keys ?? null;
    const asserted = findAssertion();
    return typeof asserted === 'string' ? this.keySets.getKeys(publicKeysUri, findKeyId(asserted)) : [];
  }

  /** Stores that the client was used, and the secret of the request. */
  noteUse(client: OwnClient, request: object): Promise<void> {
    return this.clients.noteUse(client.clinicId, client.id, usedSecrets.get(request) ?? null, this.clock.now());
  }

  /** Whether the client can still use the launch that an EHR has made for it. The server's own clients are not launched. */
  async isLaunch(client: object, launch: string): Promise<boolean> {
    const own = findOwnClient(client);
    return own !== null && (await this.launches.isUsable(own, launch));
  }

  /** An adapter that reads only: clients are registered over the API. */
  createAdapter() {
    const refuse = () => Promise.reject(new Error('Clients are not changed here.'));
    const none = () => Promise.resolve(undefined);
    return {
      find: (id: string) => this.find(id),
      findByUid: none,
      findByUserCode: none,
      upsert: refuse,
      consume: refuse,
      destroy: refuse,
      revokeByGrantId: refuse,
    };
  }

  /** The client of the page at `/docs`. It belongs to the server, so that people of every clinic can try the API as themselves. */
  private buildDocumentationClient(): AllClientMetadata {
    return {
      client_id: DOCUMENTATION_CLIENT,
      client_name: 'Hairline API',
      application_type: 'web',
      redirect_uris: [`${this.publicUrl}/docs/oauth2-redirect.html`],
      post_logout_redirect_uris: [`${this.publicUrl}/docs`],
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
      origins: [this.publicUrl],
      hairline_client: null,
    };
  }

  /** The client of the pages at `/oauth/account`. People of every clinic log in to them, and get no token. */
  private getAccountClient(): AllClientMetadata {
    return {
      client_id: ACCOUNT_CLIENT,
      client_name: 'Hairline',
      application_type: 'web',
      redirect_uris: [`${this.publicUrl}/oauth/account`],
      post_logout_redirect_uris: [`${this.publicUrl}/oauth/account`],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'none',
      origins: [],
      hairline_client: null,
    };
  }
}
