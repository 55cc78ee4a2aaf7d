/** The steps of a login with an identity provider of the clinic: the way there, and what becomes of its answer. */
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../kernel/clock.js';
import { getMessages } from '../../messages/index.js';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { chooseProviderProof } from '../domain/strength.js';
import { IdentityProvidersRepository, type IdentityProvider } from '../identity-providers/identity-providers.repository.js';
import { ProviderLogIn, type ProviderFlow, type ProviderLogInOutcome } from '../identity-providers/provider-log-in.js';
import { rememberClinic } from '../pages/clinic-cookie.js';
import { findCookie, setCookie } from '../../platform/pages/cookies.js';
import { renderProviderRefusalPage } from '../pages/provider-pages.js';
import { NextStep } from './next-step.js';
import { getPath, LogInsUnderWay, type PageHandler, type RouteHandler, type UnderWay } from './under-way.js';

const FLOW = 'log-in at an identity provider';
const FLOW_COOKIE = 'hairline_identity_provider';
const FLOW_SECONDS = 900;
const PAGE = '/identity-provider';

type Refusal = Extract<ProviderLogInOutcome, { refused: unknown }>['refused'];

/** Faults of the provider or of the answer; with the others the person was known, and is not let in. */
const statuses: Partial<Record<Refusal, number>> = { 'provider-unavailable': 503, 'log-in-invalid': 400, 'log-in-refused': 400 };

@Injectable()
export class IdentityProviderStep {
  private readonly secure: boolean;

  constructor(
    private readonly underWay: LogInsUnderWay,
    private readonly next: NextStep,
    private readonly accounts: AccountsService,
    private readonly providers: IdentityProvidersRepository,
    private readonly logIns: ProviderLogIn,
    private readonly encryption: KeyEncryption,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) publicUrl: string,
  ) {
    this.secure = publicUrl.startsWith('https:');
  }

  mount(scope: FastifyInstance, handle: (step: PageHandler) => RouteHandler): void {
    scope.get(
      `/interaction/:uid${PAGE}/:providerId`,
      handle((underWay, request, reply) => this.leave(underWay, request, reply)),
    );
    scope.get(
      `/interaction/:uid${PAGE}/:providerId/answer`,
      handle((underWay, request, reply) => this.takeAnswer(underWay, request, reply)),
    );
  }

  /**
   * The providers that the login page offers, and whether it offers a password. People of every clinic log in to the documentation and to their account: a
   * password is offered there in any case, and refused to whom it is not allowed.
   */
  async listWays(underWay: UnderWay): Promise<{ providers: { name: string; address: string }[]; allowsLocalLogIn: boolean }> {
    const providers = await this.listProviders(underWay);
    return {
      providers: providers.map(({ id, name }) => ({ name, address: `${getPath(underWay)}${PAGE}/${id}` })),
      allowsLocalLogIn: underWay.own === null || providers.every(({ allowsLocalLogIn }) => allowsLocalLogIn),
    };
  }

  private async leave(underWay: UnderWay, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const provider = await this.findProvider(underWay, request);
    if (!provider) return reply.redirect(getPath(underWay), 303);
    const begun = await this.logIns.begin(provider, underWay.interaction.uid, underWay.language);
    if (!begun) return this.refuse(underWay, reply, provider, 'provider-unavailable');
    const text = JSON.stringify({ ...begun.flow, until: this.clock.now().getTime() + FLOW_SECONDS * 1000 });
    this.keepFlow(underWay, reply, this.encryption.seal(FLOW, underWay.interaction.uid, text).toString('base64url'), FLOW_SECONDS);
    return reply.redirect(begun.address.href, 303);
  }

  /** Takes the provider's answer once, for the login and in the browser in which the person left for the provider. */
  private async takeAnswer(underWay: UnderWay, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const provider = await this.findProvider(underWay, request);
    if (!provider || underWay.interaction.prompt.name !== 'login') return reply.redirect(getPath(underWay), 303);
    const flow = this.findFlow(underWay, request);
    this.keepFlow(underWay, reply, '', 0);
    if (flow?.providerId !== provider.id) return this.refuse(underWay, reply, provider, 'log-in-invalid');
    const outcome = await this.logIns.finish(provider, flow, new URL(request.url, 'http://here.invalid').search);
    if ('refused' in outcome) return this.refuse(underWay, reply, provider, outcome.refused);
    const { staffId, identity } = outcome;
    const person = await this.accounts.findById(staffId);
    if (person?.clinicId !== provider.clinicId) return this.refuse(underWay, reply, provider, 'person-left');
    rememberClinic(reply, provider.clinicId, this.secure);
    const { subject, sid, hasTwoFactors } = identity;
    const providerSession = { clinicId: provider.clinicId, providerId: provider.id, subject, sid };
    return this.next.continueLogin(underWay, request, reply, { person, proofs: [chooseProviderProof(hasTwoFactors)], providerSession });
  }

  /** The provider of the address, where it is one of the clinic of the login. */
  private async findProvider(underWay: UnderWay, request: FastifyRequest): Promise<IdentityProvider | null> {
    const { providerId } = request.params as { providerId: string };
    return (await this.listProviders(underWay)).find(({ id }) => id === providerId) ?? null;
  }

  private listProviders({ clinicId }: UnderWay): Promise<IdentityProvider[]> {
    return clinicId === null ? Promise.resolve([]) : this.providers.listOfClinic(clinicId);
  }

  private findFlow({ interaction }: UnderWay, request: FastifyRequest): ProviderFlow | null {
    const text = this.encryption.open(FLOW, interaction.uid, Buffer.from(findCookie(request, FLOW_COOKIE) ?? '', 'base64url'));
    if (text === null) return null;
    const { until, ...flow } = JSON.parse(text) as ProviderFlow & { until: number };
    return until > this.clock.now().getTime() ? flow : null;
  }

  private keepFlow(underWay: UnderWay, reply: FastifyReply, value: string, seconds: number): void {
    setCookie(reply, FLOW_COOKIE, value, { path: getPath(underWay), seconds, secure: this.secure });
  }

  private refuse(underWay: UnderWay, reply: FastifyReply, provider: IdentityProvider, refusal: Refusal): FastifyReply {
    const messages = getMessages('pages', underWay.language);
    const page = renderProviderRefusalPage({
      ...this.underWay.createFrame(underWay, underWay.own?.clinicName ?? null),
      otherLanguage: null,
      text: messages.say(refusal, { provider: provider.name }),
      back: getPath(underWay),
      abort: `${getPath(underWay)}/abort`,
    });
    return this.underWay.send(underWay, reply, statuses[refusal] ?? 403, page);
  }
}
