/** The factors of the caller of the API, and those of a person of the clinic. */
import { Injectable } from '@nestjs/common';
import { StaffService } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { createConflictFailure, createNotFoundFailure, type Failure } from '../../kernel/failure.js';
import { createUnauthenticatedFailure } from '../../platform/access/presented-token.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import type { LoginPerson } from '../accounts/accounts.repository.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { FRESH_SECONDS, isFresh, TWO_FACTORS } from '../domain/strength.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { FactorChanges, type FactorsOfPerson } from './factor-changes.service.js';
import type { AuthenticatorConfirmation, AuthenticatorProposal, RecoveryCodesResponse, SecondFactorsResponse } from './second-factors.dto.js';
import { SecondFactors } from './second-factors.service.js';

const toResponse = ({ isRequired, authenticator, passkeys, recoveryCodes }: FactorsOfPerson): SecondFactorsResponse => ({
  isRequired,
  authenticator: authenticator && { createdAt: authenticator.createdAt.toISOString(), lastUsedAt: authenticator.lastUsedAt.toISOString() },
  passkeys: passkeys.map(({ id, name, isSynced, createdAt, lastUsedAt }) => ({
    id,
    name,
    isSynced,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  })),
  recoveryCodesLeft: recoveryCodes.left,
});

/** The failure after RFC 9470: the token is valid but not sufficient; it is after a new login. */
const createStaleLogInFailure = (): Failure =>
  createUnauthenticatedFailure('This needs a login of the last ten minutes, with both factors where the person has two.', 'insufficient_user_authentication', {
    parameters: { max_age: FRESH_SECONDS, acr_values: TWO_FACTORS },
  });

@Injectable()
export class OwnFactors {
  constructor(
    private readonly accounts: AccountsService,
    private readonly staff: StaffService,
    private readonly factors: SecondFactors,
    private readonly changes: FactorChanges,
    private readonly sessions: SessionsService,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<SecondFactorsResponse> {
    return toResponse(await this.changes.getFactors(await this.getPerson()));
  }

  async propose(): Promise<AuthenticatorProposal> {
    const { secret, address, ticket, expiresAt } = this.factors.propose(await this.getPersonWithFreshLogIn(), this.getLoginId());
    return { secret, address, ticket, expiresAt: expiresAt.toISOString() };
  }

  async confirm({ ticket, code }: AuthenticatorConfirmation): Promise<RecoveryCodesResponse> {
    const person = await this.getPersonWithFreshLogIn();
    const outcome = await this.factors.confirm(person, this.getLoginId(), ticket, code);
    if (outcome === 'over') throw createConflictFailure('The ticket has expired, or belongs to another login: propose an authenticator again.');
    if (outcome === 'wrong') throw createConflictFailure('The code is not the one that the application should show now.');
    return { codes: await this.changes.recordAddition(person, 'authenticator') };
  }

  async removeAuthenticator(): Promise<void> {
    await this.changes.removeAuthenticator(await this.getPersonWithFreshLogIn());
  }

  async removePasskey(passkeyId: string): Promise<void> {
    await this.changes.removePasskey(await this.getPersonWithFreshLogIn(), passkeyId);
  }

  async makeRecoveryCodes(): Promise<RecoveryCodesResponse> {
    return { codes: await this.changes.makeRecoveryCodes(await this.getPersonWithFreshLogIn()) };
  }

  async listByStaff(staffId: string): Promise<SecondFactorsResponse> {
    return toResponse(await this.changes.getFactors(await this.getPersonOfClinic(staffId)));
  }

  /**
   * Removes all factors of a person. The person is logged out everywhere, and logs in with the password alone, or sets up a factor where the clinic requires
   * one.
   */
  async removeAllByStaff(staffId: string): Promise<void> {
    await this.changes.removeAll(await this.getPersonOfClinic(staffId));
    await this.sessions.endAllByStaff(staffId);
  }

  private async getPersonOfClinic(staffId: string): Promise<LoginPerson> {
    const { status } = await this.staff.get(staffId);
    if (status !== 'active') throw createConflictFailure('The person is inactive, and cannot log in at all.');
    return this.getRequiredPerson(staffId);
  }

  private getPerson(): Promise<LoginPerson> {
    return this.getRequiredPerson(getCurrentPrincipal().id);
  }

  private async getPersonWithFreshLogIn(): Promise<LoginPerson> {
    const { login } = getCurrentPrincipal();
    const person = await this.getPerson();
    const now = Math.floor(this.clock.now().getTime() / 1000);
    if (!login || !isFresh(login, person.hasAuthenticator || person.hasPasskey, now)) throw createStaleLogInFailure();
    return person;
  }

  private getLoginId(): string {
    return `grant ${getCurrentPrincipal().login?.grant?.toString('base64url') ?? ''}`;
  }

  private async getRequiredPerson(staffId: string): Promise<LoginPerson> {
    const person = await this.accounts.findById(staffId);
    if (!person) throw createNotFoundFailure('account');
    return person;
  }
}
