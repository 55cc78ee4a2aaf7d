/** Changes of a person's factors: which may be removed, what follows, and the mail about it. */
import { Injectable } from '@nestjs/common';
import { createConflictFailure, createNotFoundFailure } from '../../kernel/failure.js';
import type { LoginPerson } from '../accounts/accounts.repository.js';
import { AccountMails } from '../accounts/mails.js';
import { isRequiredOf } from '../domain/strength.js';
import type { KeptPasskey } from './passkeys.repository.js';
import { Passkeys } from './passkeys.service.js';
import { SecondFactorsRepository, type KeptAuthenticator, type RecoveryCodesLeft } from './second-factors.repository.js';
import { SecondFactors } from './second-factors.service.js';

export interface FactorsOfPerson {
  /** Whether the clinic requires a second factor of the person. */
  isRequired: boolean;
  authenticator: KeptAuthenticator | null;
  passkeys: KeptPasskey[];
  recoveryCodes: RecoveryCodesLeft;
}

@Injectable()
export class FactorChanges {
  constructor(
    private readonly factors: SecondFactors,
    private readonly passkeys: Passkeys,
    private readonly mails: AccountMails,
    private readonly repository: SecondFactorsRepository,
  ) {}

  async getFactors(person: LoginPerson): Promise<FactorsOfPerson> {
    return {
      isRequired: isRequiredOf(person.role, person.secondFactorPolicy),
      authenticator: await this.factors.findAuthenticator(person),
      passkeys: await this.passkeys.list(person),
      recoveryCodes: await this.factors.getRecoveryCodes(person),
    };
  }

  /** Records a new factor. With the first one come recovery codes, which are shown once; null where the person has some. */
  async recordAddition(person: LoginPerson, kind: 'authenticator' | 'passkey'): Promise<string[] | null> {
    await this.mails.tell(person, `${kind}-added`);
    return this.factors.createFirstRecoveryCodes(person);
  }

  removeAuthenticator(person: LoginPerson): Promise<void> {
    return this.repository.runLocked(person, async () => {
      await this.requireAnother(person, ({ authenticator, passkeys }) => (authenticator ? passkeys.length > 0 : true));
      if (!(await this.factors.removeAuthenticator(person))) throw createConflictFailure('There is no authenticator.');
      await this.recordRemoval(person, 'authenticator-removed');
    });
  }

  removePasskey(person: LoginPerson, id: string): Promise<void> {
    return this.repository.runLocked(person, async () => {
      await this.requireAnother(person, ({ authenticator, passkeys }) => authenticator !== null || passkeys.some((passkey) => passkey.id !== id));
      if (!(await this.passkeys.remove(person, id))) throw createNotFoundFailure('passkey');
      await this.recordRemoval(person, 'passkey-removed');
    });
  }

  async makeRecoveryCodes(person: LoginPerson): Promise<string[]> {
    const { authenticator, passkeys } = await this.getFactors(person);
    if (!authenticator && passkeys.length === 0) throw createConflictFailure('There is no second factor that recovery codes could replace: set one up first.');
    const codes = await this.factors.makeRecoveryCodes(person);
    await this.mails.tell(person, 'recovery-codes-made');
    return codes;
  }

  /** Removes all factors of a person who has lost them, at an admin's request. */
  async removeAll(person: LoginPerson): Promise<void> {
    await this.factors.removeAuthenticator(person);
    await this.passkeys.remove(person, null);
    await this.factors.dropRecoveryCodes(person);
    await this.mails.tell(person, 'factors-removed');
  }

  private async requireAnother(person: LoginPerson, hasAnother: (factors: FactorsOfPerson) => boolean): Promise<void> {
    const factors = await this.getFactors(person);
    if (factors.isRequired && !hasAnother(factors)) throw createConflictFailure('The clinic requires a second factor of this role: set another one up first.');
  }

  /** Records a removal. Recovery codes that replace no factor any more are removed too. */
  private async recordRemoval(person: LoginPerson, notice: 'authenticator-removed' | 'passkey-removed'): Promise<void> {
    const { authenticator, passkeys } = await this.getFactors(person);
    if (!authenticator && passkeys.length === 0) await this.factors.dropRecoveryCodes(person);
    await this.mails.tell(person, notice);
  }
}
