import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, PageQuery, Patch, Post, respond, shows, type MergePatchBody, type Page } from '../../platform/http/index.js';
import { IdentityProviderChange, IdentityProviderInput, IdentityProviderResponse } from './identity-provider.dto.js';
import { IdentityProvidersService } from './identity-providers.service.js';

@ApiTags('Access')
@Controller('v1/identity-providers')
export class IdentityProvidersController {
  constructor(private readonly providers: IdentityProvidersService) {}

  /** List the identity providers of the clinic, without their secrets */
  @Get('', {
    permission: 'client.read',
    ownLogIn: true,
    audit: 'none',
    response: respond.page(IdentityProviderResponse),
  })
  listIdentityProviders(@Query() query: PageQuery): Promise<Page<IdentityProviderResponse>> {
    return this.providers.list(query);
  }

  /**
   * Add an identity provider
   * @remarks An OpenID Connect server of the clinic's choice. Its people log in there, and its access tokens are accepted where the clinic gives an audience.
   * The clinic and the role come from its claims. Register `redirectUri` and `backchannelLogoutUri` of the answer at the provider.
   */
  @Post('', {
    permission: 'client.write',
    ownLogIn: true,
    audit: { action: 'identity-provider.add', patients: shows.nobody() },
    versioned: true,
    changesAccess: true,
    response: respond.created(IdentityProviderResponse, ({ id }) => `/v1/identity-providers/${id}`),
    problems: ['conflict'],
    examples: {
      'A hospital': {
        name: 'City Hospital',
        issuer: 'https://id.hospital.example',
        clientId: 'hairline',
        clientAuthentication: 'private_key_jwt',
        accessTokenAudience: 'https://api.clinic.example',
        clinicClaim: '/organisation',
        clinicValue: 'hair-clinic',
        roleClaim: '/groups',
        roles: [{ value: 'hair-clinic-dermatologists', role: 'dermatologist' }],
        linksByEmail: true,
        createsPeople: false,
        trustsSecondFactor: true,
        allowsLocalLogIn: true,
      },
    },
  })
  createIdentityProvider(@Body() provider: IdentityProviderInput): Promise<IdentityProviderResponse> {
    return this.providers.create(provider);
  }

  /** Read an identity provider, without its secret */
  @Get(':identityProviderId', {
    permission: 'client.read',
    ownLogIn: true,
    audit: 'none',
    versioned: true,
    response: respond.ok(IdentityProviderResponse),
  })
  getIdentityProvider(@Param('identityProviderId', Id) identityProviderId: string): Promise<IdentityProviderResponse> {
    return this.providers.get(identityProviderId);
  }

  /**
   * Change an identity provider
   * @remarks A change applies at once to logins and access tokens. People who are logged in stay logged in; end their sessions where they should not.
   */
  @Patch(':identityProviderId', {
    permission: 'client.write',
    ownLogIn: true,
    audit: { action: 'identity-provider.update', patients: shows.nobody() },
    versioned: true,
    changesAccess: true,
    mergePatchOf: IdentityProviderChange,
    response: respond.ok(IdentityProviderResponse),
    problems: ['conflict'],
    examples: {
      'Switch it off': { status: 'inactive' },
    },
  })
  updateIdentityProvider(@Param('identityProviderId', Id) identityProviderId: string, @Body() patch: MergePatchBody): Promise<IdentityProviderResponse> {
    return this.providers.change(identityProviderId, patch);
  }

  /**
   * Remove an identity provider
   * @remarks Nobody logs in with it any more, and its access tokens are refused. Its people stay in the clinic's staff.
   */
  @Post(':identityProviderId/remove', {
    permission: 'client.write',
    ownLogIn: true,
    audit: { action: 'identity-provider.remove', patients: shows.nobody() },
    versioned: true,
    changesAccess: true,
    response: respond.noContent('Removed.'),
  })
  removeIdentityProvider(@Param('identityProviderId', Id) identityProviderId: string): Promise<void> {
    return this.providers.remove(identityProviderId);
  }
}
