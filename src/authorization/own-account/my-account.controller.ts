import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Patch, Post, respond, shows, type MergePatchBody } from '../../platform/http/index.js';
import { MyAccount } from './my-account.service.js';
import { MyAccountChange, MyAccountResponse, PasswordInput } from './own-account.dto.js';

@ApiTags('Access')
@Controller('v1/me')
export class MyAccountController {
  constructor(private readonly account: MyAccount) {}

  /** Read your own account */
  @Get('account', {
    permission: 'me.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(MyAccountResponse),
    problems: ['not-found'],
  })
  getMyAccount(): Promise<MyAccountResponse> {
    return this.account.get();
  }

  /** Change your own name, or the language of mails to you */
  @Patch('account', {
    permission: 'me.write',
    audit: { action: 'account.update', patients: shows.nobody() },
    versioned: true,
    changesAccess: true,
    mergePatchOf: MyAccountChange,
    response: respond.ok(MyAccountResponse),
    examples: {
      'In Hindi': { language: 'hi' },
    },
  })
  updateMyAccount(@Body() patch: MergePatchBody): Promise<MyAccountResponse> {
    return this.account.change(patch);
  }

  /**
   * Change your password
   * @remarks Wrong tries have to wait longer and longer, as at the login (429 with `Retry-After`). You are told by e-mail.
   */
  @Post('password', {
    permission: 'me.write',
    ownLogIn: true,
    audit: { action: 'password.change', patients: shows.nobody() },
    changesAccess: true,
    response: respond.noContent('Changed.'),
    problems: ['conflict'],
    examples: {
      'A longer one': { presentPassword: 'an owl reads under the bridge', newPassword: 'seven grey herons at noon', endOtherSessions: true },
    },
  })
  changeMyPassword(@Body() password: PasswordInput): Promise<void> {
    return this.account.changePassword(password);
  }
}
