/** The factors of whoever asks over the API, and those of a person of the clinic. */
import { Injectable } from '@nestjs/common';
import { StaffService } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { conflict, Failure, fail, notFound } from '../../kernel/failure.js';
import { currentPrincipal } from '../../platform/http/index.js';
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

/** By RFC 9470: the token is good, but not for this; after a new login it is. */
const needsFreshLogIn = (): Failure =>
  new Failure('unauthenticated', 'This needs a login of the last ten minutes, with both factors where the person has two.', {
    headers: {
      'WWW-Authenticate': `Bearer realm="hairline", error="insufficient_user_authentication", max_age="${FRESH_SECONDS}", acr_values="${TWO_FACTORS}"`,
    },
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
    return toResponse(await this.changes.of(await this.person()));
  }

  async propose(): Promise<AuthenticatorProposal> {
    const { secret, address, ticket, expiresAt } = this.factors.propose(await this.personWithFreshLogIn(), this.begunIn());
    return { secret, address, ticket, expiresAt: expiresAt.toISOString() };
  }

  async confirm({ ticket, code }: AuthenticatorConfirmation): Promise<RecoveryCodesResponse> {
    const person = await this.personWithFreshLogIn();
    const outcome = await this.factors.confirm(person, this.begunIn(), ticket, code);
    if (outcome === 'over') throw conflict('The ticket is good no more: begin again.');
    if (outcome === 'wrong') throw fail('conflict', 'The code is not the one that the application should show now.');
    return { codes: await this.changes.added(person, 'authenticator') };
  }

  async removeAuthenticator(): Promise<void> {
    await this.changes.removeAuthenticator(await this.personWithFreshLogIn());
  }

  async removePasskey(passkeyId: string): Promise<void> {
    await this.changes.removePasskey(await this.personWithFreshLogIn(), passkeyId);
  }

  async makeRecoveryCodes(): Promise<RecoveryCodesResponse> {
    return { codes: await this.changes.makeRecoveryCodes(await this.personWithFreshLogIn()) };
  }

  async listOf(staffId: string): Promise<SecondFactorsResponse> {
    return toResponse(await this.changes.of(await this.personOfClinic(staffId)));
  }

  /** The person is logged out everywhere, and logs in with the password alone, or sets a new factor up where the clinic requires one. */
  async removeAllOf(staffId: string): Promise<void> {
    await this.changes.removeAll(await this.personOfClinic(staffId));
    await this.sessions.endAllOf(staffId);
  }

  private async personOfClinic(staffId: string): Promise<LoginPerson> {
    const { status } = await this.staff.get(staffId);
    if (status !== 'active') throw conflict('The person is inactive, and cannot log in at all.');
    return this.required(staffId);
  }

  private person(): Promise<LoginPerson> {
    return this.required(currentPrincipal().id);
  }

  private async personWithFreshLogIn(): Promise<LoginPerson> {
    const { login } = currentPrincipal();
    const person = await this.person();
    const now = Math.floor(this.clock.now().getTime() / 1000);
    if (!login || !isFresh(login, person.hasAuthenticator || person.hasPasskey, now)) throw needsFreshLogIn();
    return person;
  }

  private begunIn(): string {
    return `grant ${currentPrincipal().login?.grant?.toString('base64url') ?? ''}`;
  }

  private async required(staffId: string): Promise<LoginPerson> {
    const person = await this.accounts.byId(staffId);
    if (!person) throw notFound('account');
    return person;
  }
}
