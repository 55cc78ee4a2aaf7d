import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, PageQuery, shows, type MergePatchBody, type Page, Get, respond, Post, Patch } from '../../platform/http/index.js';
import {
  ClientSecretInput,
  ClientSecretListResponse,
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
  @Get('', {
    permission: 'client.read',
    audit: 'none',
    response: respond.page(IntegrationClientResponse),
  })
  listIntegrationClients(@Query() query: PageQuery): Promise<Page<IntegrationClientResponse>> {
    return this.clients.list(query);
  }

  /** Add a system that acts for the clinic */
  @Post('', {
    permission: 'client.write',
    audit: 'none',
    versioned: true,
    changesAccess: true,
    shownOnce: 'clientSecret',
    response: respond.created(NewIntegrationClientResponse, (client) => `/v1/integration-clients/${client.id}`),
    problems: ['conflict'],
    examples: {
      'A laboratory': { clientId: 'city-laboratory', name: 'City Laboratory', scopes: ['patient.read', 'consultation.write'] },
      'A front end': {
        clientId: 'clinic-front-end',
        name: 'Clinic front end',
        kind: 'public',
        scopes: [],
        redirectUris: ['https://app.clinic.example/back'],
        origins: ['https://app.clinic.example'],
      },
    },
  })
  createIntegrationClient(@Body() client: IntegrationClientInput): Promise<NewIntegrationClientResponse> {
    return this.clients.create(client);
  }

  /** Read a system that acts for the clinic */
  @Get(':integrationClientId', {
    permission: 'client.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(IntegrationClientResponse),
  })
  getIntegrationClient(@Param('integrationClientId', Id) integrationClientId: string): Promise<IntegrationClientResponse> {
    return this.clients.get(integrationClientId);
  }

  /** Change a system that acts for the clinic */
  @Patch(':integrationClientId', {
    permission: 'client.write',
    audit: 'none',
    versioned: true,
    changesAccess: true,
    mergePatchOf: IntegrationClientChange,
    response: respond.ok(IntegrationClientResponse),
    examples: {
      'Let it read patients and nothing else': { scopes: ['patient.read'] },
    },
  })
  updateIntegrationClient(@Param('integrationClientId', Id) integrationClientId: string, @Body() patch: MergePatchBody): Promise<IntegrationClientResponse> {
    return this.clients.change(integrationClientId, patch);
  }

  /** List the secrets of a client, without the secrets */
  @Get(':integrationClientId/secrets', {
    permission: 'client.read',
    audit: 'none',
    response: respond.ok(ClientSecretListResponse, 'Those that are good.'),
  })
  listClientSecrets(@Param('integrationClientId', Id) integrationClientId: string): Promise<ClientSecretListResponse> {
    return this.clients.listSecrets(integrationClientId);
  }

  /**
   * Give a client a new secret
   * @remarks This answer shows the secret, which is stored nowhere. The earlier secrets stay valid until the time that the request names.
   */
  @Post(':integrationClientId/secrets', {
    permission: 'client.write',
    ownLogIn: true,
    audit: { action: 'client.secret', patients: shows.nobody() },
    shownOnce: 'clientSecret',
    response: respond.created(NewClientSecretResponse, () => '/v1/integration-clients', 'The secret.'),
    problems: ['conflict'],
    examples: {
      'One more, and the others for some days': { othersExpireAt: '2026-12-24T12:00:00Z' },
    },
  })
  createClientSecret(@Param('integrationClientId', Id) integrationClientId: string, @Body() secret: ClientSecretInput): Promise<NewClientSecretResponse> {
    return this.clients.addSecret(integrationClientId, secret);
  }
}
