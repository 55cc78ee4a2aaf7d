/** Sends e-mail to people of the staff: plain text, never anything of patients. */
import { createTransport, type Transporter } from 'nodemailer';
import { Failure } from '../../kernel/failure.js';

export interface MailSettings {
  /** `smtp://user:password@host:587` or `smtps://…`; null where there is no server. */
  smtpUrl: string | null;
  /** Who the mails are from, such as `Hair Clinic <no-reply@clinic.example>`. */
  from: string;
  /** Where mails go when there is no server: a terminal in development. Left out in production, where they then are not sent at all. */
  print?: (text: string) => void;
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The language of the text, as a header says it. */
  language: string;
}

const LONGEST_MILLISECONDS = 10_000;

export class Mailer {
  private readonly transport: Transporter | null;

  constructor(private readonly settings: MailSettings) {
    const timeouts = { connectionTimeout: LONGEST_MILLISECONDS, greetingTimeout: LONGEST_MILLISECONDS, socketTimeout: LONGEST_MILLISECONDS };
    this.transport =
      settings.smtpUrl === null ? null : createTransport({ url: settings.smtpUrl, ...timeouts, disableFileAccess: true, disableUrlAccess: true });
  }

  /** Whether mails reach anybody. */
  get canSend(): boolean {
    return this.transport !== null || this.settings.print !== undefined;
  }

  /** Settles when the server has taken the mail. */
  async send({ to, subject, text, language }: Mail): Promise<void> {
    if (this.transport) {
      try {
        await this.transport.sendMail({
          from: this.settings.from,
          to,
          subject,
          text,
          headers: { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw new Failure('unavailable', 'The mail server did not take the mail. Try again later.', { cause: error });
      }
      return;
    }
    if (!this.settings.print) throw new Failure('unavailable', 'This server has no mail server: set SMTP_URL.');
    this.settings.print(`\nMail to ${to}: ${subject}\n${text}\n`);
  }
}
