import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, Post, respond, shows } from '../../platform/http/index.js';
import { OwnFactors } from './own-factors.service.js';
import { AuthenticatorConfirmation, AuthenticatorProposal, RecoveryCodesResponse, SecondFactorsResponse } from './second-factors.dto.js';

@ApiTags('Access')
@Controller('v1')
export class SecondFactorsController {
  constructor(private readonly factors: OwnFactors) {}

  /** List your second factors */
  @Get('me/second-factors', {
    permission: 'me.read',
    ownLogIn: true,
    audit: 'none',
    response: respond.ok(SecondFactorsResponse),
    problems: ['not-found'],
  })
  listMySecondFactors(): Promise<SecondFactorsResponse> {
    return this.factors.list();
  }

  /**
   * Begin to set up an authenticator
   * @remarks Answers a new key and stores nothing; `confirm` stores it. Every change of factors needs a login of the last ten minutes, with both factors where
   * you have two. Otherwise it is refused with `insufficient_user_authentication` (RFC 9470). Passkeys are made on the server's own page, `/oauth/account`.
   */
  @Post('me/authenticator/propose', {
    permission: 'me.write',
    ownLogIn: true,
    audit: { action: 'second-factor.propose', patients: shows.nobody() },
    storesNothing: true,
    response: respond.ok(AuthenticatorProposal),
  })
  proposeMyAuthenticator(): Promise<AuthenticatorProposal> {
    return this.factors.propose();
  }

  /**
   * Set up an authenticator with its first code
   * @remarks It replaces an earlier authenticator. With the first factor come recovery codes.
   */
  @Post('me/authenticator/confirm', {
    permission: 'me.write',
    ownLogIn: true,
    audit: { action: 'second-factor.add', patients: shows.nobody() },
    changesAccess: true,
    shownOnce: 'codes',
    response: respond.ok(RecoveryCodesResponse),
    problems: ['conflict'],
    examples: {
      'The first code': { ticket: 'kz8M0m0p', code: '287082' },
    },
  })
  confirmMyAuthenticator(@Body() confirmation: AuthenticatorConfirmation): Promise<RecoveryCodesResponse> {
    return this.factors.confirm(confirmation);
  }

  /** Remove your authenticator */
  @Post('me/authenticator/remove', {
    permission: 'me.write',
    ownLogIn: true,
    audit: { action: 'second-factor.remove', patients: shows.nobody() },
    changesAccess: true,
    response: respond.noContent('Removed.'),
    problems: ['conflict'],
  })
  removeMyAuthenticator(): Promise<void> {
    return this.factors.removeAuthenticator();
  }

  /** Remove one of your passkeys */
  @Post('me/passkeys/:passkeyId/remove', {
    permission: 'me.write',
    ownLogIn: true,
    audit: { action: 'second-factor.remove', patients: shows.nobody() },
    changesAccess: true,
    response: respond.noContent('Removed.'),
    problems: ['conflict'],
  })
  removeMyPasskey(@Param('passkeyId', Id) passkeyId: string): Promise<void> {
    return this.factors.removePasskey(passkeyId);
  }

  /**
   * Make new recovery codes
   * @remarks The earlier codes are no longer valid.
   */
  @Post('me/recovery-codes/renew', {
    permission: 'me.write',
    ownLogIn: true,
    audit: { action: 'second-factor.renew-codes', patients: shows.nobody() },
    shownOnce: 'codes',
    response: respond.ok(RecoveryCodesResponse),
    problems: ['conflict'],
  })
  renewMyRecoveryCodes(): Promise<RecoveryCodesResponse> {
    return this.factors.makeRecoveryCodes();
  }

  /** List the second factors of a person of the clinic */
  @Get('staff/:staffId/second-factors', {
    permission: 'staff.write',
    ownLogIn: true,
    audit: 'none',
    response: respond.ok(SecondFactorsResponse),
    problems: ['conflict'],
  })
  listStaffSecondFactors(@Param('staffId', Id) staffId: string): Promise<SecondFactorsResponse> {
    return this.factors.listByStaff(staffId);
  }

  /**
   * Take a person's second factors away
   * @remarks For somebody who has lost them, recovery codes too. The person is logged out everywhere and told by e-mail; where the clinic requires a second factor, the next
   * login sets a new one up. Make sure that it is the person who asks.
   */
  @Post('staff/:staffId/second-factors/remove', {
    permission: 'staff.write',
    ownLogIn: true,
    audit: { action: 'second-factor.remove-all', patients: shows.nobody() },
    changesAccess: true,
    response: respond.noContent('Taken away.'),
    problems: ['conflict'],
  })
  removeStaffSecondFactors(@Param('staffId', Id) staffId: string): Promise<void> {
    return this.factors.removeAllByStaff(staffId);
  }
}
