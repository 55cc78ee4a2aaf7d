/** The pages on which a person sees, sets up and removes factors. Each change needs a login of the last ten minutes. */
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '../../kernel/failure.js';
import { isId } from '../../kernel/id.js';
import { getMessages } from '../../messages/index.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { LogInService } from '../accounts/log-in.service.js';
import { groupLetters } from '../domain/one-time-codes.js';
import { isRequiredOf } from '../domain/strength.js';
import { renderFactorsPage } from '../pages/account-views.js';
import { passkeyScriptPath } from '../pages/passkey-script.js';
import { selectTextFields, sendPage } from '../../platform/pages/page-answers.js';
import { renderAuthenticatorPage, makePasskeyPage, renderRecoveryCodesPage } from '../pages/second-factor-pages.js';
import { FactorChanges } from '../second-factors/factor-changes.service.js';
import { LONGEST_PASSKEY_NAME, Passkeys } from '../second-factors/passkeys.service.js';
import { SecondFactors, type ProposedAuthenticator } from '../second-factors/second-factors.service.js';
import { formatDayIn, getForm, getParts } from './page-parts.js';
import { OwnAccount } from './own-account.service.js';
import { HOME, type Visit, type Visits } from './visits.js';

const FACTORS = '/factors';
const AUTHENTICATOR = '/factors/authenticator';
const PASSKEY = '/factors/passkey';
const REMOVE = '/factors/remove';
const CODES = '/factors/recovery-codes';

@Injectable()
export class OwnFactorPages {
  constructor(
    private readonly accounts: AccountsService,
    private readonly own: OwnAccount,
    private readonly factors: SecondFactors,
    private readonly passkeys: Passkeys,
    private readonly changes: FactorChanges,
    private readonly logIns: LogInService,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  mount(scope: FastifyInstance, handle: ReturnType<Visits['createHandler']>): void {
    const at = (page: string): string => `/account${page}`;
    scope.get(
      at(FACTORS),
      handle(FACTORS, 'any', (visit, _request, reply) => this.show(visit, reply, 200)),
    );
    scope.get(
      at(AUTHENTICATOR),
      handle(AUTHENTICATOR, 'fresh', (visit, _request, reply) =>
        this.showAuthenticator(visit, reply, 200, this.factors.propose(visit.person, visit.begunIn), null),
      ),
    );
    scope.post(
      at(AUTHENTICATOR),
      handle(AUTHENTICATOR, 'fresh', (visit, request, reply) => this.takeAuthenticator(visit, request, reply)),
    );
    scope.get(
      at(PASSKEY),
      handle(PASSKEY, 'fresh', (visit, _request, reply) => this.showPasskey(visit, reply, 200, null)),
    );
    scope.post(
      at(PASSKEY),
      handle(PASSKEY, 'fresh', (visit, request, reply) => this.takePasskey(visit, request, reply)),
    );
    scope.post(
      at(REMOVE),
      handle(FACTORS, 'fresh', (visit, request, reply) => this.remove(visit, request, reply)),
    );
    scope.post(
      at(CODES),
      handle(FACTORS, 'fresh', async (visit, _request, reply) => {
        const codes = await this.changes.makeRecoveryCodes(visit.person);
        await this.logIns.record(visit.person, 'second-factor.renew-codes', 'success');
        return this.showCodes(visit, reply, codes);
      }),
    );
    scope.post(
      at(FACTORS),
      handle(FACTORS, 'any', (_visit, _request, reply) => reply.redirect(HOME + FACTORS, 303)),
    );
  }

  private async show(visit: Visit, reply: FastifyReply, status: number, told: { wrong?: string; saved?: string } = {}): Promise<FastifyReply> {
    const { person } = visit;
    const messages = getMessages('account', visit.language);
    const { timeZone } = await this.own.getDetails(person);
    const { isRequired, authenticator, passkeys, recoveryCodes } = await this.changes.getFactors(person);
    const day = (instant: Date): string => formatDayIn(visit, timeZone, instant);
    const page = renderFactorsPage({
      ...getParts(visit, FACTORS, told),
      isRequired,
      authenticator: authenticator && {
        title: messages.say('authenticator'),
        text: messages.say('authenticatorSince', { day: day(authenticator.createdAt), used: day(authenticator.lastUsedAt) }),
        form: getForm(visit, REMOVE, { factor: 'authenticator' }),
        button: messages.say('removeAuthenticator'),
      },
      passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
        title: name,
        text: lastUsedAt
          ? messages.say('passkeySince', { day: day(createdAt), used: day(lastUsedAt) })
          : messages.say('passkeyUnused', { day: day(createdAt) }),
        form: getForm(visit, REMOVE, { factor: id }),
        button: messages.say('removePasskey', { name }),
      })),
      addAuthenticator: HOME + AUTHENTICATOR,
      addPasskey: this.passkeys.areUsable ? HOME + PASSKEY : null,
      codes: authenticator || passkeys.length > 0 ? { left: recoveryCodes.left, form: getForm(visit, CODES) } : null,
    });
    return sendPage(reply, status, page);
  }

  private showAuthenticator(visit: Visit, reply: FastifyReply, status: number, proposed: ProposedAuthenticator, wrong: string | null): FastifyReply {
    const page = renderAuthenticatorPage({
      ...getParts(visit, AUTHENTICATOR),
      wrong,
      form: getForm(visit, AUTHENTICATOR, { ticket: proposed.ticket }),
      address: proposed.address,
      key: groupLetters(proposed.secret),
      ways: [this.getWayBack(visit)],
      abort: null,
    });
    return sendPage(reply, status, page);
  }

  private async takeAuthenticator(visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { ticket = '', code = '' } = selectTextFields(request.body);
    const { person, begunIn } = visit;
    const outcome = await this.factors.confirm(person, begunIn, ticket, code);
    if (outcome === 'kept') return this.isAdded(visit, reply, 'authenticator');
    const again = this.factors.findProposal(person, begunIn, ticket) ?? this.factors.propose(person, begunIn);
    const messages = getMessages('account', visit.language);
    return this.showAuthenticator(visit, reply, 400, again, messages.say(outcome === 'over' ? 'setUpOver' : 'codeWrong'));
  }

  private async showPasskey(visit: Visit, reply: FastifyReply, status: number, wrong: string | null): Promise<FastifyReply> {
    if (!this.passkeys.areUsable) return reply.redirect(HOME + FACTORS, 303);
    const page = makePasskeyPage({
      ...getParts(visit, PASSKEY),
      wrong,
      form: getForm(visit, PASSKEY),
      options: await this.passkeys.askForNew(visit.person, visit.begunIn),
      atOnce: false,
      name: getMessages('account', visit.language).say('passkeyNameDefault'),
      ways: [this.getWayBack(visit)],
      abort: null,
    });
    return sendPage(reply, status, page, { script: `${this.publicUrl}${passkeyScriptPath}` });
  }

  private async takePasskey(visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { answer = '', name = '' } = selectTextFields(request.body);
    const messages = getMessages('account', visit.language);
    const called = name.trim().slice(0, LONGEST_PASSKEY_NAME) || messages.say('passkeyNameDefault');
    if (await this.passkeys.storePasskey(visit.person, visit.begunIn, answer, called)) return this.isAdded(visit, reply, 'passkey');
    return this.showPasskey(visit, reply, 400, messages.say('passkeyNotMade'));
  }

  private async isAdded(visit: Visit, reply: FastifyReply, kind: 'authenticator' | 'passkey'): Promise<FastifyReply> {
    await this.logIns.record(visit.person, 'second-factor.add', 'success');
    const codes = await this.changes.recordAddition(visit.person, kind);
    return codes ? this.showCodes(visit, reply, codes) : this.show(visit, reply, 200, { saved: getMessages('account', visit.language).say('saved') });
  }

  private showCodes(visit: Visit, reply: FastifyReply, codes: readonly string[]): FastifyReply {
    return sendPage(reply, 200, renderRecoveryCodesPage({ ...getParts(visit, FACTORS), otherLanguage: null, codes, form: getForm(visit, FACTORS) }));
  }

  private async remove(visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { factor = '' } = selectTextFields(request.body);
    const messages = getMessages('account', visit.language);
    const person = (await this.accounts.findById(visit.person.staffId)) ?? visit.person;
    try {
      if (factor === 'authenticator') await this.changes.removeAuthenticator(person);
      else if (isId(factor)) await this.changes.removePasskey(person, factor);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return this.show(visit, reply, 409, { wrong: messages.say(isRequiredOf(person.role, person.secondFactorPolicy) ? 'lastFactor' : 'formOver') });
    }
    await this.logIns.record(person, 'second-factor.remove', 'success');
    return this.show(visit, reply, 200, { saved: messages.say('saved') });
  }

  private getWayBack(visit: Visit): { address: string; text: string } {
    return { address: HOME + FACTORS, text: getMessages('account', visit.language).say('factors') };
  }
}
