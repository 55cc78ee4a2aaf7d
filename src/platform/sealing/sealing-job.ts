/**
 * Seals what stands in plain text yet, and seals anew what an older data key sealed, while requests go on. A step is a few hundred rows of one table; each row
 * can be read before, meanwhile and after. A pass goes through all tables with sealed columns, and through the earlier versions of their rows. The job ends
 * with the pass that finds nothing to do, so that it also meets what another process sealed with the key before while it had not heard of the new one.
 */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessChanges } from '../access/access-changes.js';
import { DataKeys } from '../database/data-keys.js';
import { listSealedTables, resealRow, type SealedColumns } from '../database/sealing.js';
import { Jobs, type Job, type JobHandler, type Step } from '../jobs/index.js';
import { SEAL_TEXTS } from './operator.js';
import { SealingRepository, type StoredRow } from './sealing.repository.js';

const ROWS_A_STEP = 300;
/** The earlier versions of rows of all tables. */
const HISTORY = 'record_history';
/** The table whose rows say in `identifiers` what stands in `patient_identifiers`. */
const PATIENTS = 'patients';

interface Position {
  /** The place of the table in the order of the tables. */
  table: number;
  /** The key of the last row; null before the first. */
  after: StoredRow | null;
  /** The rows that this pass has changed. */
  changed: number;
  pass: number;
}

interface Figures {
  /** The rows that were sealed or sealed anew. */
  sealed: number;
}

const start: Position = { table: 0, after: null, changed: 0, pass: 1 };

const listTables = (): string[] => [...[...listSealedTables().keys()].sort(), HISTORY];

/** The columns that are read and written of a table. */
const listColumns = (table: string): string[] => (table === HISTORY ? ['record'] : Object.keys(getSealedColumns(table)));

const getSealedColumns = (table: string): SealedColumns => listSealedTables().get(table) ?? {};

const isIdentified = (value: unknown): value is { system: string; value: string } =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { system?: unknown }).system === 'string' &&
  typeof (value as { value?: unknown }).value === 'string';

@Injectable()
export class SealingJob implements JobHandler<unknown, Position, Figures>, OnModuleInit {
  readonly kind = SEAL_TEXTS;

  constructor(
    private readonly jobs: Jobs,
    private readonly keys: DataKeys,
    private readonly rows: SealingRepository,
    changes: AccessChanges,
  ) {
    changes.subscribe(() => keys.forget());
  }

  onModuleInit(): void {
    this.jobs.register(this);
  }

  async countTotal(): Promise<number> {
    const counts = await Promise.all(listTables().map((table) => this.rows.count(table)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async takeStep({ clinicId, position, result }: Job<unknown, Position, Figures>): Promise<Step<Position, Figures>> {
    const at = position ?? start;
    const tables = listTables();
    const table = tables[at.table]!;
    const columns = listColumns(table);
    const rows = await this.rows.list(table, columns, at.after, ROWS_A_STEP);
    const changed = await this.seal(clinicId, table, rows);
    if (changed.length > 0) await this.rows.write(table, columns, changed);
    const next = await this.findNext(at, table, rows, changed.length, tables.length);
    return {
      position: next ?? at,
      // What a further pass looks at is not counted again.
      done: at.pass === 1 ? rows.length : 0,
      result: { sealed: (result?.sealed ?? 0) + changed.length },
      finished: next === null,
    };
  }

  /** Seals the rows, and returns those that are different then. */
  private async seal(clinicId: string, table: string, rows: readonly StoredRow[]): Promise<StoredRow[]> {
    if (rows.length === 0) return [];
    const keys = await this.keys.load(clinicId);
    if (keys === null) throw new Error('The clinic has no data keys.');
    if (table === PATIENTS) await this.rows.indexIdentifiers(rows.flatMap(({ identifiers }) => (identifiers as unknown[]).filter(isIdentified)));
    const sealed = rows.map((row) =>
      table === HISTORY
        ? { ...row, record: resealRow(getSealedColumns(row.table_name as string), row.record as StoredRow, row.row_id as string, keys) }
        : resealRow(getSealedColumns(table), row, typeof row.id === 'string' ? row.id : null, keys),
    );
    return sealed.filter((row, index) => JSON.stringify(row) !== JSON.stringify(rows[index]));
  }

  /** Finds where the next step begins; null where this one was the last. */
  private async findNext(at: Position, table: string, rows: readonly StoredRow[], changed: number, tables: number): Promise<Position | null> {
    const so = { ...at, changed: at.changed + changed };
    const last = rows.at(-1);
    if (last && rows.length === ROWS_A_STEP) {
      const key = await this.rows.listKeyColumns(table);
      return { ...so, after: Object.fromEntries(key.map((column) => [column, last[column]])) };
    }
    if (at.table + 1 < tables) return { ...so, table: at.table + 1, after: null };
    return so.changed === 0 ? null : { ...start, pass: at.pass + 1 };
  }
}
