/** What people have beside the password: an authenticator, and codes for the day on which it is lost. Passkeys stand in `passkeys.service.ts`. */
import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { KeyEncryption } from '../../platform/access/key-encryption.js';
import type { LoginPerson } from '../accounts/accounts.repository.js';
import { createKeyAddress, createSecret, findStep } from '../domain/one-time-codes.js';
import { createRecoveryCodes, normalizeRecoveryCode } from '../domain/recovery-codes.js';
import { SecondFactorsRepository, type KeptAuthenticator, type Owner, type RecoveryCodesLeft } from './second-factors.repository.js';

const SECRET = 'authenticator secret';
const TICKET = 'authenticator being set up';
const TICKET_MILLISECONDS = 900_000;

/** An authenticator that is being set up: kept nowhere until its first code has come. */
export interface ProposedAuthenticator {
  /** The key in base32. */
  secret: string;
  /** The `otpauth:` address, which a QR code says. */
  address: string;
  /** The key again, sealed, to be sent back with the first code. */
  ticket: string;
  expiresAt: Date;
}

interface Ticket {
  secret: string;
  until: number;
}

const getOwnerContext = ({ staffId }: Owner): string => staffId;

@Injectable()
export class SecondFactors {
  constructor(
    private readonly factors: SecondFactorsRepository,
    private readonly encryption: KeyEncryption,
    private readonly clock: Clock,
  ) {}

  findAuthenticator(owner: Owner): Promise<KeptAuthenticator | null> {
    return this.factors.findAuthenticator(owner);
  }

  getRecoveryCodes(owner: Owner): Promise<RecoveryCodesLeft> {
    return this.factors.countCodesLeft(owner);
  }

  /** A new key for the person; `begunIn` is the login, session or token that sets it up, and the only one that can end it. */
  propose(person: LoginPerson, begunIn: string): ProposedAuthenticator {
    return this.createProposal(person, begunIn, { secret: createSecret(), until: this.clock.now().getTime() + TICKET_MILLISECONDS });
  }

  /** The same key again, for whoever has mistyped its code; null when the ticket is good no more. */
  findProposal(person: LoginPerson, begunIn: string, ticket: string): ProposedAuthenticator | null {
    const opened = this.openTicket(person, begunIn, ticket);
    return opened && this.createProposal(person, begunIn, opened);
  }

  /** Keeps the authenticator that shows this code, in place of one before. */
  async confirm(person: LoginPerson, begunIn: string, ticket: string, code: string): Promise<'kept' | 'wrong' | 'over'> {
    const opened = this.openTicket(person, begunIn, ticket);
    if (!opened) return 'over';
    const now = this.clock.now();
    const step = findStep(opened.secret, code, now);
    if (step === null) return 'wrong';
    await this.factors.setAuthenticator(person, this.sealTicket(person, opened.secret), step, now);
    return 'kept';
  }

  /** Whether this is a code that the person's authenticator shows now, and that nobody has used. It is used up. */
  async useOneTimeCode(owner: Owner, code: string): Promise<boolean> {
    const kept = await this.factors.findAuthenticator(owner);
    const secret = kept && this.encryption.open(SECRET, getOwnerContext(owner), kept.secret);
    const now = this.clock.now();
    const step = secret === null ? null : findStep(secret, code, now);
    if (!kept || secret === null || step === null) return false;
    // Sealed anew each time: so the keys that sealed it before can be taken away in the end.
    return this.factors.useStep(owner, kept, this.sealTicket(owner, secret), step, now);
  }

  removeAuthenticator(owner: Owner): Promise<boolean> {
    return this.factors.dropAuthenticator(owner);
  }

  /** New codes, to be shown once: those before are good no more. */
  async makeRecoveryCodes(owner: Owner): Promise<string[]> {
    const codes = createRecoveryCodes();
    const hashes = codes.map((code) => this.hashCodes(owner, code)[0]!);
    await this.factors.replaceCodes(owner, hashes, this.clock.now());
    return codes;
  }

  /** Makes the first codes of somebody who has none; null where there are some. */
  async createFirstRecoveryCodes(owner: Owner): Promise<string[] | null> {
    const { left } = await this.factors.countCodesLeft(owner);
    return left > 0 ? null : this.makeRecoveryCodes(owner);
  }

  async useRecoveryCode(owner: Owner, typed: string): Promise<boolean> {
    const code = normalizeRecoveryCode(typed);
    return code !== null && this.factors.useCode(owner, this.hashCodes(owner, code), this.clock.now());
  }

  dropRecoveryCodes(owner: Owner): Promise<void> {
    return this.factors.replaceCodes(owner, [], this.clock.now());
  }

  private createProposal(person: LoginPerson, begunIn: string, ticket: Ticket): ProposedAuthenticator {
    const sealed = this.encryption.seal(TICKET, `${person.staffId} ${begunIn}`, JSON.stringify(ticket)).toString('base64url');
    const { secret, until } = ticket;
    return { secret, address: createKeyAddress(secret, person.clinicName, person.email), ticket: sealed, expiresAt: new Date(until) };
  }

  private openTicket({ staffId }: Owner, begunIn: string, ticket: string): Ticket | null {
    const text = this.encryption.open(TICKET, `${staffId} ${begunIn}`, Buffer.from(ticket, 'base64url'));
    const opened = text === null ? null : (JSON.parse(text) as Ticket);
    return opened && opened.until > this.clock.now().getTime() ? opened : null;
  }

  private sealTicket(owner: Owner, secret: string): Buffer {
    return this.encryption.seal(SECRET, getOwnerContext(owner), secret);
  }

  /** Under each of the server's keys, the present one first. */
  private hashCodes({ staffId }: Owner, code: string): Buffer[] {
    return this.encryption.derive('recovery codes').map((key) => createHmac('sha256', key).update(`${staffId} ${code}`).digest());
  }
}
