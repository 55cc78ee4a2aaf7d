/** Mails with a link to set a password, and mails about changes of a login. */
import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Database } from '../../platform/database/index.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { chooseLanguage, type Language } from '../../kernel/language.js';
import { getMessages } from '../../messages/index.js';
import { AccountsService } from './accounts.service.js';
import type { LinkPurpose, LoginPerson } from './accounts.repository.js';

/** The text of a mail with a link. */
const createMailWithLink = (person: Pick<LoginPerson, 'name' | 'clinicName'>, purpose: LinkPurpose, address: string, language: Language) => {
  const messages = getMessages('mails', language);
  const [subject, text] =
    purpose === 'invitation'
      ? [messages.say('invitation.subject', { clinic: person.clinicName }), messages.say('invitation.text', { clinic: person.clinicName })]
      : [messages.say('recovery.subject', { clinic: person.clinicName }), messages.say('recovery.text', { clinic: person.clinicName })];
  return { subject, text: [messages.say('greeting', { name: person.name }), text, address, messages.say('not-you')].join('\n\n') };
};

/** The changes that a person is told of. */
export type AccountNotice =
  | 'password'
  | 'authenticator-added'
  | 'authenticator-removed'
  | 'passkey-added'
  | 'passkey-removed'
  | 'recovery-codes-made'
  | 'factors-removed'
  | { recoveryCodesLeft: number };

@Injectable()
export class AccountMails {
  constructor(
    private readonly accounts: AccountsService,
    private readonly mailer: Mailer,
    private readonly database: Database,
    private readonly logger: PinoLogger,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  get canSend(): boolean {
    return this.mailer.canSend;
  }

  /** Sends the person a new link. Returns when it expires. */
  async send(person: LoginPerson, purpose: LinkPurpose, language: Language = chooseLanguage(person.language)): Promise<Date> {
    const { address, expiresAt } = await this.accounts.makeLink(person, purpose);
    await this.mailer.send({ to: person.email, language, ...createMailWithLink(person, purpose, address, language) });
    return expiresAt;
  }

  /** Tells the person of a change of the login, once the change is stored. The change does not depend on the mail. */
  async tell(person: LoginPerson, notice: AccountNotice): Promise<void> {
    if (this.canSend) await this.database.runAfterCommit(() => this.sendNotice(person, notice));
  }

  private async sendNotice(person: LoginPerson, notice: AccountNotice): Promise<void> {
    const language = chooseLanguage(person.language);
    const messages = getMessages('mails', language);
    const what = typeof notice === 'string' ? messages.say(`notice.${notice}`) : messages.say('notice.recovery-code-used', { left: notice.recoveryCodesLeft });
    const notYou = messages.say('notice.not-you', { address: `${this.publicUrl}/oauth/recovery` });
    const text = [messages.say('greeting', { name: person.name }), what, notYou].join('\n\n');
    try {
      await this.mailer.send({ to: person.email, language, subject: messages.say('notice.subject', { clinic: person.clinicName }), text });
    } catch (error) {
      this.logger.warn({ err: error }, 'a person could not be told of a change of their account');
    }
  }
}
