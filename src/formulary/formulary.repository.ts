import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database, declareColumns, total, declareStatement } from '../platform/database/index.js';
import { getCurrentRequest } from '../platform/http/index.js';
import { noClinicNames, type ClinicNames, type OwnName } from './domain/clinic-names.js';
import type { NamedCode, NameKind, NameOrigin } from './domain/name.js';

/** A name with its meaning, as it was recorded, and its confirmation and revocation. */
export interface StoredName {
  id: string;
  kind: NameKind;
  name: string;
  normalized: string;
  codes: NamedCode[];
  harmless: boolean;
  reason: string | null;
  origin: NameOrigin;
  importId: string | null;
  recordedBy: string | null;
  recordedAt: Date;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  revokedBy: string | null;
  revokedAt: Date | null;
  revokedReason: string | null;
}

/** A name at the moment when it is recorded. */
export type NewName = Omit<StoredName, 'revokedBy' | 'revokedAt' | 'revokedReason'>;

export type NameStatus = 'proposed' | 'confirmed' | 'revoked';

export interface NameFilter {
  kind: readonly NameKind[] | null;
  status: readonly NameStatus[] | null;
  /** A part of the name, in the form in which names are compared. */
  part: string | null;
  importId: string | null;
}

const nameRow = declareColumns<StoredName>(
  {
    id: 'uuid',
    kind: 'text',
    name: 'text',
    normalized: 'text',
    codes: 'jsonb',
    harmless: 'boolean',
    reason: 'text?',
    origin: 'text',
    importId: 'uuid?',
    recordedBy: 'uuid?',
    recordedAt: 'timestamptz',
    confirmedBy: 'uuid?',
    confirmedAt: 'timestamptz?',
    revokedBy: 'uuid?',
    revokedAt: 'timestamptz?',
    revokedReason: 'text?',
  },
  'n',
);
const matching = `n.clinic_id = current_clinic() AND (:kind::text[] IS NULL OR n.kind = ANY (:kind))
  AND (:status::text[] IS NULL OR CASE WHEN n.revoked_at IS NOT NULL THEN 'revoked' WHEN n.confirmed_at IS NULL THEN 'proposed' ELSE 'confirmed' END = ANY (:status))
  AND (:part::text IS NULL OR strpos(n.normalized, :part) > 0) AND (:importId::uuid IS NULL OR n.import_id = :importId)`;

const find = declareStatement('formulary.find', {
  parameters: { id: 'uuid' },
  row: nameRow,
  sql: `SELECT ${nameRow.list} FROM clinic_names n WHERE n.clinic_id = current_clinic() AND n.id = :id`,
});
const lock = declareStatement('formulary.lock', {
  parameters: { id: 'uuid' },
  row: nameRow,
  sql: `SELECT ${nameRow.list} FROM clinic_names n WHERE n.clinic_id = current_clinic() AND n.id = :id FOR UPDATE`,
});
const list = declareStatement('formulary.list', {
  parameters: { kind: 'text[]?', status: 'text[]?', part: 'text?', importId: 'uuid?', after: 'uuid?', limit: 'bigint' },
  row: nameRow,
  sql: `SELECT ${nameRow.list} FROM clinic_names n WHERE ${matching} AND (:after::uuid IS NULL OR n.id > :after) ORDER BY n.id LIMIT :limit`,
});
const count = declareStatement('formulary.count', {
  parameters: { kind: 'text[]?', status: 'text[]?', part: 'text?', importId: 'uuid?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM clinic_names n WHERE ${matching}`,
});
const standing = declareStatement('formulary.standing', {
  parameters: { kinds: 'text[]', normalized: 'text[]' },
  row: nameRow,
  sql: `SELECT ${nameRow.list} FROM unnest(:kinds::text[], :normalized::text[]) AS asked(kind, normalized)
     JOIN clinic_names n ON n.clinic_id = current_clinic() AND n.kind = asked.kind AND n.normalized = asked.normalized COLLATE "C" AND n.revoked_at IS NULL`,
});
const given = `jsonb_to_recordset(:names::jsonb) AS g(id uuid, kind text, name text, normalized text, codes jsonb, harmless boolean, reason text, origin text,
  "importId" uuid, "recordedBy" uuid, "recordedAt" timestamptz, "confirmedBy" uuid, "confirmedAt" timestamptz)`;
/** Inserts the names in a fixed order, so that two transactions that write the same names cannot deadlock. */
const buildInsertOfGiven = (where: string): string =>
  `INSERT INTO clinic_names (id, kind, name, normalized, codes, harmless, reason, origin, import_id, recorded_by, recorded_at, confirmed_by, confirmed_at)
   SELECT g.id, g.kind, g.name, g.normalized, g.codes, g.harmless, g.reason, g.origin, g."importId", g."recordedBy", g."recordedAt", g."confirmedBy", g."confirmedAt"
     FROM ${given} ${where} ORDER BY g.kind, g.normalized COLLATE "C"
   ON CONFLICT (clinic_id, kind, normalized) WHERE revoked_at IS NULL DO NOTHING`;
const insert = declareStatement('formulary.insert', { parameters: { names: 'jsonb' }, sql: buildInsertOfGiven('') });
/** A revoked name is not learned again: only a person can teach it once more. */
const learn = declareStatement('formulary.learn', {
  parameters: { names: 'jsonb' },
  sql: buildInsertOfGiven(`WHERE NOT EXISTS (SELECT FROM clinic_names n WHERE n.clinic_id = current_clinic() AND n.kind = g.kind
     AND n.normalized = g.normalized COLLATE "C" AND n.revoked_at IS NOT NULL)`),
});
const confirm = declareStatement('formulary.confirm', {
  parameters: { id: 'uuid', by: 'uuid', at: 'timestamptz' },
  row: nameRow,
  sql: `UPDATE clinic_names n SET confirmed_by = :by, confirmed_at = :at WHERE n.clinic_id = current_clinic() AND n.id = :id RETURNING ${nameRow.list}`,
});
const confirmImport = declareStatement('formulary.confirm-import', {
  parameters: { importId: 'uuid', by: 'uuid', at: 'timestamptz' },
  sql: `UPDATE clinic_names n SET confirmed_by = :by, confirmed_at = :at
    WHERE n.clinic_id = current_clinic() AND n.import_id = :importId AND n.confirmed_at IS NULL AND n.revoked_at IS NULL`,
});
const revoke = declareStatement('formulary.revoke', {
  parameters: { id: 'uuid', by: 'uuid', at: 'timestamptz', reason: 'text' },
  row: nameRow,
  sql: `UPDATE clinic_names n SET revoked_by = :by, revoked_at = :at, revoked_reason = :reason WHERE n.clinic_id = current_clinic() AND n.id = :id RETURNING ${nameRow.list}`,
});
/** A clinic has many names: the statement sends them only where the caller does not have the names of the current stamp. */
const names = declareStatement('formulary.names', {
  parameters: { stamp: 'uuid?' },
  row: declareColumns<{ stamp: string; names: NamesRow[] | null }>({ stamp: 'uuid', names: 'jsonb?' }),
  sql: `SELECT s.stamp, CASE WHEN s.stamp IS DISTINCT FROM :stamp::uuid THEN (
       SELECT coalesce(jsonb_agg(jsonb_build_array(n.kind, n.normalized, n.codes, n.harmless)), '[]') FROM clinic_names n
        WHERE n.clinic_id = current_clinic() AND n.confirmed_at IS NOT NULL AND n.revoked_at IS NULL) END AS names
     FROM clinic_name_stamps s WHERE s.clinic_id = current_clinic()`,
});

export const formularySql = { standing, insert };

/** The largest number of names in memory, for all clinics together. A name takes about half a kilobyte. */
const NAMES_REMEMBERED = 60_000;

type NamesRow = [kind: NameKind, normalized: string, codes: NamedCode[], harmless: boolean];

interface Remembered {
  stamp: string;
  names: ClinicNames;
}

const indexNames = (rows: readonly NamesRow[], kind: NameKind): ReadonlyMap<string, OwnName> =>
  new Map(
    rows
      .filter(([one]) => one === kind)
      .map(([, normalized, codes, harmless]) => [normalized, { codes: codes.map(({ system, code }) => ({ system, code })), harmless }]),
  );

const toClinicNames = (rows: readonly NamesRow[]): ClinicNames => ({
  substances: indexNames(rows, 'substance'),
  conditions: indexNames(rows, 'condition'),
  procedures: indexNames(rows, 'procedure'),
});

@Injectable()
export class FormularyRepository {
  /** The names that were last read, by clinic. */
  private readonly remembered = new LRUCache<string, Remembered>({
    maxSize: NAMES_REMEMBERED,
    sizeCalculation: ({ names: { substances, conditions, procedures } }) => 1 + substances.size + conditions.size + procedures.size,
  });

  constructor(private readonly database: Database) {}

  find(id: string): Promise<StoredName | null> {
    return this.database.findRow(find, { id });
  }

  lock(id: string): Promise<StoredName | null> {
    return this.database.findRow(lock, { id });
  }

  list({ kind, status, part, importId }: NameFilter, after: string | null, limit: number): Promise<StoredName[]> {
    return this.database.query(list, { kind, status, part, importId, after, limit });
  }

  async count({ kind, status, part, importId }: NameFilter): Promise<number> {
    return (await this.database.getRow(count, { kind, status, part, importId })).total;
  }

  /** Finds the entries that exist for the given names and are not revoked, whether confirmed or not. */
  listCurrent(asked: readonly Pick<StoredName, 'kind' | 'normalized'>[]): Promise<StoredName[]> {
    return this.database.query(standing, { kinds: asked.map(({ kind }) => kind), normalized: asked.map(({ normalized }) => normalized) });
  }

  /** Adds the names that have no current entry; answers how many names were added. */
  insert(added: readonly NewName[]): Promise<number> {
    return this.database.execute(insert, { names: added });
  }

  /** Adds the names that have no entry, neither a current one nor a revoked one. */
  async learn(learned: readonly NewName[]): Promise<void> {
    await this.database.execute(learn, { names: learned });
  }

  confirm(id: string, by: string, at: Date): Promise<StoredName> {
    return this.database.getRow(confirm, { id, by, at });
  }

  /** Confirms the proposed names of one import; answers how many names were confirmed. */
  confirmImport(importId: string, by: string, at: Date): Promise<number> {
    return this.database.execute(confirmImport, { importId, by, at });
  }

  revoke(id: string, by: string, at: Date, reason: string): Promise<StoredName> {
    return this.database.getRow(revoke, { id, by, at, reason });
  }

  async getClinicNames(): Promise<ClinicNames> {
    const clinicId = getCurrentRequest().clinicId ?? '';
    const last = this.remembered.get(clinicId);
    const found = await this.database.findRow(names, { stamp: last?.stamp ?? null });
    if (found === null) return noClinicNames;
    if (found.names === null) return last!.names;
    const read = { stamp: found.stamp, names: toClinicNames(found.names) };
    this.remembered.set(clinicId, read);
    return read.names;
  }
}
