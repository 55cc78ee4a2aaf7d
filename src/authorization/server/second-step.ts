/** The pages of a login on which a person uses a code or a passkey: after the password, or a passkey in its place. */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { getMessages } from '../../messages/index.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { LogInAttempts } from '../accounts/log-in-attempts.js';
import { LogInService } from '../accounts/log-in.service.js';
import { AccountMails } from '../accounts/mails.js';
import type { Proof } from '../domain/strength.js';
import { selectTextFields } from '../../platform/pages/page-answers.js';
import { renderOneTimeCodePage, renderRecoveryCodePage, usePasskeyPage, type Way } from '../pages/second-factor-pages.js';
import { Passkeys } from '../second-factors/passkeys.service.js';
import { SecondFactors } from '../second-factors/second-factors.service.js';
import { hasFactor, NextStep } from './next-step.js';
import { LogInsUnderWay, getPath, type PageHandler, type RouteHandler, type Step, type UnderWay } from './under-way.js';

type StepHandler = (underWay: UnderWay, step: Step, request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>;

const CODE = '/second-factor';
const RECOVERY = '/second-factor/recovery-code';
const PASSKEY = '/second-factor/passkey';
const PASSKEY_ALONE = '/passkey';

@Injectable()
export class SecondStep {
  constructor(
    private readonly underWay: LogInsUnderWay,
    private readonly next: NextStep,
    private readonly accounts: AccountsService,
    private readonly attempts: LogInAttempts,
    private readonly logIns: LogInService,
    private readonly mails: AccountMails,
    private readonly factors: SecondFactors,
    private readonly passkeys: Passkeys,
  ) {}

  mount(scope: FastifyInstance, handle: (step: PageHandler) => RouteHandler): void {
    const forStep = (work: StepHandler): RouteHandler =>
      handle(async (underWay, request, reply) => {
        const step = await this.underWay.findStep(underWay, request);
        return step && hasFactor(step.person) ? work(underWay, step, request, reply) : reply.redirect(getPath(underWay), 303);
      });
    const at = (page: string): string => `/interaction/:uid${page}`;
    scope.get(
      at(CODE),
      forStep((underWay, step, _request, reply) => this.showSecond(underWay, step, reply)),
    );
    scope.post(
      at(CODE),
      forStep((underWay, step, request, reply) => this.takeCode(underWay, step, request, reply, 'one-time-code')),
    );
    scope.get(
      at(RECOVERY),
      forStep((underWay, step, _request, reply) => this.showCode(underWay, step, reply, 'recovery-code', 200, null)),
    );
    scope.post(
      at(RECOVERY),
      forStep((underWay, step, request, reply) => this.takeCode(underWay, step, request, reply, 'recovery-code')),
    );
    scope.get(
      at(PASSKEY),
      forStep((underWay, step, _request, reply) => this.showPasskey(underWay, step, reply, 200, null)),
    );
    scope.post(
      at(PASSKEY),
      forStep((underWay, step, request, reply) => this.takePasskey(underWay, step, request, reply)),
    );
    scope.get(
      at(PASSKEY_ALONE),
      handle((underWay, _request, reply) => this.showPasskey(underWay, null, reply, 200, null)),
    );
    scope.post(
      at(PASSKEY_ALONE),
      handle((underWay, request, reply) => this.takePasskeyAlone(underWay, request, reply)),
    );
  }

  /** The address of the login with a passkey alone; null where the server cannot take passkeys. */
  renderPasskeyPage(underWay: UnderWay): string | null {
    return this.passkeys.areUsable ? getPath(underWay) + PASSKEY_ALONE : null;
  }

  private showSecond(underWay: UnderWay, step: Step, reply: FastifyReply): FastifyReply | Promise<FastifyReply> {
    return step.person.hasAuthenticator ? this.showCode(underWay, step, reply, 'one-time-code', 200, null) : this.showPasskey(underWay, step, reply, 200, null);
  }

  private showCode(underWay: UnderWay, step: Step, reply: FastifyReply, kind: Proof, status: number, wrong: string | null): FastifyReply {
    const page = kind === 'recovery-code' ? RECOVERY : CODE;
    const content = {
      ...this.underWay.createFrame(underWay, step.person.clinicName, page),
      form: { action: getPath(underWay) + page },
      wrong,
      ways: this.listOtherWays(underWay, step, page),
      abort: `${getPath(underWay)}/abort`,
    };
    return this.underWay.send(underWay, reply, status, kind === 'recovery-code' ? renderRecoveryCodePage(content) : renderOneTimeCodePage(content));
  }

  /** Checks a code. Every failure is answered in the same words, and all codes share one count of attempts. */
  private async takeCode(
    underWay: UnderWay,
    step: Step,
    request: FastifyRequest,
    reply: FastifyReply,
    kind: 'one-time-code' | 'recovery-code',
  ): Promise<FastifyReply> {
    const { person, proofs } = step;
    const { code = '' } = selectTextFields(request.body);
    const messages = getMessages('account', underWay.language);
    const device = this.next.findKnownDevice(request, person.email);
    const attempt = await this.attempts.beginCode({ staffId: person.staffId, address: request.ip, device });
    if (typeof attempt === 'number') {
      void reply.header('Retry-After', String(attempt));
      return this.showCode(underWay, step, reply, kind, 429, messages.say('wait', { seconds: attempt }));
    }
    const isRight = kind === 'recovery-code' ? await this.factors.useRecoveryCode(person, code) : await this.factors.useOneTimeCode(person, code);
    if (!isRight) {
      await this.logIns.record(person, 'log-in', 'refused');
      return this.showCode(underWay, step, reply, kind, 401, messages.say(kind === 'recovery-code' ? 'recoveryWrong' : 'codeWrong'));
    }
    await attempt.succeeded();
    if (kind === 'recovery-code') {
      const { left } = await this.factors.getRecoveryCodes(person);
      await this.mails.tell(person, { recoveryCodesLeft: left });
    }
    return this.next.continueLogin(underWay, request, reply, { ...step, proofs: [...proofs, kind] });
  }

  /** Shows the page for a passkey. `step` is null where the passkey replaces the password: then any person's passkey may answer. */
  private async showPasskey(underWay: UnderWay, step: Step | null, reply: FastifyReply, status: number, wrong: string | null): Promise<FastifyReply> {
    if (!this.passkeys.areUsable && !step) return reply.redirect(getPath(underWay), 303);
    const page = step ? PASSKEY : PASSKEY_ALONE;
    const messages = getMessages('account', underWay.language);
    const content = usePasskeyPage({
      ...this.underWay.createFrame(underWay, step?.person.clinicName ?? underWay.own?.clinicName ?? null, page),
      form: { action: getPath(underWay) + page },
      options: await this.passkeys.ask(step?.person ?? null, underWay.interaction.uid),
      atOnce: wrong === null,
      wrong,
      ways: step ? this.listOtherWays(underWay, step, page) : [{ address: getPath(underWay), text: messages.say('usePassword') }],
      abort: `${getPath(underWay)}/abort`,
      isFirst: step === null,
    });
    return this.underWay.send(underWay, reply, status, content, 'scripted');
  }

  private async takePasskey(underWay: UnderWay, step: Step, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { answer = '' } = selectTextFields(request.body);
    const owner = await this.passkeys.verifyAnswer(step.person, underWay.interaction.uid, answer);
    if (owner) return this.next.continueLogin(underWay, request, reply, { ...step, proofs: [...step.proofs, 'passkey'] });
    await this.logIns.record(step.person, 'log-in', 'refused');
    return this.showPasskey(underWay, step, reply, 401, getMessages('account', underWay.language).say('passkeyWrong'));
  }

  private async takePasskeyAlone(underWay: UnderWay, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { answer = '' } = selectTextFields(request.body);
    const owner = await this.passkeys.verifyAnswer(null, underWay.interaction.uid, answer);
    const person = owner && (await this.accounts.findById(owner.staffId));
    const mayLogIn = person?.allowsLocalLogIn && (underWay.own === null || underWay.own.clinicId === person.clinicId);
    if (mayLogIn) return this.next.continueLogin(underWay, request, reply, { person, proofs: ['passkey'] });
    if (person) await this.logIns.record(person, 'log-in', 'refused');
    return this.showPasskey(underWay, null, reply, 401, getMessages('account', underWay.language).say('passkeyWrong'));
  }

  private listOtherWays(underWay: UnderWay, { person }: Step, page: string): Way[] {
    const messages = getMessages('account', underWay.language);
    const ways = [
      ...(person.hasAuthenticator ? [{ page: CODE, text: messages.say(page === RECOVERY ? 'useOther' : 'authenticatorChoice') }] : []),
      ...(person.hasPasskey && this.passkeys.areUsable ? [{ page: PASSKEY, text: messages.say('usePasskey') }] : []),
      { page: RECOVERY, text: messages.say('useRecoveryCode') },
    ];
    return ways.filter((way) => way.page !== page).map((way) => ({ address: getPath(underWay) + way.page, text: way.text }));
  }
}
