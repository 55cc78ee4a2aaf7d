/**
 * The pages between an application that asks to log somebody in, and its answer: who are you, for which clinic, may the application act for you?
 * The provider keeps the login under way, bound to the browser by a cookie that only the login's own pages are sent.
 */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { Clock } from '../../kernel/clock.js';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { LogInService } from '../accounts/log-in.service.js';
import { getMessages } from '../../messages/index.js';
import { renderChoicePage, renderLogInPage } from '../pages/pages.js';
import { selectTextFields } from '../../platform/pages/page-answers.js';
import { LogInSteps } from './log-in-steps.js';
import { NextStep } from './next-step.js';
import { LogInsUnderWay, getPath, findText, type UnderWay } from './under-way.js';

const PROOF = 'proof of log-in';

const PROOF_MILLISECONDS = 300_000;

@Injectable()
export class Interactions {
  constructor(
    private readonly accounts: AccountsService,
    private readonly logIns: LogInService,
    private readonly encryption: KeyEncryption,
    private readonly clock: Clock,
    private readonly underWay: LogInsUnderWay,
    private readonly next: NextStep,
    private readonly steps: LogInSteps,
  ) {}

  mount(scope: FastifyInstance, provider: () => Promise<Provider>): void {
    const handle = this.underWay.createHandler(provider);
    scope.get(
      '/interaction/:uid',
      handle((underWay, request, reply) => this.show(underWay, request, reply)),
    );
    scope.post(
      '/interaction/:uid/log-in',
      handle((underWay, request, reply) => this.logIn(underWay, request, reply)),
    );
    scope.post(
      '/interaction/:uid/clinic',
      handle((underWay, request, reply) => this.choose(underWay, request, reply)),
    );
    scope.post(
      '/interaction/:uid/abort',
      handle((underWay, request, reply) => this.abort(underWay, request, reply)),
    );
    this.steps.mount(scope, handle);
  }

  private async show(underWay: UnderWay, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { prompt, params } = underWay.interaction;
    if (prompt.name === 'login') return this.showLogIn(underWay, reply, 200, findText(params.login_hint), null);
    return prompt.name === 'patient' ? this.steps.patient.show(underWay, request, reply) : this.steps.consent.show(underWay, reply);
  }

  private async showLogIn(underWay: UnderWay, reply: FastifyReply, status: number, email: string, wrong: string | null): Promise<FastifyReply> {
    const page = renderLogInPage({
      ...this.underWay.createFrame(underWay, underWay.own?.clinicName ?? null),
      clientName: underWay.clientName,
      action: `${getPath(underWay)}/log-in`,
      abort: `${getPath(underWay)}/abort`,
      recovery: '/oauth/recovery',
      ...(await this.steps.listWays(underWay)),
      email: email.slice(0, 254),
      wrong,
    });
    return this.underWay.send(underWay, reply, status, page);
  }

  private async logIn(underWay: UnderWay, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { email: typed = '', password = '' } = selectTextFields(request.body);
    const email = typed.trim().slice(0, 254);
    const messages = getMessages('pages', underWay.language);
    if (email === '' || password === '') return this.showLogIn(underWay, reply, 400, email, messages.say('incomplete'));
    const device = this.next.findKnownDevice(request, email);
    const outcome = await this.logIns.logIn({ email, password, address: request.ip, device, clinicId: underWay.own?.clinicId ?? null });
    if (outcome === 'refused') return this.showLogIn(underWay, reply, 401, email, messages.say('refused'));
    if ('waitSeconds' in outcome) {
      void reply.header('Retry-After', String(outcome.waitSeconds));
      return this.showLogIn(underWay, reply, 429, email, messages.say('wait', { seconds: outcome.waitSeconds }));
    }
    const [first, ...others] = outcome.people;
    if (others.length === 0) return this.next.continueLogin(underWay, request, reply, { person: first!, proofs: ['password'] });
    const clinics = outcome.people.map(({ staffId, clinicName }) => ({ staffId, clinicName }));
    const proof = this.sealProof(
      underWay,
      clinics.map((clinic) => clinic.staffId),
    );
    const page = renderChoicePage({ ...this.underWay.createFrame(underWay, null), action: `${getPath(underWay)}/clinic`, proof, clinics });
    return this.underWay.send(underWay, reply, 200, page);
  }

  /** Continues the login in the chosen clinic, for a person who works for several. */
  private async choose(underWay: UnderWay, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { proof = '', staff = '' } = selectTextFields(request.body);
    const person = this.openProof(underWay, proof).includes(staff) ? await this.accounts.findById(staff) : null;
    if (!person) return this.showLogIn(underWay, reply, 401, '', getMessages('pages', underWay.language).say('refused'));
    return this.next.continueLogin(underWay, request, reply, { person, proofs: ['password'] });
  }

  private async abort({ provider }: UnderWay, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const result = { error: 'access_denied', error_description: 'the person did not go on' };
    return reply.redirect(await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: false }), 303);
  }

  /** Encrypts, for the next form of this login, that the password was correct. */
  private sealProof({ interaction }: UnderWay, staffIds: readonly string[]): string {
    const until = this.clock.now().getTime() + PROOF_MILLISECONDS;
    return this.encryption.seal(PROOF, interaction.uid, JSON.stringify({ staffIds, until })).toString('base64url');
  }

  private openProof({ interaction }: UnderWay, proof: string): string[] {
    const text = this.encryption.open(PROOF, interaction.uid, Buffer.from(proof, 'base64url'));
    if (text === null) return [];
    const { staffIds, until } = JSON.parse(text) as { staffIds: string[]; until: number };
    return until > this.clock.now().getTime() ? staffIds : [];
  }
}
