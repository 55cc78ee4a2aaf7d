/**
 * The data keys of the clinics. The database keeps them wrapped by the root key; this process unwraps them when they are first needed and remembers them for
 * a limited time, so that sealing costs no round trip of its own.
 */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { Clock } from '../../kernel/clock.js';
import { Failure } from '../../kernel/failure.js';
import { ClinicKeys } from './clinic-keys.js';
import { declareColumns } from './columns.js';
import { Deadline } from './deadline.js';
import { KeyManagement } from './key-management.js';
import { bindStatement, declareStatement, type BoundStatement } from './statement.js';
import { readOnce } from './unit-of-work.js';

/** How long the list of a clinic's keys is believed without asking the database again. */
const LIST_MILLISECONDS = 60_000;
/** How long an unwrapped key is used before the key management is asked again. */
const UNWRAPPED_MILLISECONDS = 3_600_000;
/** How much longer it is used while the key management does not answer. */
const GRACE_MILLISECONDS = 86_400_000;
const MOST_CLINICS = 2_000;
const KEY_BYTES = 32;
const LONGEST_READ_MILLISECONDS = 10_000;

const purposes = ['data', 'index'] as const;
export type KeyPurpose = (typeof purposes)[number];

interface KeptDataKey {
  purpose: KeyPurpose;
  version: number;
  wrapped: Buffer;
}

const row = declareColumns<KeptDataKey>({ purpose: 'text', version: 'integer', wrapped: 'bytea' });

const list = declareStatement('data-keys.list', {
  row,
  sql: `SELECT ${row.list} FROM data_keys WHERE clinic_id = current_clinic()`,
});

/** Two processes may make the first keys of a clinic at once: the first one's stay. */
const add = declareStatement('data-keys.add', {
  parameters: { purpose: 'text', version: 'integer', wrapped: 'bytea', rootKey: 'text' },
  sql: `INSERT INTO data_keys (purpose, version, wrapped, root_key)
   SELECT :purpose, :version, :wrapped, :rootKey FROM clinics c WHERE c.clinic_id = current_clinic()
   ON CONFLICT ON CONSTRAINT data_keys_pk DO NOTHING`,
});

/** The context of a wrapped key: it opens as nothing else. */
export const getWrappingContext = (clinicId: string, purpose: KeyPurpose, version: number): string => `data key ${clinicId} ${purpose} ${version}`;

export const generateDataKey = (): Buffer => randomBytes(KEY_BYTES);

const createKeysUnavailableFailure = (cause: unknown): Failure =>
  new Failure('unavailable', 'The keys of this clinic cannot be reached just now. Nothing was stored: repeat the request with the same Idempotency-Key.', {
    cause,
  });

interface Unwrapped {
  wrapped: Buffer;
  key: Buffer;
  at: number;
}

interface Remembered {
  keys: ClinicKeys | null;
  readAt: number;
  unwrapped: Map<string, Unwrapped>;
}

export class DataKeys {
  private readonly remembered = new Map<string, Remembered>();
  private readonly loading = new Map<string, Promise<ClinicKeys | null>>();

  constructor(
    private readonly getPool: () => pg.Pool,
    private readonly management: KeyManagement,
    private readonly clock: Clock,
  ) {}

  /** Finds the keys of a clinic without waiting; undefined where they must be loaded. */
  find(clinicId: string): ClinicKeys | undefined {
    const known = this.remembered.get(clinicId);
    return known?.keys && this.now() - known.readAt < LIST_MILLISECONDS ? known.keys : undefined;
  }

  /** Loads the keys of a clinic, and makes the first ones; null where there is no such clinic. */
  load(clinicId: string): Promise<ClinicKeys | null> {
    const loading = this.loading.get(clinicId);
    if (loading) return loading;
    const started = this.read(clinicId).finally(() => this.loading.delete(clinicId));
    this.loading.set(clinicId, started);
    return started;
  }

  /** Forgets which keys there are; those that were unwrapped are unwrapped still. */
  forget(): void {
    for (const known of this.remembered.values()) known.readAt = -Infinity;
  }

  private async read(clinicId: string): Promise<ClinicKeys | null> {
    const readAt = this.now();
    let kept = await this.list(clinicId);
    if (!purposes.every((purpose) => kept.some((key) => key.purpose === purpose))) {
      await this.addFirst(clinicId);
      kept = await this.list(clinicId);
    }
    const known = this.remembered.get(clinicId)?.unwrapped ?? new Map<string, Unwrapped>();
    const unwrapped = new Map<string, Unwrapped>();
    for (const key of kept) unwrapped.set(getWrappingContext(clinicId, key.purpose, key.version), await this.unwrap(clinicId, key, known));
    const take = (purpose: KeyPurpose): [number, Buffer][] =>
      kept.filter((key) => key.purpose === purpose).map(({ version }) => [version, unwrapped.get(getWrappingContext(clinicId, purpose, version))!.key]);
    const [index] = take('index');
    const keys = index ? new ClinicKeys(clinicId, new Map(take('data')), index[1]) : null;
    this.remember(clinicId, { keys, readAt, unwrapped });
    return keys;
  }

  private async unwrap(clinicId: string, { purpose, version, wrapped }: KeptDataKey, known: ReadonlyMap<string, Unwrapped>): Promise<Unwrapped> {
    const context = getWrappingContext(clinicId, purpose, version);
    const before = known.get(context);
    const age = before === undefined ? Infinity : this.now() - before.at;
    if (before && before.wrapped.equals(wrapped) && age < UNWRAPPED_MILLISECONDS) return before;
    let key: Buffer | null;
    try {
      key = await this.management.unwrap(wrapped, context);
    } catch (error) {
      // The key management does not answer: the server goes on with what it has.
      if (before && age < UNWRAPPED_MILLISECONDS + GRACE_MILLISECONDS) return before;
      throw createKeysUnavailableFailure(error);
    }
    if (key === null) throw new Error('A data key of the database is wrapped by a root key that this server does not have.');
    return { wrapped, key, at: this.now() };
  }

  private async addFirst(clinicId: string): Promise<void> {
    const statements = await Promise.all(
      purposes.map(async (purpose) => {
        const wrapped = await this.wrapNew(clinicId, purpose);
        return bindStatement(add, { purpose, version: 1, wrapped, rootKey: this.management.rootKeyId });
      }),
    );
    await this.send(clinicId, statements, 'READ WRITE');
  }

  private async wrapNew(clinicId: string, purpose: KeyPurpose): Promise<Buffer> {
    try {
      return await this.management.wrap(generateDataKey(), getWrappingContext(clinicId, purpose, 1));
    } catch (error) {
      throw createKeysUnavailableFailure(error);
    }
  }

  private async list(clinicId: string): Promise<KeptDataKey[]> {
    const [result] = await this.send(clinicId, [bindStatement(list)], 'READ ONLY');
    return result!.rows as KeptDataKey[];
  }

  private async send(clinicId: string, statements: readonly BoundStatement[], mode: 'READ ONLY' | 'READ WRITE'): Promise<pg.QueryResult[]> {
    const deadline = new Deadline(LONGEST_READ_MILLISECONDS);
    try {
      return await readOnce(this.getPool(), { clinicId, limits: null }, statements, mode, deadline);
    } finally {
      deadline.lift();
    }
  }

  private remember(clinicId: string, remembered: Remembered): void {
    this.remembered.delete(clinicId);
    this.remembered.set(clinicId, remembered);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > MOST_CLINICS && oldest !== undefined) this.remembered.delete(oldest);
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
