/** Mails with a link to set a password: what they say, and that they are sent. */
import { Injectable } from '@nestjs/common';
import { Mailer } from '../../platform/mail/mailer.js';
import { languageOf, messagesOf, type Language } from '../pages/messages.js';
import { AccountsService } from './accounts.service.js';
import type { LinkPurpose, LoginPerson } from './accounts.repository.js';

/** What a mail with a link says. */
const mailWithLink = (person: Pick<LoginPerson, 'name' | 'clinicName'>, purpose: LinkPurpose, address: string, language: Language) => {
  const words = messagesOf(language);
  const [subject, text] =
    purpose === 'invitation'
      ? [words.invitationSubject(person.clinicName), words.invitationText(person.clinicName)]
      : [words.recoverySubject(person.clinicName), words.recoveryMail(person.clinicName)];
  return { subject, text: [words.mailGreeting(person.name), text, address, words.notYou].join('\n\n') };
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
