import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement, declareSealedColumns } from '../../platform/database/index.js';
import type { RecordVersion } from '../../platform/http/index.js';
import type { Entry } from '../domain/entry.js';
import { patientLists, type PatientList } from '../domain/patient-lists.js';

/** A row of one of the four tables. */
export interface EntryRecord {
  id: string;
  patientId: string;
  entry: Entry;
  consultationId: string | null;
  recordedBy: string;
  errorReason: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface ListedEntry extends EntryRecord {
  list: PatientList;
}

/** An entry as it was at one of its versions. */
export interface EntryVersion extends RecordVersion {
  entry: Entry;
  consultationId: string | null;
}

export interface NewEntry {
  id: string;
  list: PatientList;
  patientId: string;
  entry: Entry;
  consultationId: string | null;
  recordedBy: string;
  at: string;
}

const entryRow = declareColumns<EntryRecord>({
  id: 'uuid',
  patientId: 'uuid',
  entry: 'jsonb',
  consultationId: 'uuid?',
  recordedBy: 'uuid',
  errorReason: 'text?',
  version: 'integer',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
});

/** Leaves the stated absence of allergies out of the allergies, although it is stored in their table. */
const isListed = (list: PatientList): string => (list === 'allergies' ? ' AND NOT states_no_allergy(entry)' : '');

const declareStatements = (list: PatientList) => {
  const table = `patient_${list}`;
  const sealed = declareSealedColumns(table, { entry: 'sealed-notes', errorReason: 'sealed-text?' });
  const shown = `clinic_id = current_clinic() AND patient_id = :patientId AND (:withErrors OR error_reason IS NULL)${isListed(list)}`;
  return {
    find: declareStatement(`${list}.find`, {
      parameters: { id: 'uuid' },
      row: entryRow,
      sql: `SELECT ${entryRow.list} FROM ${table} WHERE clinic_id = current_clinic() AND id = :id`,
    }),
    lock: declareStatement(`${list}.lock`, {
      parameters: { id: 'uuid' },
      row: entryRow,
      sql: `SELECT ${entryRow.list} FROM ${table} WHERE clinic_id = current_clinic() AND id = :id FOR UPDATE`,
    }),
    list: declareStatement(`${list}.list`, {
      parameters: { patientId: 'uuid', withErrors: 'boolean', after: 'uuid?', limit: 'bigint' },
      row: entryRow,
      sql: `SELECT ${entryRow.list} FROM ${table} WHERE ${shown} AND (:after::uuid IS NULL OR id > :after) ORDER BY id LIMIT :limit`,
    }),
    count: declareStatement(`${list}.count`, {
      parameters: { patientId: 'uuid', withErrors: 'boolean' },
      row: total,
      sql: `SELECT count(*)::integer AS total FROM ${table} WHERE ${shown}`,
    }),
    update: declareStatement(`${list}.update`, {
      parameters: { id: 'uuid', entry: sealed.entry, consultationId: 'uuid?', recordedBy: 'uuid', errorReason: sealed.errorReason, updatedAt: 'timestamptz' },
      sql: `UPDATE ${table} SET entry = :entry::jsonb, consultation_id = :consultationId, recorded_by = :recordedBy, error_reason = :errorReason,
               updated_at = :updatedAt, version = version + 1
        WHERE clinic_id = current_clinic() AND id = :id`,
    }),
  };
};

const statements = Object.fromEntries(patientLists.map((list) => [list, declareStatements(list)])) as Record<PatientList, ReturnType<typeof declareStatements>>;

const listedEntryRow = declareColumns<ListedEntry>({ ...entryRow.declared, list: 'text' });
/** All entries of a patient in all four lists, except those entered in error, in one query. */
const known = declareStatement('record.known', {
  parameters: { patientId: 'uuid' },
  row: listedEntryRow,
  sql:
    patientLists
      .map(
        (list) =>
          `SELECT '${list}' AS list, ${entryRow.list} FROM patient_${list} WHERE clinic_id = current_clinic() AND patient_id = :patientId AND error_reason IS NULL`,
      )
      .join('\nUNION ALL ') + '\nORDER BY id',
});

/** Entries that were last stated in a list itself and not in a consultation, including entries entered in error. */
const statedDirectly = declareStatement('record.stated-directly', {
  parameters: { patientId: 'uuid' },
  row: listedEntryRow,
  sql:
    patientLists
      .map(
        (list) =>
          `SELECT '${list}' AS list, ${entryRow.list} FROM patient_${list} WHERE clinic_id = current_clinic() AND patient_id = :patientId AND (consultation_id IS NULL OR error_reason IS NOT NULL)`,
      )
      .join('\nUNION ALL ') + '\nORDER BY id',
});

/** The directly stated entries of many patients, in the lists that `:lists` names. */
const statedDirectlyOfMany = declareStatement('record.stated-directly-of-many', {
  parameters: { patientIds: 'uuid[]', lists: 'text[]' },
  row: listedEntryRow,
  sql:
    patientLists
      .map(
        (list) =>
          `SELECT '${list}' AS list, ${entryRow.list} FROM patient_${list} WHERE '${list}' = ANY (:lists::text[]) AND clinic_id = current_clinic() AND patient_id = ANY (:patientIds::uuid[]) AND (consultation_id IS NULL OR error_reason IS NOT NULL)`,
      )
      .join('\nUNION ALL ') + '\nORDER BY id',
});

/** Every statement that no allergy is known, newest first, including those that have ended or were entered in error. */
const absences = declareStatement('allergies.absences', {
  parameters: { patientId: 'uuid' },
  row: entryRow,
  sql: `SELECT ${entryRow.list} FROM patient_allergies WHERE clinic_id = current_clinic() AND patient_id = :patientId AND states_no_allergy(entry) ORDER BY id DESC`,
});

/** Locks the lists of one patient until the transaction ends, so that each writer sees the entries of the previous one. */
const hold = declareStatement('record.hold', {
  parameters: { patientId: 'uuid' },
  sql: `SELECT pg_advisory_xact_lock(hashtextextended('record.lists ' || :patientId::uuid, 0))`,
});

/** The versions of an entry. For a version that a merge moved to another record, author and time are those of the merge or of its undoing. */
const versions = declareStatement('record.versions', {
  parameters: { list: 'text', id: 'uuid', after: 'integer', limit: 'bigint' },
  row: declareColumns<EntryVersion>({
    number: 'integer!',
    entry: 'jsonb!',
    consultationId: 'uuid?',
    recordedBy: 'uuid?',
    recordedAt: 'timestamptz',
    errorReason: 'text?',
    moveReason: 'text?',
  }),
  sql: `SELECT v.number, v.entry, v.consultation_id AS "consultationId", coalesce(m.by_whom, v.recorded_by) AS "recordedBy", coalesce(m.at, v.recorded_at) AS "recordedAt",
          v.error_reason AS "errorReason", m.reason AS "moveReason"
     FROM patient_entry_versions v LEFT JOIN LATERAL (
       SELECT merged_by AS by_whom, merged_at AS at, reason FROM patient_merges
        WHERE clinic_id = v.clinic_id AND patient_id = v.moved_from AND into_id = v.moved_to AND merged_at >= v.recorded_at
       UNION ALL
       SELECT undone_by, undone_at, undo_reason FROM patient_merges
        WHERE clinic_id = v.clinic_id AND into_id = v.moved_from AND patient_id = v.moved_to AND undone_at >= v.recorded_at
       ORDER BY at LIMIT 1) m ON v.moved_from IS NOT NULL
    WHERE v.clinic_id = current_clinic() AND v.list = :list AND v.id = :id AND v.number > :after ORDER BY v.number LIMIT :limit`,
});

const inserts = patientLists.map(
  (list) => `added_${list} AS (
     INSERT INTO patient_${list} (id, patient_id, entry, consultation_id, recorded_by, created_at, updated_at)
     SELECT id, patient_id, entry, consultation_id, recorded_by, at, at FROM said WHERE list = '${list}' AND version IS NULL)`,
);
const updates = patientLists.map(
  (list) => `changed_${list} AS (
     UPDATE patient_${list} t SET entry = s.entry, consultation_id = s.consultation_id, recorded_by = s.recorded_by, updated_at = s.at, version = t.version + 1
       FROM said s WHERE t.clinic_id = current_clinic() AND t.id = s.id AND s.list = '${list}' AND s.version IS NOT NULL)`,
);

/** Saves all additions and changes of all lists in one statement. */
const saveAll = declareStatement('record.save-all', {
  parameters: { rows: 'sealed-notes' },
  sql: `WITH said AS (SELECT * FROM jsonb_to_recordset(:rows::jsonb) AS one (list text, id uuid, patient_id uuid, entry jsonb, consultation_id uuid, recorded_by uuid,
     at timestamptz, version integer)), ${[...inserts, ...updates].join(', ')} SELECT 1`,
});

@Injectable()
export class ListsRepository {
  constructor(private readonly database: Database) {}

  find(list: PatientList, id: string): Promise<EntryRecord | null> {
    return this.database.findRow(statements[list].find, { id });
  }

  lock(list: PatientList, id: string): Promise<EntryRecord | null> {
    return this.database.findRow(statements[list].lock, { id });
  }

  list(list: PatientList, patientId: string, withErrors: boolean, after: string | null, limit: number): Promise<EntryRecord[]> {
    return this.database.query(statements[list].list, { patientId, withErrors, after, limit });
  }

  async count(list: PatientList, patientId: string, withErrors: boolean): Promise<number> {
    return (await this.database.getRow(statements[list].count, { patientId, withErrors })).total;
  }

  async hold(patientId: string): Promise<void> {
    await this.database.execute(hold, { patientId });
  }

  listAbsences(patientId: string): Promise<EntryRecord[]> {
    return this.database.query(absences, { patientId });
  }

  /** Lists the versions of an entry, oldest first. */
  listVersions(list: PatientList, id: string, after: number, limit: number): Promise<EntryVersion[]> {
    return this.database.query(versions, { list, id, after, limit });
  }

  listKnown(patientId: string): Promise<ListedEntry[]> {
    return this.database.query(known, { patientId });
  }

  listStatedDirectly(patientId: string): Promise<ListedEntry[]> {
    return this.database.query(statedDirectly, { patientId });
  }

  async listStatedDirectlyOfMany(patientIds: readonly string[], lists: readonly PatientList[]): Promise<ListedEntry[]> {
    return lists.length === 0 ? [] : this.database.query(statedDirectlyOfMany, { patientIds, lists });
  }

  async save(list: PatientList, entry: EntryRecord): Promise<void> {
    await this.database.execute(statements[list].update, entry);
  }

  /** Saves additions, which have no version, and changes, which have one. */
  async saveAll(entries: readonly (NewEntry & { version: number | null })[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map(({ patientId, consultationId, recordedBy, ...rest }) => ({
      ...rest,
      patient_id: patientId,
      consultation_id: consultationId,
      recorded_by: recordedBy,
    }));
    await this.database.execute(saveAll, { rows });
  }
}
