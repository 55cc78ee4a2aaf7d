/** A real SMTP server that keeps what it is sent. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export class Mailbox {
  readonly mails: ParsedMail[] = [];

  private constructor(private readonly server: SMTPServer) {}

  static async open(): Promise<Mailbox> {
    let mailbox: Mailbox | null = null;
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => {
        simpleParser(stream).then(
          (mail) => {
            mailbox!.mails.push(mail);
            done();
          },
          (error: Error) => done(error),
        );
      },
    });
    mailbox = new Mailbox(server);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return mailbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** The next mail to the address, when it is there. */
  async take(to: string): Promise<ParsedMail> {
    for (let patience = 200; patience > 0; patience--) {
      const index = this.mails.findIndex((mail) => [mail.to].flat().some((addressObject) => addressObject?.text === to));
      if (index >= 0) return this.mails.splice(index, 1)[0]!;
      await sleep(50);
    }
    throw new Error(`No mail came to ${to}.`);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

export const linkIn = (mail: ParsedMail): string => /https?:\S+/.exec(mail.text ?? '')![0];
