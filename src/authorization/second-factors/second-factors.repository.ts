import { Injectable } from '@nestjs/common';
import { declareColumns, Database, declareStatement } from '../../platform/database/index.js';
import { getCurrentRequest } from '../../platform/http/index.js';

/** Whose it is. */
export interface Owner {
  clinicId: string;
  staffId: string;
}

export interface KeptAuthenticator {
  secret: Buffer;
  createdAt: Date;
  lastUsedAt: Date;
}

export interface RecoveryCodesLeft {
  left: number;
  madeAt: Date | null;
}

const authenticatorRow = declareColumns<KeptAuthenticator>({ secret: 'bytea', createdAt: 'timestamptz', lastUsedAt: 'timestamptz' });
const leftRow = declareColumns<RecoveryCodesLeft>({ left: 'integer', madeAt: 'timestamptz?' });

/** A change of the factors waits for another one of the same person: neither sees what the other is about to remove. */
const lockPerson = declareStatement('second-factors.lock-person', {
  parameters: { staffId: 'uuid' },
  sql: 'SELECT FROM staff WHERE clinic_id = current_clinic() AND id = :staffId FOR NO KEY UPDATE',
});
const authenticator = declareStatement('second-factors.authenticator', {
  parameters: { staffId: 'uuid' },
  row: authenticatorRow,
  sql: `SELECT ${authenticatorRow.list} FROM login_authenticators WHERE clinic_id = current_clinic() AND staff_id = :staffId`,
});
const setAuthenticator = declareStatement('second-factors.set-authenticator', {
  parameters: { staffId: 'uuid', secret: 'bytea', lastStep: 'bigint', now: 'timestamptz' },
  sql: `INSERT INTO login_authenticators (staff_id, secret, last_step, created_at, last_used_at) VALUES (:staffId, :secret, :lastStep, :now, :now)
   ON CONFLICT ON CONSTRAINT login_authenticators_pk DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step, created_at = excluded.created_at,
     last_used_at = excluded.last_used_at`,
});
const useStep = declareStatement('second-factors.use-step', {
  parameters: { staffId: 'uuid', before: 'bytea', secret: 'bytea', step: 'bigint', now: 'timestamptz' },
  sql: `UPDATE login_authenticators SET secret = :secret, last_step = :step, last_used_at = :now
    WHERE clinic_id = current_clinic() AND staff_id = :staffId AND secret = :before AND last_step < :step`,
});
const dropAuthenticator = declareStatement('second-factors.drop-authenticator', {
  parameters: { staffId: 'uuid' },
  sql: 'DELETE FROM login_authenticators WHERE clinic_id = current_clinic() AND staff_id = :staffId',
});
const dropCodes = declareStatement('second-factors.drop-codes', {
  parameters: { staffId: 'uuid' },
  sql: 'DELETE FROM login_recovery_codes WHERE clinic_id = current_clinic() AND staff_id = :staffId',
});
const addCodes = declareStatement('second-factors.add-codes', {
  parameters: { staffId: 'uuid', hashes: 'bytea[]', now: 'timestamptz' },
  sql: `INSERT INTO login_recovery_codes (staff_id, code_hash, created_at) SELECT :staffId, hash, :now FROM unnest(:hashes::bytea[]) AS hash`,
});
const useCode = declareStatement('second-factors.use-code', {
  parameters: { staffId: 'uuid', hashes: 'bytea[]', now: 'timestamptz' },
  sql: `UPDATE login_recovery_codes SET used_at = :now
    WHERE clinic_id = current_clinic() AND staff_id = :staffId AND code_hash = ANY (:hashes) AND used_at IS NULL`,
});
const codesLeft = declareStatement('second-factors.codes-left', {
  parameters: { staffId: 'uuid' },
  row: leftRow,
  sql: `SELECT count(*) FILTER (WHERE used_at IS NULL)::integer AS left, max(created_at) AS "madeAt"
     FROM login_recovery_codes WHERE clinic_id = current_clinic() AND staff_id = :staffId`,
});

@Injectable()
export class SecondFactorsRepository {
  constructor(private readonly database: Database) {}

  /** Runs the work in the transaction of the request. A page has none, and gets one of its own in the person's clinic. */
  runInClinicOf<T>({ clinicId }: Owner, work: () => Promise<T>): Promise<T> {
    return getCurrentRequest().unit ? work() : this.database.runInClinic(clinicId, work);
  }

  /** Runs a change of the person's factors in one transaction, alone among the changes of this person. */
  runLocked<T>(owner: Owner, work: () => Promise<T>): Promise<T> {
    return this.runInClinicOf(owner, async () => {
      await this.database.execute(lockPerson, { staffId: owner.staffId });
      return work();
    });
  }

  findAuthenticator(owner: Owner): Promise<KeptAuthenticator | null> {
    return this.runInClinicOf(owner, () => this.database.findRow(authenticator, { staffId: owner.staffId }));
  }

  async setAuthenticator(owner: Owner, secret: Buffer, lastStep: number, now: Date): Promise<void> {
    await this.runInClinicOf(owner, () => this.database.execute(setAuthenticator, { staffId: owner.staffId, secret, lastStep, now }));
  }

  /** Uses the step up: false when it, or a later one, was used before, or the authenticator is another one by now. */
  async useStep(owner: Owner, { secret: before }: KeptAuthenticator, secret: Buffer, step: number, now: Date): Promise<boolean> {
    return (await this.runInClinicOf(owner, () => this.database.execute(useStep, { staffId: owner.staffId, before, secret, step, now }))) === 1;
  }

  async dropAuthenticator(owner: Owner): Promise<boolean> {
    return (await this.runInClinicOf(owner, () => this.database.execute(dropAuthenticator, { staffId: owner.staffId }))) === 1;
  }

  /** The codes that are good from now on; none before is any more. */
  async replaceCodes(owner: Owner, hashes: Buffer[], now: Date): Promise<void> {
    await this.runInClinicOf(owner, async () => {
      await this.database.execute(dropCodes, { staffId: owner.staffId });
      if (hashes.length > 0) await this.database.execute(addCodes, { staffId: owner.staffId, hashes, now });
    });
  }

  /** Uses a code up, by any of its hashes; of two at the same moment one passes. */
  async useCode(owner: Owner, hashes: Buffer[], now: Date): Promise<boolean> {
    return (await this.runInClinicOf(owner, () => this.database.execute(useCode, { staffId: owner.staffId, hashes, now }))) === 1;
  }

  countCodesLeft(owner: Owner): Promise<RecoveryCodesLeft> {
    return this.runInClinicOf(owner, () => this.database.getRow(codesLeft, { staffId: owner.staffId }));
  }
}
