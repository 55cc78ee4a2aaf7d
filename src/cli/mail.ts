import type { Config } from '../config.js';
import type { MailSettings } from '../platform/mail/mailer.js';
import { say } from './output.js';

/** Answers the mail settings. Without a mail server mails are printed, but never in production, because they contain links that give access. */
export const toMailSettings = ({ mail, production }: Config): MailSettings => ({ ...mail, ...(!production && mail.smtpUrl === null && { print: say }) });
