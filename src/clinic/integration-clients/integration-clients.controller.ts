import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  Audited,
  ChangesAccess,
  Creates,
  Example,
  Fails,
  Id,
  MergePatchOf,
  PageQuery,
  shows,
  ShownOnce,
  Unaudited,
  Versioned,
  type MergePatchBody,
  type Page,
} from '../../platform/http/index.js';
import {
  ClientSecretInput,
  ClientSecretsResponse,
  IntegrationClientChange,
  IntegrationClientInput,
  IntegrationClientResponse,
  NewClientSecretResponse,
  NewIntegrationClientResponse,
} from './integration-client.dto.js';
import { IntegrationClientsService } from './integration-clients.service.js';

@ApiTags('Clinic')
@Controller('v1/integration-clients')
export class IntegrationClientsController {
  constructor(private readonly clients: IntegrationClientsService) {}

  /** List the systems that act for the clinic */
  @Get()
  @Access('client.read')
  @Unaudited()
  @AnswersPage(IntegrationClientResponse)
  listIntegrationClients(@Query() query: PageQuery): Promise<Page<IntegrationClientResponse>> {
    return this.clients.list(query);
  }

  /** Add a system that acts for the clinic */
  @Post()
  @Access('client.write')
  @Unaudited()
  @Versioned()
  @Example('A laboratory', { clientId: 'city-laboratory', name: 'City Laboratory', scopes: ['patient.read', 'consultation.write'] })
  @Example('A front end', {
    clientId: 'clinic-front-end',
    name: 'Clinic front end',
    kind: 'public',
    scopes: [],
    redirectUris: ['https://app.clinic.example/back'],
    origins: ['https://app.clinic.example'],
  })
  @ShownOnce('clientSecret')
  @Creates(NewIntegrationClientResponse, (client) => `/v1/integration-clients/${client.id}`)
  @Fails('conflict')
  @ChangesAccess()
  createIntegrationClient(@Body() client: IntegrationClientInput): Promise<NewIntegrationClientResponse> {
    return this.clients.create(client);
  }

  /** Read a system that acts for the clinic */
  @Get(':integrationClientId')
  @Access('client.read')
  @Unaudited()
  @Versioned()
  @Answers(IntegrationClientResponse)
  getIntegrationClient(@Param('integrationClientId', Id) integrationClientId: string): Promise<IntegrationClientResponse> {
    return this.clients.get(integrationClientId);
  }

  /** Change a system that acts for the clinic */
  @Patch(':integrationClientId')
  @Access('client.write')
  @Unaudited()
  @ChangesAccess()
  @Versioned()
  @MergePatchOf(IntegrationClientChange)
  @Example('Let it read patients and nothing else', { scopes: ['patient.read'] })
  @Answers(IntegrationClientResponse)
  updateIntegrationClient(@Param('integrationClientId', Id) integrationClientId: string, @Body() patch: MergePatchBody): Promise<IntegrationClientResponse> {
    return this.clients.change(integrationClientId, patch);
  }

  /** List the secrets of a client, without the secrets */
  @Get(':integrationClientId/secrets')
  @Access('client.read')
  @Unaudited()
  @Answers(ClientSecretsResponse, 'Those that are good.')
  listClientSecrets(@Param('integrationClientId', Id) integrationClientId: string): Promise<ClientSecretsResponse> {
    return this.clients.listSecrets(integrationClientId);
  }

  /**
   * Give a client a new secret
   * @remarks The secret is shown in this answer and kept nowhere. Those before stay good until the time that the request names.
   */
  @Post(':integrationClientId/secrets')
  @Access('client.write')
  @Audited('client.secret', shows.nobody())
  @Example('One more, and the others for some days', { othersExpireAt: '2026-12-24T12:00:00Z' })
  @ShownOnce('clientSecret')
  @Creates(NewClientSecretResponse, () => '/v1/integration-clients', 'The secret.')
  @Fails('conflict')
  createClientSecret(@Param('integrationClientId', Id) integrationClientId: string, @Body() secret: ClientSecretInput): Promise<NewClientSecretResponse> {
    return this.clients.addSecret(integrationClientId, secret);
  }
}
