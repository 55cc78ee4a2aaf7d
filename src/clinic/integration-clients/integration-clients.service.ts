import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { conflict, notFound } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { violatedConstraint } from '../../platform/database/index.js';
import { currentPrincipal, Pages, requireVersion, withPatch, type MergePatchBody, type Page, type PageQuery } from '../../platform/http/index.js';
import { IntegrationClientChange, type IntegrationClientInput, type IntegrationClientResponse } from './integration-client.dto.js';
import type { IntegrationClient } from './integration-client.entity.js';
import { IntegrationClientsRepository } from './integration-clients.repository.js';

const toResponse = ({ clinicId: _clinicId, createdAt, updatedAt, ...client }: IntegrationClient): IntegrationClientResponse => ({
  ...client,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

@Injectable()
export class IntegrationClientsService {
  constructor(
    private readonly clients: IntegrationClientsRepository,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(id: string): Promise<IntegrationClientResponse> {
    const client = await this.clients.find(id);
    if (!client) throw notFound('integration client');
    return toResponse(client);
  }

  list(query: PageQuery): Promise<Page<IntegrationClientResponse>> {
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.clients.list(after, limit),
      position: (client) => client.id,
      item: toResponse,
      total: () => this.clients.count(),
    });
  }

  async create(input: IntegrationClientInput): Promise<IntegrationClientResponse> {
    const now = this.clock.now();
    const client: IntegrationClient = {
      clinicId: currentPrincipal().clinic.id,
      id: newId(),
      ...input,
      status: 'active',
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    try {
      await this.clients.insert(client);
    } catch (error) {
      if (violatedConstraint(error) === 'integration_clients_client_id_unique') throw conflict('This clientId is taken.');
      throw error;
    }
    return toResponse(client);
  }

  async change(id: string, patch: MergePatchBody): Promise<IntegrationClientResponse> {
    const client = await this.clients.lock(id);
    if (!client) throw notFound('integration client');
    requireVersion(client.version);
    const { name, scopes, status } = client;
    const changed = withPatch(IntegrationClientChange, { name, scopes, status }, patch);
    const next: IntegrationClient = { ...client, ...changed, version: client.version + 1, updatedAt: this.clock.now() };
    await this.clients.update(next);
    return toResponse(next);
  }
}
