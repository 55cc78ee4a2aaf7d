/** The pages of a login on which somebody sets up the second factor that the login needs, before any token is given. */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { messagesOf } from '../../messages/index.js';
import { LogInService } from '../accounts/log-in.service.js';
import { AccountMails } from '../accounts/mails.js';
import { hasTwoFactors, isRequiredOf, methodsOf, type Proof } from '../domain/strength.js';
import { fieldsOf } from '../pages/page-answers.js';
import { authenticatorPage, makePasskeyPage, recoveryCodesPage, setUpPage, type Way } from '../pages/second-factor-pages.js';
import { inGroups } from '../domain/one-time-codes.js';
import { LONGEST_PASSKEY_NAME, Passkeys } from '../second-factors/passkeys.service.js';
import { SecondFactors, type ProposedAuthenticator } from '../second-factors/second-factors.service.js';
import { hasFactor, NextStep } from './next-step.js';
import { LogInsUnderWay, pathOf, type PageHandler, type RouteHandler, type Step, type UnderWay } from './under-way.js';

type StepHandler = (underWay: UnderWay, step: Step, request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>;

const CHOICE = '/set-up';
const AUTHENTICATOR = '/set-up/authenticator';
const PASSKEY = '/set-up/passkey';
const DONE = '/set-up/done';

@Injectable()
export class SetUpStep {
  constructor(
    private readonly underWay: LogInsUnderWay,
    private readonly next: NextStep,
    private readonly logIns: LogInService,
    private readonly mails: AccountMails,
    private readonly factors: SecondFactors,
    private readonly passkeys: Passkeys,
  ) {}

  mount(scope: FastifyInstance, handle: (step: PageHandler) => RouteHandler): void {
    /** Only who has no factor yet: nobody sets one up in place of the one that they cannot prove. */
    const forStep = (work: StepHandler): RouteHandler =>
      handle(async (underWay, request, reply) => {
        const step = await this.underWay.stepOf(underWay, request);
        return step && !hasFactor(step.person) ? work(underWay, step, request, reply) : reply.redirect(pathOf(underWay), 303);
      });
    const at = (page: string): string => `/interaction/:uid${page}`;
    scope.get(
      at(CHOICE),
      forStep((underWay, step, _request, reply) => this.showChoice(underWay, step, reply)),
    );
    scope.get(
      at(AUTHENTICATOR),
      forStep((underWay, step, _request, reply) => this.showAuthenticator(underWay, step, reply, 200, this.proposed(underWay, step), null)),
    );
    scope.post(
      at(AUTHENTICATOR),
      forStep((underWay, step, request, reply) => this.takeAuthenticator(underWay, step, request, reply)),
    );
    scope.get(
      at(PASSKEY),
      forStep((underWay, step, _request, reply) => this.showPasskey(underWay, step, reply, 200, null)),
    );
    scope.post(
      at(PASSKEY),
      forStep((underWay, step, request, reply) => this.takePasskey(underWay, step, request, reply)),
    );
    scope.post(
      at(DONE),
      handle(async (underWay, request, reply) => {
        const step = await this.underWay.stepOf(underWay, request);
        return step && hasTwoFactors(methodsOf(step.proofs)) ? this.next.goOn(underWay, request, reply, step) : reply.redirect(pathOf(underWay), 303);
      }),
    );
  }

  private showChoice(underWay: UnderWay, { person }: Step, reply: FastifyReply): FastifyReply {
    const messages = messagesOf('account', underWay.language);
    const page = setUpPage({
      ...this.underWay.frame(underWay, person.clinicName, CHOICE),
      text: messages.say(isRequiredOf(person.role, person.secondFactorPolicy) ? 'setUpText' : 'setUpAsked'),
      authenticator: pathOf(underWay) + AUTHENTICATOR,
      passkey: this.passkeys.areUsable ? pathOf(underWay) + PASSKEY : null,
      abort: `${pathOf(underWay)}/abort`,
    });
    return this.underWay.send(underWay, reply, 200, page);
  }

  private proposed(underWay: UnderWay, { person }: Step): ProposedAuthenticator {
    return this.factors.propose(person, underWay.interaction.uid);
  }

  private showAuthenticator(
    underWay: UnderWay,
    { person }: Step,
    reply: FastifyReply,
    status: number,
    { address, secret, ticket }: ProposedAuthenticator,
    wrong: string | null,
  ): FastifyReply {
    const page = authenticatorPage({
      ...this.underWay.frame(underWay, person.clinicName, AUTHENTICATOR),
      form: { action: pathOf(underWay) + AUTHENTICATOR, hidden: { ticket } },
      address,
      key: inGroups(secret),
      wrong,
      ways: [this.otherWay(underWay)],
      abort: `${pathOf(underWay)}/abort`,
    });
    return this.underWay.send(underWay, reply, status, page);
  }

  private async takeAuthenticator(underWay: UnderWay, step: Step, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { ticket = '', code = '' } = fieldsOf(request.body);
    const messages = messagesOf('account', underWay.language);
    const outcome = await this.factors.confirm(step.person, underWay.interaction.uid, ticket, code);
    if (outcome === 'kept') return this.isSetUp(underWay, step, reply, 'one-time-code');
    const again = this.factors.proposedAgain(step.person, underWay.interaction.uid, ticket) ?? this.proposed(underWay, step);
    return this.showAuthenticator(underWay, step, reply, 400, again, messages.say(outcome === 'over' ? 'setUpOver' : 'codeWrong'));
  }

  private async showPasskey(underWay: UnderWay, { person }: Step, reply: FastifyReply, status: number, wrong: string | null): Promise<FastifyReply> {
    if (!this.passkeys.areUsable) return reply.redirect(pathOf(underWay) + CHOICE, 303);
    const page = makePasskeyPage({
      ...this.underWay.frame(underWay, person.clinicName, PASSKEY),
      form: { action: pathOf(underWay) + PASSKEY },
      options: await this.passkeys.askForNew(person, underWay.interaction.uid),
      atOnce: false,
      name: messagesOf('account', underWay.language).say('passkeyNameDefault'),
      wrong,
      ways: [this.otherWay(underWay)],
      abort: `${pathOf(underWay)}/abort`,
    });
    return this.underWay.send(underWay, reply, status, page, 'scripted');
  }

  private async takePasskey(underWay: UnderWay, step: Step, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { answer = '', name = '' } = fieldsOf(request.body);
    const messages = messagesOf('account', underWay.language);
    const called = name.trim().slice(0, LONGEST_PASSKEY_NAME) || messages.say('passkeyNameDefault');
    if (await this.passkeys.made(step.person, underWay.interaction.uid, answer, called)) return this.isSetUp(underWay, step, reply, 'passkey');
    return this.showPasskey(underWay, step, reply, 400, messages.say('passkeyNotMade'));
  }

  private async isSetUp(underWay: UnderWay, { person, proofs }: Step, reply: FastifyReply, proof: Proof): Promise<FastifyReply> {
    await this.logIns.record(person, 'second-factor.add', 'success');
    await this.mails.tell(person, proof === 'passkey' ? 'passkey-added' : 'authenticator-added');
    this.underWay.remember(underWay, reply, { person, proofs: [...proofs, proof] });
    const page = recoveryCodesPage({
      ...this.underWay.frame(underWay, person.clinicName),
      otherLanguage: null,
      codes: await this.factors.makeRecoveryCodes(person),
      form: { action: pathOf(underWay) + DONE },
    });
    return this.underWay.send(underWay, reply, 200, page);
  }

  private otherWay(underWay: UnderWay): Way {
    return { address: pathOf(underWay) + CHOICE, text: messagesOf('account', underWay.language).say('useOther') };
  }
}
