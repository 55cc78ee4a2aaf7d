import { Injectable } from '@nestjs/common';
import { declareColumns, Database, declareStatement } from '../../platform/database/index.js';
import type { Owner } from '../second-factors/second-factors.repository.js';

export interface AccountDetails {
  name: string;
  email: string;
  language: string | null;
  timeZone: string;
  passwordSetAt: Date | null;
  version: number;
}

const detailsRow = declareColumns<AccountDetails>({
  name: ['text', 's.name'],
  email: ['text', 's.email'],
  language: ['text?', 'a.language'],
  timeZone: ['text', 'c.time_zone'],
  passwordSetAt: ['timestamptz?', 'a.password_set_at'],
  version: ['integer', 's.version'],
});

const details = declareStatement('own-account.details', {
  parameters: { staffId: 'uuid' },
  row: detailsRow,
  sql: `SELECT ${detailsRow.list} FROM staff s JOIN clinics c ON c.clinic_id = s.clinic_id
     LEFT JOIN login_accounts a ON a.clinic_id = s.clinic_id AND a.staff_id = s.id
    WHERE s.clinic_id = current_clinic() AND s.id = :staffId`,
});
const setName = declareStatement('own-account.set-name', {
  parameters: { staffId: 'uuid', name: 'text', version: 'integer', now: 'timestamptz' },
  sql: `UPDATE staff SET name = :name, version = version + 1, updated_at = :now
    WHERE clinic_id = current_clinic() AND id = :staffId AND version = :version`,
});
const setLanguage = declareStatement('own-account.set-language', {
  parameters: { staffId: 'uuid', language: 'text?' },
  sql: `INSERT INTO login_accounts (staff_id, language) VALUES (:staffId, :language)
   ON CONFLICT ON CONSTRAINT login_accounts_pk DO UPDATE SET language = excluded.language`,
});

/** Beside a transaction that binds it to the person's clinic. */
@Injectable()
export class OwnAccountRepository {
  constructor(private readonly database: Database) {}

  getDetails({ staffId }: Pick<Owner, 'staffId'>): Promise<AccountDetails> {
    return this.database.getRow(details, { staffId });
  }

  /** False where the person was changed since that version. */
  async change(
    { staffId }: Pick<Owner, 'staffId'>,
    { name, language, version }: Pick<AccountDetails, 'name' | 'language' | 'version'>,
    now: Date,
  ): Promise<boolean> {
    if ((await this.database.execute(setName, { staffId, name, version, now })) === 0) return false;
    await this.database.execute(setLanguage, { staffId, language });
    return true;
  }
}
