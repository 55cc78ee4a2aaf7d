import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createConflictFailure, createInvalidInputFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { parseNetwork } from '../../kernel/network.js';
import { Outbound } from '../../platform/outbound/outbound.js';
import { createId } from '../../kernel/id.js';
import { hashSecret } from '../../platform/access/key-encryption.js';
import { refuseDuplicate } from '../../platform/database/index.js';
import { getCurrentPrincipal, Pages, requireVersion, withPatch, type MergePatchBody, type Page, type PageQuery } from '../../platform/http/index.js';
import { validateAddresses } from './client-addresses.js';
import { createClientSecret } from './client-secret.js';
import {
  IntegrationClientChange,
  type ClientAddresses,
  type ClientSecretInput,
  type ClientSecret,
  type ClientSecretListResponse,
  type IntegrationClientInput,
  type IntegrationClientResponse,
  type NewClientSecretResponse,
  type NewIntegrationClientResponse,
} from './integration-client.dto.js';
import type { IntegrationClient } from './integration-client.entity.js';
import { IntegrationClientsRepository, type FoundClient, type KeptSecret } from './integration-clients.repository.js';

/** Names that are reserved for the server. */
const RESERVED = /^hairline-/;

const toResponse = ({ clinicId: _clinicId, createdAt, updatedAt, lastUsedAt, ...client }: FoundClient): IntegrationClientResponse => ({
  ...client,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** Answers the addresses, keys and networks with defaults for those that were left out. */
const toAddresses = (given: ClientAddresses): Required<ClientAddresses> => ({
  redirectUris: given.redirectUris ?? [],
  origins: given.origins ?? [],
  launchUrl: given.launchUrl ?? null,
  publicKeys: given.publicKeys ?? null,
  publicKeysUri: given.publicKeysUri ?? null,
  allowedNetworks: (given.allowedNetworks ?? []).map((network) => parseNetwork(network) ?? network),
  requestsPerMinute: given.requestsPerMinute ?? null,
});

const toSecretResponse = ({ id, createdAt, expiresAt, lastUsedAt }: KeptSecret): ClientSecret => ({
  id,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

@Injectable()
export class IntegrationClientsService {
  constructor(
    private readonly clients: IntegrationClientsRepository,
    private readonly pages: Pages,
    private readonly outbound: Outbound,
    private readonly clock: Clock,
  ) {}

  async get(id: string): Promise<IntegrationClientResponse> {
    return toResponse(await this.find(id));
  }

  list(query: PageQuery): Promise<Page<IntegrationClientResponse>> {
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.clients.list(after, limit),
      position: (client) => client.id,
      item: toResponse,
      total: () => this.clients.count(),
    });
  }

  async create(input: IntegrationClientInput): Promise<NewIntegrationClientResponse> {
    const now = this.clock.now();
    const { clientId, name, scopes, kind = 'confidential' } = input;
    this.requireAddresses(input, kind);
    if (RESERVED.test(clientId)) throw createConflictFailure('This clientId is taken.');
    const client: IntegrationClient = {
      clinicId: getCurrentPrincipal().clinic.id,
      id: createId(),
      clientId,
      name,
      scopes,
      kind,
      ...toAddresses(input),
      registrationTokenId: null,
      status: 'active',
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await refuseDuplicate({ integration_clients_client_id_unique: 'This clientId is taken.' }, () => this.clients.insert(client));
    const hasKeys = client.publicKeys !== null || client.publicKeysUri !== null;
    const secret = kind === 'confidential' && !hasKeys ? await this.makeSecret(client.id) : null;
    return { ...toResponse({ ...client, lastUsedAt: null }), clientSecret: secret?.clientSecret ?? null };
  }

  async change(id: string, patch: MergePatchBody): Promise<IntegrationClientResponse> {
    const client = await this.clients.lock(id);
    if (!client) throw createNotFoundFailure('integration client');
    requireVersion(client.version);
    const { name, scopes, status, redirectUris, origins, allowedNetworks, launchUrl, publicKeys, publicKeysUri, requestsPerMinute } = client;
    const given = Object.entries({ launchUrl, publicKeys, publicKeysUri, requestsPerMinute }).filter(([, value]) => value !== null);
    const before = { name, scopes, status, redirectUris, origins, allowedNetworks, ...Object.fromEntries(given) };
    const changed = withPatch(IntegrationClientChange, before, patch);
    this.requireAddresses(changed, client.kind);
    const { lastUsedAt, ...stored } = client;
    const next: IntegrationClient = { ...stored, ...changed, ...toAddresses(changed), version: client.version + 1, updatedAt: this.clock.now() };
    await this.clients.update(next);
    return toResponse({ ...next, lastUsedAt });
  }

  /** Lists the valid secrets without their values, which only the client knows. */
  async listSecrets(id: string): Promise<ClientSecretListResponse> {
    await this.find(id);
    return { items: (await this.clients.listSecrets(id, this.clock.now())).map(toSecretResponse) };
  }

  /** Adds a secret. The earlier secrets expire at the time that the caller gives. */
  async addSecret(id: string, { othersExpireAt }: ClientSecretInput): Promise<NewClientSecretResponse> {
    const client = await this.clients.lock(id);
    if (!client) throw createNotFoundFailure('integration client');
    if (client.kind === 'public') throw createConflictFailure('A public client cannot keep a secret.');
    if (othersExpireAt !== undefined) await this.clients.endSecrets(id, new Date(othersExpireAt));
    const { secretId, createdAt, clientSecret } = await this.makeSecret(id);
    return { ...toSecretResponse({ id: secretId, createdAt, expiresAt: null, lastUsedAt: null }), clientId: client.clientId, clientSecret };
  }

  private async makeSecret(id: string): Promise<{ secretId: string; createdAt: Date; clientSecret: string }> {
    const secretId = createId();
    const createdAt = this.clock.now();
    const clientSecret = createClientSecret();
    await this.clients.addSecret(id, { id: secretId, hash: hashSecret(clientSecret), createdAt });
    return { secretId, createdAt, clientSecret };
  }

  private requireAddresses(addresses: ClientAddresses, kind: string): void {
    const errors = validateAddresses(addresses, { kind, isAskable: (address) => this.outbound.isAskable(address) });
    if (errors.length > 0) throw createInvalidInputFailure(errors);
  }

  private async find(id: string): Promise<FoundClient> {
    const client = await this.clients.find(id);
    if (!client) throw createNotFoundFailure('integration client');
    return client;
  }
}
