/** The pages of a login on which a person sets up a second factor that the login needs, before any token is given. */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { getMessages } from '../../messages/index.js';
import { LogInService } from '../accounts/log-in.service.js';
import { AccountMails } from '../accounts/mails.js';
import { hasTwoFactors, isRequiredOf, listMethods, type Proof } from '../domain/strength.js';
import { selectTextFields } from '../../platform/pages/page-answers.js';
import { renderAuthenticatorPage, makePasskeyPage, renderRecoveryCodesPage, setUpPage, type Way } from '../pages/second-factor-pages.js';
import { groupLetters } from '../domain/one-time-codes.js';
import { LONGEST_PASSKEY_NAME, Passkeys } from '../second-factors/passkeys.service.js';
import { SecondFactors, type ProposedAuthenticator } from '../second-factors/second-factors.service.js';
import { hasFactor, NextStep } from './next-step.js';
import { LogInsUnderWay, getPath, type PageHandler, type RouteHandler, type Step, type UnderWay } from './under-way.js';

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
    /** A handler for a person without a factor: a person cannot replace a factor without using it. */
    const forStep = (work: StepHandler): RouteHandler =>
      handle(async (underWay, request, reply) => {
        const step = await this.underWay.findStep(underWay, request);
        return step && !hasFactor(step.person) ? work(underWay, step, request, reply) : reply.redirect(getPath(underWay), 303);
      });
    const at = (page: string): string => `/interaction/:uid${page}`;
    scope.get(
      at(CHOICE),
      forStep((underWay, step, _request, reply) => this.showChoice(underWay, step, reply)),
    );
    scope.get(
      at(AUTHENTICATOR),
      forStep((underWay, step, _request, reply) => this.showAuthenticator(underWay, step, reply, 200, this.getProposal(underWay, step), null)),
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
        const step = await this.underWay.findStep(underWay, request);
        return step && hasTwoFactors(listMethods(step.proofs))
          ? this.next.continueLogin(underWay, request, reply, step)
          : reply.redirect(getPath(underWay), 303);
      }),
    );
  }

  private showChoice(underWay: UnderWay, { person }: Step, reply: FastifyReply): FastifyReply {
    const messages = getMessages('account', underWay.language);
    const page = setUpPage({
      ...this.underWay.createFrame(underWay, person.clinicName, CHOICE),
      text: messages.say(isRequiredOf(person.role, person.secondFactorPolicy) ? 'setUpText' : 'setUpAsked'),
      authenticator: getPath(underWay) + AUTHENTICATOR,
      passkey: this.passkeys.areUsable ? getPath(underWay) + PASSKEY : null,
      abort: `${getPath(underWay)}/abort`,
    });
    return this.underWay.send(underWay, reply, 200, page);
  }

  private getProposal(underWay: UnderWay, { person }: Step): ProposedAuthenticator {
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
    const page = renderAuthenticatorPage({
      ...this.underWay.createFrame(underWay, person.clinicName, AUTHENTICATOR),
      form: { action: getPath(underWay) + AUTHENTICATOR, hidden: { ticket } },
      address,
      key: groupLetters(secret),
      wrong,
      ways: [this.getOtherWay(underWay)],
      abort: `${getPath(underWay)}/abort`,
    });
    return this.underWay.send(underWay, reply, status, page);
  }

  private async takeAuthenticator(underWay: UnderWay, step: Step, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { ticket = '', code = '' } = selectTextFields(request.body);
    const messages = getMessages('account', underWay.language);
    const outcome = await this.factors.confirm(step.person, underWay.interaction.uid, ticket, code);
    if (outcome === 'kept') return this.isSetUp(underWay, step, reply, 'one-time-code');
    const again = this.factors.findProposal(step.person, underWay.interaction.uid, ticket) ?? this.getProposal(underWay, step);
    return this.showAuthenticator(underWay, step, reply, 400, again, messages.say(outcome === 'over' ? 'setUpOver' : 'codeWrong'));
  }

  private async showPasskey(underWay: UnderWay, { person }: Step, reply: FastifyReply, status: number, wrong: string | null): Promise<FastifyReply> {
    if (!this.passkeys.areUsable) return reply.redirect(getPath(underWay) + CHOICE, 303);
    const page = makePasskeyPage({
      ...this.underWay.createFrame(underWay, person.clinicName, PASSKEY),
      form: { action: getPath(underWay) + PASSKEY },
      options: await this.passkeys.askForNew(person, underWay.interaction.uid),
      atOnce: false,
      name: getMessages('account', underWay.language).say('passkeyNameDefault'),
      wrong,
      ways: [this.getOtherWay(underWay)],
      abort: `${getPath(underWay)}/abort`,
    });
    return this.underWay.send(underWay, reply, status, page, 'scripted');
  }

  private async takePasskey(underWay: UnderWay, step: Step, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { answer = '', name = '' } = selectTextFields(request.body);
    const messages = getMessages('account', underWay.language);
    const called = name.trim().slice(0, LONGEST_PASSKEY_NAME) || messages.say('passkeyNameDefault');
    if (await this.passkeys.storePasskey(step.person, underWay.interaction.uid, answer, called)) return this.isSetUp(underWay, step, reply, 'passkey');
    return this.showPasskey(underWay, step, reply, 400, messages.say('passkeyNotMade'));
  }

  private async isSetUp(underWay: UnderWay, { person, proofs, providerSession }: Step, reply: FastifyReply, proof: Proof): Promise<FastifyReply> {
    await this.logIns.record(person, 'second-factor.add', 'success');
    await this.mails.tell(person, proof === 'passkey' ? 'passkey-added' : 'authenticator-added');
    this.underWay.remember(underWay, reply, { person, proofs: [...proofs, proof], providerSession });
    const page = renderRecoveryCodesPage({
      ...this.underWay.createFrame(underWay, person.clinicName),
      otherLanguage: null,
      codes: await this.factors.makeRecoveryCodes(person),
      form: { action: getPath(underWay) + DONE },
    });
    return this.underWay.send(underWay, reply, 200, page);
  }

  private getOtherWay(underWay: UnderWay): Way {
    return { address: getPath(underWay) + CHOICE, text: getMessages('account', underWay.language).say('useOther') };
  }
}
