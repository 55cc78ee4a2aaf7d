import type { Config } from '../config.js';
import type { MailSettings } from '../platform/mail/mailer.js';
import { say } from './output.js';

/** Mails are printed where there is no server for them, but never in production: they hold links that let somebody in. */
export const mailOf = ({ mail, production }: Config): MailSettings => ({ ...mail, ...(!production && mail.smtpUrl === null && { print: say }) });
