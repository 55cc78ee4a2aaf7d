import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  Creates,
  Example,
  Fails,
  Id,
  MergePatchOf,
  PageQuery,
  Unaudited,
  Versioned,
  type MergePatchBody,
  type Page,
} from '../../platform/http/index.js';
import { IntegrationClientChange, IntegrationClientInput, IntegrationClientResponse } from './integration-client.dto.js';
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
  @Creates(IntegrationClientResponse, (client) => `/v1/integration-clients/${client.id}`)
  @Fails('conflict')
  createIntegrationClient(@Body() client: IntegrationClientInput): Promise<IntegrationClientResponse> {
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
  @Versioned()
  @MergePatchOf(IntegrationClientChange)
  @Example('Let it read patients and nothing else', { scopes: ['patient.read'] })
  @Answers(IntegrationClientResponse)
  updateIntegrationClient(@Param('integrationClientId', Id) integrationClientId: string, @Body() patch: MergePatchBody): Promise<IntegrationClientResponse> {
    return this.clients.change(integrationClientId, patch);
  }
}
