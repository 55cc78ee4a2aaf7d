/** The changes of a person's own account: name, language, password. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createStaleFailure } from '../../platform/http/index.js';
import type { LoginPerson } from '../accounts/accounts.repository.js';
import { AccountsRepository } from '../accounts/accounts.repository.js';
import { LogInAttempts } from '../accounts/log-in-attempts.js';
import { AccountMails } from '../accounts/mails.js';
import { hashPassword, isPassword, findPasswordFault, type PasswordFault } from '../accounts/passwords.js';
import { SecondFactorsRepository } from '../second-factors/second-factors.repository.js';
import { SessionsService, type OwnLogIn } from '../sessions/sessions.service.js';
import { OwnAccountRepository, type AccountDetails } from './own-account.repository.js';

export interface PasswordChange {
  present: string;
  next: string;
  /** The network address of the request, and the browser where the person has logged in with it before. */
  address: string;
  device: string | null;
  /** The login that goes on where all others end; null where the others go on too. */
  endAllBut: OwnLogIn | null;
}

@Injectable()
export class OwnAccount {
  constructor(
    private readonly own: OwnAccountRepository,
    private readonly factors: SecondFactorsRepository,
    private readonly accounts: AccountsRepository,
    private readonly attempts: LogInAttempts,
    private readonly sessions: SessionsService,
    private readonly mails: AccountMails,
    private readonly clock: Clock,
  ) {}

  getDetails(person: LoginPerson): Promise<AccountDetails> {
    return this.factors.runInClinicOf(person, () => this.own.getDetails(person));
  }

  async changeDetails(person: LoginPerson, change: Pick<AccountDetails, 'name' | 'language' | 'version'>): Promise<AccountDetails> {
    return this.factors.runInClinicOf(person, async () => {
      const isChanged = await this.own.change(person, change, this.clock.now());
      const after = await this.own.getDetails(person);
      if (!isChanged) throw createStaleFailure(after.version);
      return after;
    });
  }

  /** Changes the password. Null where it was changed; otherwise its fault, or the seconds until the next attempt. Attempts wait as those of a login. */
  async changePassword(person: LoginPerson, change: PasswordChange): Promise<PasswordFault | 'wrong' | { waitSeconds: number } | null> {
    const attempt = await this.attempts.begin({ email: person.email, address: change.address, device: change.device });
    if (typeof attempt === 'number') return { waitSeconds: attempt };
    if (!(await isPassword(change.present, person.passwordHash))) return 'wrong';
    await attempt.succeeded();
    const fault = await findPasswordFault(change.next, [person.email, person.name, person.clinicName]);
    if (fault) return fault;
    const passwordHash = await hashPassword(change.next);
    await this.factors.runInClinicOf(person, async () => {
      await this.accounts.setPassword(person.staffId, passwordHash, this.clock.now());
      if (change.endAllBut) await this.sessions.endAllBut(person.staffId, change.endAllBut);
    });
    await this.mails.tell(person, 'password');
    return null;
  }
}
