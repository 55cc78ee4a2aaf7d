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
    ownLogIn: true,
    audit: 'none',
    response: respond.page(RegistrationTokenResponse),
  })
  listClientRegistrationTokens(@Query() query: PageQuery): Promise<Page<RegistrationTokenResponse>> {
    return this.tokens.list(query);
  }

  /**
   * Let applications register themselves
   * @remarks Makes a token (RFC 7591, initial access token) with which applications register at `/oauth/register`, within the number and time that the request
   * gives. A registered application is an integration client like those that an admin adds, with at most these scopes. No application can register without such
   * a token.
   */
  @Post('', {
    permission: 'client.write',
    ownLogIn: true,
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
    ownLogIn: true,
    audit: 'none',
    response: respond.ok(RegistrationTokenResponse),
  })
  getClientRegistrationToken(@Param('registrationTokenId', Id) registrationTokenId: string): Promise<RegistrationTokenResponse> {
    return this.tokens.get(registrationTokenId);
  }

  /**
   * End a registration token
   * @remarks No application can register with the token any more. Clients that have registered with it stay; deactivate each as an integration client. Ending
   * the token again changes nothing.
   */
  @Post(':registrationTokenId/end', {
    permission: 'client.write',
    ownLogIn: true,
    audit: { action: 'client.end-registration-token', patients: shows.nobody() },
    response: respond.ok(RegistrationTokenResponse),
  })
  endClientRegistrationToken(@Param('registrationTokenId', Id) registrationTokenId: string): Promise<RegistrationTokenResponse> {
    return this.tokens.end(registrationTokenId);
  }
}
