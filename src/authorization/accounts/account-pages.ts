/** The pages for a link by e-mail, and for choosing a password with it. */
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import type { Language } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import { renderNoticePage, type Frame } from '../../platform/pages/page-frame.js';
import { renderPasswordPage, renderRecoveryPage } from '../pages/pages.js';
import { selectTextFields, choosePageLanguage, requireOwnForm, sendPage } from '../../platform/pages/page-answers.js';
import { AccountsService } from './accounts.service.js';
import { LogInAttempts } from './log-in-attempts.js';
import { LogInService } from './log-in.service.js';
import { AccountMails } from './mails.js';
import { passwordLengths } from './passwords.js';

const RECOVERY = '/oauth/recovery';
const PASSWORD = '/oauth/password';

@Injectable()
export class AccountPages {
  private readonly secure: boolean;

  constructor(
    private readonly accounts: AccountsService,
    private readonly mails: AccountMails,
    private readonly attempts: LogInAttempts,
    private readonly logIns: LogInService,
    private readonly logger: PinoLogger,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {
    this.secure = publicUrl.startsWith('https:');
  }

  mount(scope: FastifyInstance): void {
    const handle =
      (step: (language: Language, request: FastifyRequest, reply: FastifyReply) => FastifyReply | Promise<FastifyReply>) =>
      async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
        if (request.method !== 'GET') requireOwnForm(request, this.publicUrl);
        return step(choosePageLanguage(request, reply, this.secure), request, reply);
      };
    scope.get(
      '/recovery',
      handle((language, _request, reply) => sendPage(reply, 200, renderRecoveryPage({ ...buildFrame(language, RECOVERY), action: RECOVERY }))),
    );
    scope.post(
      '/recovery',
      handle((language, request, reply) => this.recover(language, request, reply)),
    );
    scope.get(
      '/password',
      handle((language, request, reply) => this.show(language, reply, 200, selectTextFields(request.query).link ?? '', null)),
    );
    scope.post(
      '/password',
      handle((language, request, reply) => this.set(language, request, reply)),
    );
  }

  /** Answers in the same words, and as quickly, whether or not a person has the address. The mail goes out after the answer. */
  private recover(language: Language, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const email = (selectTextFields(request.body).email ?? '').trim().slice(0, 254);
    if (email !== '') {
      this.send(email, request.ip, language).catch((error: unknown) => this.logger.error({ err: error }, 'a link for a new password could not be sent'));
    }
    const messages = getMessages('pages', language);
    return sendPage(reply, 200, renderNoticePage(buildFrame(language, null), messages.say('linkSent'), messages.say('linkSentText')));
  }

  private async send(email: string, address: string, language: Language): Promise<void> {
    if (!(await this.attempts.mayMail(email, address))) return;
    for (const person of await this.accounts.listByAddress(email)) {
      await this.mails.send(person, 'recovery', language);
      await this.logIns.record(person, 'password.recover', 'success');
    }
  }

  private async show(language: Language, reply: FastifyReply, status: number, link: string, wrong: string | null): Promise<FastifyReply> {
    const person = await this.accounts.findByLink(link);
    const messages = getMessages('pages', language);
    if (!person) return sendPage(reply, 410, renderNoticePage(buildFrame(language, null), messages.say('wrong'), messages.say('link-over')));
    const page = renderPasswordPage({
      ...buildFrame(language, `${PASSWORD}?link=${encodeURIComponent(link)}`, person.clinicName),
      action: PASSWORD,
      link,
      personName: person.name,
      email: person.email,
      shortest: passwordLengths.shortest,
      wrong,
    });
    return sendPage(reply, status, page);
  }

  private async set(language: Language, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { link = '', password = '', again = '' } = selectTextFields(request.body);
    const messages = getMessages('pages', language);
    if (password !== again) return this.show(language, reply, 400, link, messages.say('password-differs'));
    const person = await this.accounts.findByLink(link);
    const fault = await this.accounts.setPasswordByLink(link, password);
    if (fault !== null) return this.show(language, reply, 400, link, messages.say(fault));
    if (person) await this.logIns.record(person, 'password.set', 'success');
    if (person && person.passwordHash !== null) await this.mails.tell(person, 'password');
    return sendPage(reply, 200, renderNoticePage(buildFrame(language, null, person?.clinicName), messages.say('saved'), messages.say('savedText')));
  }
}

/** The frame of a page. A page with an address of its own links to itself in the other language. */
const buildFrame = (language: Language, address: string | null, clinicName: string | null = null): Frame => ({
  language,
  clinicName,
  otherLanguage: address === null ? null : (other) => `${address}${address.includes('?') ? '&' : '?'}language=${other}`,
});
