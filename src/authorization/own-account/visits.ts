/**
 * Who visits the pages of an account: the person of the browser's session. Where there is no login, or none recent enough for the page, the login comes first,
 * as for any application. The code that it ends with is not used here.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { Clock } from '../../kernel/clock.js';
import { chooseLanguage, type Language } from '../../kernel/language.js';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { ACCOUNT_CLIENT } from '../../platform/access/token-claims.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import type { LoginPerson } from '../accounts/accounts.repository.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { hasTwoFactors, isAllowedWay, isFresh, isRequiredOf } from '../domain/strength.js';
import { selectTextFields, choosePageLanguage, LANGUAGE_COOKIE, requireOwnForm } from '../../platform/pages/page-answers.js';
import { rememberClinic } from '../pages/clinic-cookie.js';
import { findCookie } from '../../platform/pages/cookies.js';

export const HOME = '/oauth/account';

export interface Visit {
  person: LoginPerson;
  /** The secret id of the browser's session. */
  session: string;
  /** An id that lasts as long as the session. A change that began in a session can only end in it. */
  begunIn: string;
  language: Language;
  /** The token that protects the forms of the session. */
  formToken: string;
}

export type VisitHandler = (visit: Visit, request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>;

/** The login that a page needs: any, or one that may change factors. */
export type Needs = 'any' | 'fresh';

@Injectable()
export class Visits {
  private readonly secure: boolean;

  constructor(
    private readonly accounts: AccountsService,
    private readonly encryption: KeyEncryption,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {
    this.secure = publicUrl.startsWith('https:');
  }

  createHandler(
    provider: () => Promise<Provider>,
  ): (page: string, needs: Needs, work: VisitHandler) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
    return (page, needs, work) => async (request, reply) => {
      if (request.method !== 'GET') requireOwnForm(request, this.publicUrl);
      const visit = await this.visit(await provider(), request, reply, needs);
      if (!visit) return this.logIn(reply, page, needs);
      const isOwn = request.method === 'GET' || this.isToken(visit.formToken, selectTextFields(request.body).token ?? '');
      return isOwn ? work(visit, request, reply) : reply.redirect(HOME + page, 303);
    };
  }

  /** Has the login offer the identity providers of the clinic. */
  rememberClinic(reply: FastifyReply, clinicId: string): void {
    rememberClinic(reply, clinicId, this.secure);
  }

  private async visit(provider: Provider, request: FastifyRequest, reply: FastifyReply, needs: Needs): Promise<Visit | null> {
    const context = provider.createContext(request.raw, reply.raw) as unknown as KoaContextWithOIDC;
    const { accountId, amr, loginTs, jti, uid } = await provider.Session.get(context);
    const person = accountId === undefined ? null : await this.accounts.findById(accountId);
    if (!person) return null;
    const hasFactor = person.hasAuthenticator || person.hasPasskey;
    const isStrong = isAllowedWay(person, amr) && (hasTwoFactors(amr) || !isRequiredOf(person.role, person.secondFactorPolicy));
    const now = Math.floor(this.clock.now().getTime() / 1000);
    if (!isStrong || (needs === 'fresh' && !isFresh({ at: loginTs ?? 0, amr }, hasFactor, now))) return null;
    const formToken = this.encryption.computeMac('forms of the account', uid).toString('base64url');
    const asked = findCookie(request, LANGUAGE_COOKIE) === null && selectTextFields(request.query).language === undefined ? person.language : null;
    const language = asked === null ? choosePageLanguage(request, reply, this.secure) : chooseLanguage(asked);
    return { person, session: jti, begunIn: `session ${uid}`, language, formToken };
  }

  private logIn(reply: FastifyReply, page: string, needs: Needs): FastifyReply {
    const parameters = new URLSearchParams({
      client_id: ACCOUNT_CLIENT,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${this.publicUrl}${HOME}`,
      state: page === '' ? 'home' : page.slice(1),
      code_challenge: createHash('sha256').update(randomBytes(32)).digest('base64url'),
      code_challenge_method: 'S256',
      ...(needs === 'fresh' && { prompt: 'login' }),
    });
    return reply.redirect(`/oauth/authorize?${parameters.toString()}`, 303);
  }

  private isToken(wanted: string, given: string): boolean {
    return wanted.length === given.length && timingSafeEqual(Buffer.from(wanted), Buffer.from(given));
  }
}
