/** The pages of a person's own account: name and language, password, sessions. The pages of factors stand in `own-factor-pages.ts`. */
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { isId } from '../../kernel/id.js';
import { isLanguage } from '../../kernel/language.js';
import { Failure } from '../../kernel/failure.js';
import { getMessages } from '../../messages/index.js';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { ACCOUNT_CLIENT } from '../../platform/access/token-claims.js';
import { LogInService } from '../accounts/log-in.service.js';
import { passwordLengths } from '../accounts/passwords.js';
import { renderAccountPage, changePasswordPage, renderDetailsPage, renderSessionsPage } from '../pages/account-views.js';
import { DeviceCookie } from '../pages/device-cookie.js';
import { selectTextFields, sendPage } from '../../platform/pages/page-answers.js';
import { SecondFactorsRepository } from '../second-factors/second-factors.repository.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { OwnAccount } from './own-account.service.js';
import { OwnFactorPages } from './own-factor-pages.js';
import { formatDayIn, getForm, getParts } from './page-parts.js';
import { HOME, Visits, type Visit } from './visits.js';

const pagesOfAccount = ['details', 'password', 'factors', 'sessions', 'factors/authenticator', 'factors/passkey'];

@Injectable()
export class OwnAccountPages {
  constructor(
    private readonly visits: Visits,
    private readonly own: OwnAccount,
    private readonly sessions: SessionsService,
    private readonly factors: SecondFactorsRepository,
    private readonly factorPages: OwnFactorPages,
    private readonly logIns: LogInService,
    private readonly encryption: KeyEncryption,
  ) {}

  mount(scope: FastifyInstance, provider: () => Promise<Provider>): void {
    const handle = this.visits.createHandler(provider);
    const home = handle('', 'any', (visit, _request, reply) => this.showHome(visit, reply));
    scope.get('/account', (request, reply) => {
      const { state, code, error, clinic } = selectTextFields(request.query);
      // An application links here with its clinic, so that the login offers the clinic's identity providers.
      if (isId(clinic)) {
        this.visits.rememberClinic(reply, clinic);
        return reply.redirect(HOME, 303);
      }
      // The login is over: go on to the page that asked for it.
      if (code === undefined && error === undefined) return home(request, reply);
      return reply.redirect(pagesOfAccount.includes(state ?? '') && error === undefined ? `${HOME}/${state!}` : HOME, 303);
    });
    scope.get(
      '/account/details',
      handle('/details', 'any', (visit, _request, reply) => this.showDetails(visit, reply, 200)),
    );
    scope.post(
      '/account/details',
      handle('/details', 'any', (visit, request, reply) => this.changeDetails(visit, request, reply)),
    );
    scope.get(
      '/account/password',
      handle('/password', 'any', (visit, _request, reply) => this.showPassword(visit, reply, 200)),
    );
    scope.post(
      '/account/password',
      handle('/password', 'any', (visit, request, reply) => this.changePassword(visit, request, reply)),
    );
    scope.get(
      '/account/sessions',
      handle('/sessions', 'any', (visit, _request, reply) => this.showSessions(visit, reply)),
    );
    scope.post(
      '/account/sessions',
      handle('/sessions', 'any', (visit, request, reply) => this.endSession(visit, request, reply)),
    );
    this.factorPages.mount(scope, handle);
  }

  private showHome(visit: Visit, reply: FastifyReply): FastifyReply {
    const { name, email } = visit.person;
    return sendPage(reply, 200, renderAccountPage({ ...getParts(visit, ''), name, email, logOut: `/oauth/log-out?client_id=${ACCOUNT_CLIENT}` }));
  }

  private async showDetails(visit: Visit, reply: FastifyReply, status: number, told: { wrong?: string; saved?: string } = {}): Promise<FastifyReply> {
    const { name, language, version } = await this.own.getDetails(visit.person);
    const form = getForm(visit, '/details', { version: String(version) });
    return sendPage(reply, status, renderDetailsPage({ ...getParts(visit, '/details', told), form, name, chosen: language }));
  }

  private async changeDetails(visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const messages = getMessages('account', visit.language);
    const { name: typed = '', language = '', version = '' } = selectTextFields(request.body);
    const name = typed.normalize('NFC').trim();
    if (name === '' || name.length > 200 || /\p{Cc}/u.test(name)) return this.showDetails(visit, reply, 400, { wrong: messages.say('nameWrong') });
    try {
      await this.own.changeDetails(visit.person, { name, language: isLanguage(language) ? language : null, version: Number(version) || 0 });
    } catch (error) {
      if (error instanceof Failure) return this.showDetails(visit, reply, 409, { wrong: messages.say('formOver') });
      throw error;
    }
    await this.logIns.record(visit.person, 'account.update', 'success');
    return this.showDetails(visit, reply, 200, { saved: messages.say('saved') });
  }

  private async showPassword(visit: Visit, reply: FastifyReply, status: number, told: { wrong?: string; saved?: string } = {}): Promise<FastifyReply> {
    const { passwordSetAt, timeZone, email } = await this.own.getDetails(visit.person);
    const since = passwordSetAt && formatDayIn(visit, timeZone, passwordSetAt);
    const page = { ...getParts(visit, '/password', told), form: getForm(visit, '/password'), email, since, shortest: passwordLengths.shortest };
    return sendPage(reply, status, changePasswordPage(page));
  }

  private async changePassword(visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { present = '', password = '', again = '', others } = selectTextFields(request.body);
    const messages = getMessages('account', visit.language);
    const pages = getMessages('pages', visit.language);
    if (password !== again) return this.showPassword(visit, reply, 400, { wrong: pages.say('password-differs') });
    const outcome = await this.own.changePassword(visit.person, {
      present,
      next: password,
      address: request.ip,
      device: new DeviceCookie(this.encryption, false).findBrowserId(request, visit.person.email),
      endAllBut: others === 'yes' ? { session: visit.session } : null,
    });
    if (outcome === null) {
      await this.logIns.record(visit.person, 'password.change', 'success');
      return this.showPassword(visit, reply, 200, { saved: messages.say('passwordChanged') });
    }
    if (outcome === 'wrong') {
      await this.logIns.record(visit.person, 'password.change', 'refused');
      return this.showPassword(visit, reply, 401, { wrong: messages.say('presentWrong') });
    }
    if (typeof outcome === 'string') return this.showPassword(visit, reply, 400, { wrong: pages.say(outcome) });
    void reply.header('Retry-After', String(outcome.waitSeconds));
    return this.showPassword(visit, reply, 429, { wrong: messages.say('wait', { seconds: outcome.waitSeconds }) });
  }

  private async showSessions(visit: Visit, reply: FastifyReply, told: { saved?: string } = {}): Promise<FastifyReply> {
    const { person } = visit;
    const messages = getMessages('account', visit.language);
    const { timeZone } = await this.own.getDetails(person);
    const sessions = await this.factors.runInClinicOf(person, () => this.sessions.listSessions(person.staffId));
    const entries = sessions
      .filter(({ clientId }) => clientId !== ACCOUNT_CLIENT)
      .map(({ id, clientId, device, startedAt, lastSeenAt }) => ({
        title: clientId ?? device ?? messages.say('sessionBrowser'),
        text: messages.say('sessionSeen', { day: formatDayIn(visit, timeZone, startedAt), used: formatDayIn(visit, timeZone, lastSeenAt) }),
        form: getForm(visit, '/sessions', { session: id }),
        button: messages.say('endSession'),
      }));
    return sendPage(reply, 200, renderSessionsPage({ ...getParts(visit, '/sessions', told), sessions: entries }));
  }

  private async endSession(visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { person } = visit;
    const { session = '' } = selectTextFields(request.body);
    try {
      await this.factors.runInClinicOf(person, () => this.sessions.endByStaff(person.staffId, session));
      await this.logIns.record(person, 'log-in.end', 'success');
    } catch (error) {
      // The session has ended already.
      if (!(error instanceof Failure)) throw error;
    }
    return this.showSessions(visit, reply, { saved: getMessages('account', visit.language).say('sessionEnded') });
  }
}
