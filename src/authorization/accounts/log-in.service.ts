/** Checks the e-mail address and the password of a login. */
import { Injectable } from '@nestjs/common';
import { Failure } from '../../kernel/failure.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { getCurrentRequest } from '../../platform/http/index.js';
import { AccountsService } from './accounts.service.js';
import type { LoginPerson } from './accounts.repository.js';
import { LogInAttempts } from './log-in-attempts.js';
import { isPassword } from './passwords.js';

export interface Credentials {
  email: string;
  password: string;
  /** The network address of the request. */
  address: string;
  /** The browser, where this person has logged in with it before; null for another one. */
  device: string | null;
  /** The clinic whose people may log in here; null where people of every clinic may. */
  clinicId: string | null;
}

/** How many passwords are checked at least where people of every clinic log in: somebody in two clinics takes as much work as nobody. */
const LEAST_CHECKS = 2;

export type LogInOutcome = { people: LoginPerson[] } | { waitSeconds: number } | 'refused';

@Injectable()
export class LogInService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly attempts: LogInAttempts,
    private readonly audit: AuditTrail,
  ) {}

  /** The people with this address and password, one for each clinic. Every failure is answered in the same words. */
  async logIn({ email, password, address, device, clinicId }: Credentials): Promise<LogInOutcome> {
    const attempt = await this.attempts.begin({ email, address, device });
    if (typeof attempt === 'number') return { waitSeconds: attempt };
    const known = (await this.accounts.listByAddress(email)).filter((person) => person.allowsLocalLogIn && (clinicId === null || person.clinicId === clinicId));
    const nobody = Array.from({ length: Math.max(0, (clinicId === null ? LEAST_CHECKS : 1) - known.length) }, () => null);
    const matches = await Promise.all([...known, ...nobody].map((person) => isPassword(password, person?.passwordHash ?? null)));
    const people = known.filter((_, index) => matches[index]);
    if (people.length === 0) {
      for (const person of known) await this.record(person, 'log-in', 'refused');
      return 'refused';
    }
    await attempt.succeeded();
    return { people };
  }

  /** Records a login, or an attempt at one, in the clinic's audit trail. */
  async record({ clinicId, staffId, role }: LoginPerson, action: string, outcome: 'success' | 'refused'): Promise<void> {
    const entry = { action, patientIds: [], resourceId: staffId, outcome, status: outcome === 'success' ? 200 : 401 };
    try {
      await this.audit.record(getCurrentRequest(), clinicId, entry, { kind: 'staff', id: staffId, role });
    } catch (error) {
      throw new Failure('unavailable', 'The server cannot answer at the moment.', { cause: error });
    }
  }
}
