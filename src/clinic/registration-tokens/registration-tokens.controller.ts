import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, PageQuery, Post, respond, shows, type Page } from '../../platform/http/index.js';
import { NewRegistrationTokenResponse, RegistrationTokenInput, RegistrationTokenResponse } from './registration-token.dto.js';
import { RegistrationTokensService } from './registration-tokens.service.js';

@ApiTags('Clinic')
@Controller('v1/client-registration-tokens')
export class RegistrationTokensController {
  constructor(private readonly tokens: RegistrationTokensService) {}

  /** List the tokens with which applications register themselves, without the tokens */
  @Get('', {
    permission: 'client.read',
    audit: 'none',
    response: respond.page(RegistrationTokenResponse),
  })
  listClientRegistrationTokens(@Query() query: PageQuery): Promise<Page<RegistrationTokenResponse>> {
    return this.tokens.list(query);
  }

  /**
   * Let applications register themselves
   * @remarks Makes a token (RFC 7591, initial access token) with which they do so at `/oauth/register`, as often and as long as is said here. What registers is an integration
   * client as those that an admin adds, with these scopes at most. Without such a token nobody registers.
   */
  @Post('', {
    permission: 'client.write',
    audit: { action: 'client.registration-token', patients: shows.nobody() },
    shownOnce: 'token',
    response: respond.created(NewRegistrationTokenResponse, ({ id }) => `/v1/client-registration-tokens/${id}`, 'The token.'),
    examples: {
      'For one application of a laboratory': { name: 'Applications of City Laboratory', scopes: ['patient.read'], maxRegistrations: 1, validForDays: 7 },
    },
  })
  createClientRegistrationToken(@Body() token: RegistrationTokenInput): Promise<NewRegistrationTokenResponse> {
    return this.tokens.create(token);
  }

  /** Read a token with which applications register themselves, without the token */
  @Get(':registrationTokenId', {
    permission: 'client.read',
    audit: 'none',
    response: respond.ok(RegistrationTokenResponse),
  })
  getClientRegistrationToken(@Param('registrationTokenId', Id) registrationTokenId: string): Promise<RegistrationTokenResponse> {
    return this.tokens.get(registrationTokenId);
  }

  /**
   * Let nobody register with a token any more
   * @remarks Clients that have registered with it stay; each is switched off as an integration client. Ending it again changes nothing.
   */
  @Post(':registrationTokenId/end', {
    permission: 'client.write',
    audit: { action: 'client.end-registration-token', patients: shows.nobody() },
    response: respond.ok(RegistrationTokenResponse),
  })
  endClientRegistrationToken(@Param('registrationTokenId', Id) registrationTokenId: string): Promise<RegistrationTokenResponse> {
    return this.tokens.end(registrationTokenId);
  }
}
