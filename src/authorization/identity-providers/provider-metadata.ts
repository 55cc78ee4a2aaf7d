/** What identity providers say of themselves (OpenID Connect Discovery). Where one has not answered for an hour, nobody logs in with it. */
import { Injectable } from '@nestjs/common';
import { importJWK, type CryptoKey } from 'jose';
import { PinoLogger } from 'nestjs-pino';
import * as client from 'openid-client';
import { Clock } from '../../kernel/clock.js';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { KeyStore } from '../../platform/access/key-store.js';
import { TOKEN_ALGORITHM } from '../../platform/access/signing-keys.js';
import { KeptDocuments, type Fetched } from '../../platform/outbound/kept-documents.js';
import { Outbound, OutboundFailure } from '../../platform/outbound/outbound.js';
import type { IdentityProvider, TokenIssuer } from './identity-providers.repository.js';
import { SECRETS } from './provider-addresses.js';

/** The greatest difference between the clock of a provider and this machine's, in seconds. */
export const CLOCK_TOLERANCE_SECONDS = 30;

const FRESH_SECONDS = 600;
const limits = { largestBytes: 262_144, milliseconds: 5_000 };

/** A provider does not answer, or not as a provider does. */
export class ProviderUnavailable extends Error {
  override name = 'ProviderUnavailable';
}

@Injectable()
export class ProviderMetadata {
  private readonly known: KeptDocuments<client.ServerMetadata>;

  constructor(
    private readonly outbound: Outbound,
    private readonly keys: KeyStore,
    private readonly encryption: KeyEncryption,
    private readonly logger: PinoLogger,
    clock: Clock,
  ) {
    this.known = new KeptDocuments(clock);
  }

  /** The provider's metadata. Fails with `ProviderUnavailable` where there is none. */
  async get({ id, issuer }: TokenIssuer): Promise<client.ServerMetadata> {
    const metadata = await this.known.get(`${id} ${issuer}`, () => this.fetch(issuer));
    if (metadata === null) throw new ProviderUnavailable('the provider does not answer');
    return metadata;
  }

  /** The provider as openid-client wants it, with this server's way to authenticate there. */
  async buildConfiguration(provider: IdentityProvider): Promise<client.Configuration> {
    const configuration = new client.Configuration(
      await this.get(provider),
      provider.clientId,
      { [client.clockTolerance]: CLOCK_TOLERANCE_SECONDS },
      await this.createAuthentication(provider),
    );
    configuration[client.customFetch] = (address, options) => this.send(address, options);
    configuration.timeout = limits.milliseconds / 1000;
    // Which addresses may be asked, and whether without TLS, `platform/outbound` decides.
    if (provider.issuer.startsWith('http:')) client.allowInsecureRequests(configuration);
    return configuration;
  }

  /** Whether a browser may be sent to an address of the metadata. */
  isUsable(address: unknown): address is string {
    return typeof address === 'string' && this.outbound.isAskable(address);
  }

  private async createAuthentication({ id, clientAuthentication, clientSecret }: IdentityProvider): Promise<client.ClientAuth> {
    if (clientAuthentication === 'private_key_jwt') {
      const [key] = await this.keys.listSigningKeys();
      return client.PrivateKeyJwt({ key: (await importJWK(key!.privateJwk, TOKEN_ALGORITHM)) as CryptoKey, kid: key!.id });
    }
    const secret = clientSecret === null ? null : this.encryption.open(SECRETS, id, clientSecret);
    if (secret === null) throw new ProviderUnavailable('the secret cannot be decrypted');
    return clientAuthentication === 'client_secret_post' ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret);
  }

  private async fetch(issuer: string): Promise<Fetched<client.ServerMetadata> | null> {
    try {
      const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
      const { body } = await this.outbound.get(address, { accept: 'application/json', ...limits });
      const metadata = JSON.parse(body.toString('utf8')) as client.ServerMetadata;
      // Another issuer's document could lead to its keys (mix-up).
      if (metadata.issuer !== issuer) throw new ProviderUnavailable('the document is of another issuer');
      for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
        if (!this.outbound.isAskable(metadata[name] ?? '')) throw new ProviderUnavailable(`${name} cannot be used`);
      }
      return { content: metadata, freshSeconds: FRESH_SECONDS };
    } catch (error) {
      // The answer is not logged: an address can be made to say anything.
      const problem = error instanceof OutboundFailure ? error.problem : error instanceof ProviderUnavailable ? error.message : 'no-metadata';
      this.logger.warn({ problem }, 'the metadata of an identity provider could not be fetched');
      return null;
    }
  }

  private async send(address: string, { method, headers, body }: client.CustomFetchOptions): Promise<Response> {
    // openid-client sends forms, or nothing.
    const sent = body instanceof URLSearchParams ? body.toString() : null;
    const { accept = 'application/json', ...others } = headers;
    const answer = await this.outbound.send(address, { ...limits, accept, method: method === 'POST' ? 'POST' : 'GET', headers: others, body: sent });
    const contentType = answer.headers['content-type'];
    return new Response(new Uint8Array(answer.body), { status: answer.status, headers: contentType === undefined ? {} : { 'content-type': contentType } });
  }
}
