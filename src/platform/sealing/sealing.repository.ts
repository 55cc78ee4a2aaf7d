import { Injectable } from '@nestjs/common';
import { declareColumns, declareStatement, Database } from '../database/index.js';

/** A row as it is stored, with its texts sealed: the columns of its key, and those that are sealed. */
export type StoredRow = Record<string, unknown>;

const counted = declareStatement('sealing.count', {
  parameters: { table: 'text' },
  row: declareColumns<{ count: number }>({ count: 'integer' }),
  sql: 'SELECT count_to_reseal(:table)::integer AS count',
});
/** As text, because what is sealed in a column of text or JSON is opened on its way. */
const list = declareStatement('sealing.list', {
  parameters: { table: 'text', columns: 'text[]', after: 'jsonb?', limit: 'integer' },
  row: declareColumns<{ record: string }>({ record: 'text' }),
  sql: 'SELECT r.record::text AS record FROM rows_to_reseal(:table, :columns, :after, :limit) r',
});
const write = declareStatement('sealing.write', {
  parameters: { table: 'text', columns: 'text[]', rows: 'jsonb' },
  row: declareColumns<{ changed: number }>({ changed: 'integer' }),
  sql: 'SELECT reseal_rows(:table, :columns, :rows) AS changed',
});
const keyColumns = declareStatement('sealing.key-columns', {
  parameters: { table: 'text' },
  row: declareColumns<{ columns: readonly string[] }>({ columns: 'text[]' }),
  sql: 'SELECT key_columns(:table::text::regclass) AS columns',
});
/** An identifier that was claimed in plain text is claimed by its index. */
const indexIdentifiers = declareStatement('sealing.index-identifiers', {
  parameters: { identifiers: 'identifier-indexes' },
  sql: `UPDATE patient_identifiers t SET value = i.item ->> 'value' FROM jsonb_array_elements(:identifiers::jsonb) AS i (item)
    WHERE t.clinic_id = current_clinic() AND t.system = i.item ->> 'system' AND t.value = i.item ->> 'plain'`,
});

@Injectable()
export class SealingRepository {
  constructor(private readonly database: Database) {}

  async count(table: string): Promise<number> {
    return (await this.database.getRow(counted, { table })).count;
  }

  async listKeyColumns(table: string): Promise<readonly string[]> {
    return (await this.database.getRow(keyColumns, { table })).columns;
  }

  /** Lists the next rows after a key, in the order of their keys, and locks them. */
  async list(table: string, columns: readonly string[], after: StoredRow | null, limit: number): Promise<StoredRow[]> {
    const rows = await this.database.query(list, { table, columns, after, limit });
    return rows.map(({ record }) => JSON.parse(record) as StoredRow);
  }

  /** Writes rows in which nothing but the seals differs. */
  async write(table: string, columns: readonly string[], rows: readonly StoredRow[]): Promise<void> {
    await this.database.getRow(write, { table, columns, rows });
  }

  async indexIdentifiers(identifiers: readonly { system: string; value: string }[]): Promise<void> {
    await this.database.execute(indexIdentifiers, { identifiers });
  }
}
