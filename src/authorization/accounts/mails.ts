/** Mails with a link to set a password: what they say, and that they are sent. */
import { Injectable } from '@nestjs/common';
import { Mailer } from '../../platform/mail/mailer.js';
import { languageOf, type Language } from '../../kernel/language.js';
import { messagesOf } from '../../messages/index.js';
import { AccountsService } from './accounts.service.js';
import type { LinkPurpose, LoginPerson } from './accounts.repository.js';

/** What a mail with a link says. */
const mailWithLink = (person: Pick<LoginPerson, 'name' | 'clinicName'>, purpose: LinkPurpose, address: string, language: Language) => {
  const messages = messagesOf('mails', language);
  const [subject, text] =
    purpose === 'invitation'
      ? [messages.say('invitation.subject', { clinic: person.clinicName }), messages.say('invitation.text', { clinic: person.clinicName })]
      : [messages.say('recovery.subject', { clinic: person.clinicName }), messages.say('recovery.text', { clinic: person.clinicName })];
  return { subject, text: [messages.say('greeting', { name: person.name }), text, address, messages.say('not-you')].join('\n\n') };
};

@Injectable()
export class AccountMails {
  constructor(
    private readonly accounts: AccountsService,
    private readonly mailer: Mailer,
  ) {}

  get canSend(): boolean {
    return this.mailer.canSend;
  }

  /** Sends the person a new link; answers until when it is good. */
  async send(person: LoginPerson, purpose: LinkPurpose, language: Language = languageOf(person.language)): Promise<Date> {
    const { address, expiresAt } = await this.accounts.makeLink(person, purpose);
    await this.mailer.send({ to: person.email, language, ...mailWithLink(person, purpose, address, language) });
    return expiresAt;
  }
}
