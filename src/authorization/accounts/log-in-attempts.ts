/**
 * Slows the guesser down, and never locks a person out.
 *
 * Tries are counted for the account and for the address that they come from; after a few failures each further one has to wait, twice as long
 * each time up to a limit. A try that comes too early is not made and not counted. A browser with which the person has logged in before
 * carries a device cookie: its tries are counted apart, so that nobody who guesses elsewhere makes the person wait. And a link by e-mail always lets in.
 */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import { LogInAttemptsRepository, type Counted } from './log-in-attempts.repository.js';

const ofAccount = { free: 5, longest: 30 };
const ofAddress = { free: 30, longest: 300 };
const ofDevice = { free: 8, longest: 60 };
/** There are a million codes, three of them valid at a time. So a guesser of codes waits longer than a guesser of passwords. */
const ofCode = { free: 5, longest: 300 };
const ofMails = { free: 3, longest: 3_600 };

/** An attempt that may be made. Its result is reported to it. */
export interface Attempt {
  succeeded(): Promise<void>;
}

@Injectable()
export class LogInAttempts {
  constructor(
    private readonly attempts: LogInAttemptsRepository,
    private readonly encryption: KeyEncryption,
    private readonly clock: Clock,
  ) {}

  /** Begins an attempt, or returns the seconds until one may be made. `device` is a browser with which the person has logged in before, if it is one. */
  begin({ email, address, device }: { email: string; address: string; device: string | null }): Promise<Attempt | number> {
    return this.beginAs(`account ${email.toLowerCase()}`, device === null ? null : `device ${device} ${email.toLowerCase()}`, address, ofAccount);
  }

  /** Begins an attempt with a one-time or recovery code after a correct password. These are counted apart. */
  beginCode({ staffId, address, device }: { staffId: string; address: string; device: string | null }): Promise<Attempt | number> {
    return this.beginAs(`code of ${staffId}`, device === null ? null : `code of ${staffId} at ${device}`, address, ofCode);
  }

  private async beginAs(who: string, device: string | null, address: string, limits: Omit<Counted, 'subject'>): Promise<Attempt | number> {
    const from = { subject: this.hashSubject(`address ${address}`), ...ofAddress };
    const known = device === null ? null : { subject: this.hashSubject(device), ...ofDevice };
    const counted: Counted[] = known ? [known] : [{ subject: this.hashSubject(who), ...limits }, from];
    const wait = await this.wait(counted);
    if (wait !== null) return wait;
    const forgotten = [this.hashSubject(who), ...(known ? [known.subject] : [])];
    return { succeeded: () => this.attempts.succeed(forgotten, known ? [] : [from.subject], this.clock.now()) };
  }

  /** Whether a mail may be sent to the address on a request from this network address, so that strangers cannot fill a mailbox. */
  async mayMail(email: string, address: string): Promise<boolean> {
    const mails = { subject: this.hashSubject(`mail ${email.toLowerCase()}`), ...ofMails };
    return (await this.wait([mails, { subject: this.hashSubject(`mails of ${address}`), ...ofAddress }])) === null;
  }

  private async wait(counted: readonly Counted[]): Promise<number | null> {
    const now = this.clock.now();
    const until = await this.attempts.begin(counted, now);
    return until && Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  }

  private hashSubject(text: string): Buffer {
    return this.encryption.computeMac('login attempts', text);
  }
}
