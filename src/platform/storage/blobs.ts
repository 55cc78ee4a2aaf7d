import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { getCurrentRequest } from '../context.js';
import { Database } from '../database/database.js';
import { declareColumns } from '../database/columns.js';
import { bindStatement, declareStatement } from '../database/statement.js';
import type { StoredContent } from '../http/file-answer.js';
import { BlobStore, type BlobAddress } from './blob-store.js';

/** A lock that everybody who stores the same content shares until COMMIT. The janitor takes it alone before it removes content. */
const hold = declareStatement('blobs.hold', {
  parameters: { hash: 'text' },
  sql: `SELECT pg_advisory_xact_lock_shared(hashtextextended('blob ' || current_clinic()::text || :hash::text, 0))`,
});
const tryAlone = declareStatement('blobs.try-alone', {
  parameters: { hash: 'text' },
  row: declareColumns<{ alone: boolean }>({ alone: 'boolean' }),
  sql: `SELECT pg_try_advisory_xact_lock(hashtextextended('blob ' || current_clinic()::text || :hash::text, 0)) AS alone`,
});
const keep = declareStatement('blobs.keep', {
  parameters: { hash: 'text', length: 'bigint' },
  sql: `INSERT INTO blobs (hash, byte_size) VALUES (:hash, :length) ON CONFLICT ON CONSTRAINT blobs_pk DO NOTHING`,
});
const known = declareStatement('blobs.known', {
  parameters: { hashes: 'text[]' },
  row: declareColumns<{ hash: string }>({ hash: 'text' }),
  sql: `SELECT hash FROM blobs WHERE clinic_id = current_clinic() AND hash = ANY (:hashes::text[])`,
});

const clinicExists = declareStatement('blobs.clinic-exists', { sql: `SELECT FROM clinics WHERE clinic_id = current_clinic()` });

/** Content that one clinic has on record. */
export interface KeptBlob {
  /** The SHA-256 of the content, 64 hexadecimal digits. */
  hash: string;
  byteSize: number;
}

/**
 * The content that a clinic has on record. It is durable in the store before its row is written, in the transaction of whatever refers to it: a row never lacks
 * its content. Content without a row is removed later.
 */
@Injectable()
export class Blobs {
  constructor(
    private readonly store: BlobStore,
    private readonly database: Database,
  ) {}

  /** Makes the content durable now. It is on record when the transaction of the request commits. */
  async keep(content: Buffer): Promise<KeptBlob> {
    const hash = createHash('sha256').update(content).digest('hex');
    await this.database.execute(hold, { hash });
    await this.store.put(this.getAddress(hash), content);
    await this.database.execute(keep, { hash, length: content.length });
    return { hash, byteSize: content.length };
  }

  /** The content, for an answer. */
  getContent({ hash, byteSize }: KeptBlob): StoredContent {
    const address = this.getAddress(hash);
    return { byteSize, open: (part) => this.store.open(address, part) };
  }

  /** The hashes for which the clinic has no row. Empty where the clinic does not exist: the store may belong to another database too. */
  async listUnknownAmong(clinicId: string, hashes: readonly string[]): Promise<string[]> {
    const asked = [bindStatement(clinicExists), bindStatement(known, { hashes })];
    const [clinic, found] = await this.database.executeSeparately(clinicId, asked, 'READ ONLY');
    if (clinic!.rows.length === 0) return [];
    const kept = new Set((found!.rows as { hash: string }[]).map((row) => row.hash));
    return hashes.filter((hash) => !kept.has(hash));
  }

  /** Removes content without a row; leaves it where somebody is storing it at the moment. */
  removeUnknown(address: BlobAddress): Promise<boolean> {
    return this.database.runInClinic(address.clinicId, async () => {
      const { alone } = await this.database.getRow(tryAlone, { hash: address.hash });
      // Read again under the lock: nobody can be between the store and the row now.
      if (!alone || (await this.database.findRow(known, { hashes: [address.hash] }))) return false;
      await this.store.remove(address);
      return true;
    });
  }

  private getAddress(hash: string): BlobAddress {
    const { clinicId } = getCurrentRequest();
    if (clinicId === null) throw new Error('Content is a clinic’s.');
    return { clinicId, hash };
  }
}
