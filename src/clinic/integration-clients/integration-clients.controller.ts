import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, PageQuery, type MergePatchBody, type Page, Get, respond, Post, Patch } from '../../platform/http/index.js';
import { IntegrationClientChange, IntegrationClientInput, IntegrationClientResponse } from './integration-client.dto.js';
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
    response: respond.created(IntegrationClientResponse, (client) => `/v1/integration-clients/${client.id}`),
    problems: ['conflict'],
    examples: {
      'A laboratory': { clientId: 'city-laboratory', name: 'City Laboratory', scopes: ['patient.read', 'consultation.write'] },
    },
  })
  createIntegrationClient(@Body() client: IntegrationClientInput): Promise<IntegrationClientResponse> {
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
    mergePatchOf: IntegrationClientChange,
    response: respond.ok(IntegrationClientResponse),
    examples: {
      'Let it read patients and nothing else': { scopes: ['patient.read'] },
    },
  })
  updateIntegrationClient(@Param('integrationClientId', Id) integrationClientId: string, @Body() patch: MergePatchBody): Promise<IntegrationClientResponse> {
    return this.clients.change(integrationClientId, patch);
  }
}
