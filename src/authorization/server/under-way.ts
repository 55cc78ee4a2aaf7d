/** A login under way, as each of its pages sees it, and its progress. */
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { Clock } from '../../kernel/clock.js';
import type { Language } from '../../kernel/language.js';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import type { LoginPerson } from '../accounts/accounts.repository.js';
import { AccountsService } from '../accounts/accounts.service.js';
import type { Proof } from '../domain/strength.js';
import type { ProviderSession } from '../identity-providers/provider-sessions.repository.js';
import { findRememberedClinic } from '../pages/clinic-cookie.js';
import { findCookie, setCookie } from '../../platform/pages/cookies.js';
import { choosePageLanguage, requireOwnForm, sendPage } from '../../platform/pages/page-answers.js';
import type { Frame } from '../../platform/pages/page-frame.js';
import { passkeyScriptPath } from '../pages/passkey-script.js';
import { findOwnClient, type OwnClient } from './clients.js';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

export interface UnderWay {
  provider: Provider;
  interaction: Interaction;
  clientName: string;
  own: OwnClient | null;
  /** The clinic whose providers the login offers: that of the client, or the one that is remembered; null where neither is known. */
  clinicId: string | null;
  language: Language;
  redirectUri: string;
}

/** The progress of a login that needs a further proof. */
export interface Step {
  person: LoginPerson;
  proofs: readonly Proof[];
  /** The session at the identity provider with which the login began; left out for a login with a password or a passkey. */
  providerSession?: ProviderSession | undefined;
}

export type PageHandler = (underWay: UnderWay, request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>;
export type RouteHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

const STEP = 'step of log-in';
const STEP_COOKIE = 'hairline_step';
const STEP_SECONDS = 900;

export const findText = (value: unknown): string => (typeof value === 'string' ? value : '');

export const getPath = ({ interaction }: UnderWay): string => `/oauth/interaction/${interaction.uid}`;

@Injectable()
export class LogInsUnderWay {
  private readonly secure: boolean;

  constructor(
    private readonly accounts: AccountsService,
    private readonly encryption: KeyEncryption,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {
    this.secure = publicUrl.startsWith('https:');
  }

  /** A handler for a page of the login. It checks that a form comes from a page of this server, and that the login belongs to this browser. */
  createHandler(provider: () => Promise<Provider>): (step: PageHandler) => RouteHandler {
    return (step) => async (request, reply) => {
      if (request.method !== 'GET') requireOwnForm(request, this.publicUrl);
      return step(await this.open(await provider(), request, reply), request, reply);
    };
  }

  createFrame(underWay: UnderWay, clinicName: string | null, page = ''): Frame {
    return { language: underWay.language, clinicName, otherLanguage: (language) => `${getPath(underWay)}${page}?language=${language}` };
  }

  /** Sends a page. A page that asks for a passkey may run one script. */
  send(underWay: UnderWay, reply: FastifyReply, status: number, page: string, scripted: 'scripted' | 'plain' = 'plain'): FastifyReply {
    const script = scripted === 'scripted' ? `${this.publicUrl}${passkeyScriptPath}` : null;
    return sendPage(reply, status, page, { redirectUris: [underWay.redirectUri], script });
  }

  /** Stores the proofs so far in the browser, encrypted and for this login alone. */
  remember(underWay: UnderWay, reply: FastifyReply, { person, proofs, providerSession }: Step): void {
    const until = this.clock.now().getTime() + STEP_SECONDS * 1000;
    const text = JSON.stringify({ staffId: person.staffId, proofs, until, providerSession });
    const sealed = this.encryption.seal(STEP, underWay.interaction.uid, text).toString('base64url');
    setCookie(reply, STEP_COOKIE, sealed, { path: getPath(underWay), seconds: STEP_SECONDS, secure: this.secure });
  }

  /** The proofs so far; null where there are none, or where they are too old. */
  async findStep(underWay: UnderWay, request: FastifyRequest): Promise<Step | null> {
    const text = this.encryption.open(STEP, underWay.interaction.uid, Buffer.from(findCookie(request, STEP_COOKIE) ?? '', 'base64url'));
    if (text === null) return null;
    const { staffId, until, proofs, providerSession } = JSON.parse(text) as Omit<Step, 'person'> & { staffId: string; until: number };
    const person = until > this.clock.now().getTime() ? await this.accounts.findById(staffId) : null;
    return person && { person, proofs, providerSession };
  }

  private async open(provider: Provider, request: FastifyRequest, reply: FastifyReply): Promise<UnderWay> {
    const interaction = await provider.interactionDetails(request.raw, reply.raw);
    const client = await provider.Client.find(findText(interaction.params.client_id));
    const own = findOwnClient(client);
    return {
      provider,
      interaction,
      clientName: client?.clientName ?? findText(interaction.params.client_id),
      own,
      clinicId: own?.clinicId ?? findRememberedClinic(request),
      language: choosePageLanguage(request, reply, this.secure, interaction.params.ui_locales),
      redirectUri: findText(interaction.params.redirect_uri) || this.publicUrl,
    };
  }
}
