/** The accounts of people: who they are, and the links with which they set a password. */
import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { hashSecret } from '../../platform/access/key-encryption.js';
import { PUBLIC_URL } from '../../platform/access/token.strategy.js';
import { AccountsRepository, type LinkPurpose, type LoginPerson } from './accounts.repository.js';
import { hashPassword, findPasswordFault, type PasswordFault } from './passwords.js';

const HOUR = 3_600_000;
export const linkLifetimes: Record<LinkPurpose, number> = { invitation: 7 * 24 * HOUR, recovery: HOUR };

const TOKEN_BYTES = 32;

/** The address of a link's page. */
export const formatLinkAddress = (publicUrl: string, token: string): string => `${publicUrl}/oauth/password?link=${token}`;

export const createLinkToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly clock: Clock,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  listByAddress(address: string): Promise<LoginPerson[]> {
    return this.accounts.listByAddress(address);
  }

  findById(staffId: string): Promise<LoginPerson | null> {
    return this.accounts.findById(staffId);
  }

  /** Makes a link with which the person can set a password once. Earlier links are no longer valid. */
  async makeLink(person: { clinicId: string; staffId: string }, purpose: LinkPurpose): Promise<{ address: string; expiresAt: Date }> {
    const token = createLinkToken();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + linkLifetimes[purpose]);
    await this.accounts.replaceLink(person.clinicId, { tokenHash: hashSecret(token), staffId: person.staffId, purpose, createdAt, expiresAt });
    return { address: formatLinkAddress(this.publicUrl, token), expiresAt };
  }

  /** The person whose password the link sets; null where the link is no longer valid. */
  async findByLink(token: string): Promise<LoginPerson | null> {
    const link = await this.accounts.findLink(hashSecret(token));
    return link && this.accounts.findById(link.staffId);
  }

  /** Sets the password, or names its fault; null where it was set. */
  async setPasswordByLink(token: string, password: string): Promise<PasswordFault | 'link-over' | null> {
    const tokenHash = hashSecret(token);
    const link = await this.accounts.findLink(tokenHash);
    const person = link && (await this.accounts.findById(link.staffId));
    if (!link || !person) return 'link-over';
    const fault = await findPasswordFault(password, [person.email, person.name, person.clinicName]);
    if (fault) return fault;
    const isSet = await this.accounts.setPasswordByLink(link, tokenHash, await hashPassword(password), this.clock.now());
    return isSet ? null : 'link-over';
  }
}
