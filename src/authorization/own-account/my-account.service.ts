/** The account of the caller of the API. */
import { Injectable } from '@nestjs/common';
import { isLanguage } from '../../kernel/language.js';
import { createConflictFailure, Failure, createNotFoundFailure } from '../../kernel/failure.js';
import { getCurrentPrincipal, getCurrentRequest, requireVersion, withPatch, type MergePatchBody } from '../../platform/http/index.js';
import type { LoginPerson } from '../accounts/accounts.repository.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { getMessages } from '../../messages/index.js';
import { MyAccountChange, type MyAccountResponse, type PasswordInput } from './own-account.dto.js';
import type { AccountDetails } from './own-account.repository.js';
import { OwnAccount } from './own-account.service.js';

const toResponse = ({ name, email, language, passwordSetAt, version }: AccountDetails): MyAccountResponse => ({
  name,
  ...(isLanguage(language) && { language }),
  email,
  passwordSetAt: passwordSetAt?.toISOString() ?? null,
  version,
});

@Injectable()
export class MyAccount {
  constructor(
    private readonly accounts: AccountsService,
    private readonly own: OwnAccount,
  ) {}

  async get(): Promise<MyAccountResponse> {
    return toResponse(await this.own.getDetails(await this.getPerson()));
  }

  async change(patch: MergePatchBody): Promise<MyAccountResponse> {
    const person = await this.getPerson();
    const { name, language, version } = await this.own.getDetails(person);
    requireVersion(version);
    const changed = withPatch(MyAccountChange, { name, ...(isLanguage(language) && { language }) }, patch);
    return toResponse(await this.own.changeDetails(person, { name: changed.name, language: changed.language ?? null, version }));
  }

  async changePassword({ presentPassword, newPassword, endOtherSessions = false }: PasswordInput): Promise<void> {
    const outcome = await this.own.changePassword(await this.getPerson(), {
      present: presentPassword,
      next: newPassword,
      address: getCurrentRequest().sourceAddress ?? '',
      device: null,
      endAllBut: endOtherSessions ? { grant: getCurrentPrincipal().login?.grant ?? null } : null,
    });
    if (outcome === null) return;
    if (outcome === 'wrong') throw createConflictFailure('The present password is not right.');
    if (typeof outcome === 'string') throw createConflictFailure(getMessages('pages', 'en').say(outcome));
    throw new Failure('too-many-requests', 'There were several failed tries.', { headers: { 'Retry-After': String(outcome.waitSeconds) } });
  }

  private async getPerson(): Promise<LoginPerson> {
    const person = await this.accounts.findById(getCurrentPrincipal().id);
    if (!person) throw createNotFoundFailure('account');
    return person;
  }
}
