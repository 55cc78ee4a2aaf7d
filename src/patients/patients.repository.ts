import { Injectable } from '@nestjs/common';
import { createFailure } from '../kernel/failure.js';
import { declareAssembledStatement, declareColumns, declareSealedColumns, Database, declareStatement, total, type Take } from '../platform/database/index.js';
import { demographicNames, demographics, getDemographicField, mapDemographics, type DemographicColumns, type DemographicName } from './domain/demographics.js';
import type { CandidateKeys } from './domain/search-keys.js';
import { KEYS_VERSION } from './domain/search-keys.js';
import type { MergedRecord, PatientContent, PatientStatus } from './domain/patient-content.js';

/** The demographic columns. Lists and required fields are never null, and every name has its full text. */
type Demographics = Omit<DemographicColumns<PatientContent>, 'names'> & { names: (PatientContent['names'][number] & { text: string })[] };

/** The other columns of a row. */
interface RecordColumns {
  id: string;
  medicalRecordNumber: string;
  status: PatientStatus;
  deceasedOn: string | null;
  mergedInto: string | null;
  /** The records that were merged into this one, directly or through others. */
  mergedRecords: MergedRecord[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** A row of the table. */
export type PatientRecord = RecordColumns & Demographics;

/** The properties of a patient that rules ask about. */
export type Person = Pick<PatientRecord, 'id' | 'birthDate' | 'sexAtBirth' | 'status' | 'deceasedOn'>;

export type NewPatient = Pick<RecordColumns, 'id'> & Demographics;

// Does not compile where a field of the input is not declared in `demographics`, because the field would be accepted and lost.
const columnOf: Record<keyof PatientContent, string> = mapDemographics(({ column }) => column);

/** The values of identifiers are sealed. A patient is found by their indexes, each of which stands once in a clinic. */
const sealed = declareSealedColumns('patients', { identifiers: 'sealed-identifiers', mergedRecords: 'sealed-identifiers' });

type TypeOfKept<Field> = Field extends { kept: 'json-list' }
  ? 'jsonb'
  : Field extends { kept: 'json' }
    ? 'jsonb?'
    : Field extends { required: true }
      ? 'text'
      : 'text?';

const demographicTypes = mapDemographics(({ kept, required }) =>
  kept === 'json-list' ? 'jsonb' : `${kept === 'json' ? 'jsonb' : 'text'}${required ? '' : '?'}`,
) as { [Name in DemographicName]: TypeOfKept<(typeof demographics)[Name]> };

const patientRow = declareColumns<PatientRecord>(
  {
    id: 'uuid',
    medicalRecordNumber: 'text',
    ...demographicTypes,
    status: 'text',
    deceasedOn: 'text?',
    mergedInto: 'uuid?',
    mergedRecords: 'jsonb',
    version: 'integer',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  },
  'p',
);

/** The demographic columns in a statement, each under its field's name. */
const demographicColumns = demographicNames.map((name) => columnOf[name]).join(', ');
const demographicParameters = demographicNames.map((name) => `:${name}${getDemographicField(name).kept === 'text' ? '' : '::jsonb'}`).join(', ');

const find = declareStatement('patients.find', {
  parameters: { id: 'uuid' },
  row: patientRow,
  sql: `SELECT ${patientRow.list} FROM patients p WHERE p.clinic_id = current_clinic() AND p.id = :id`,
});
const lock = declareStatement('patients.lock', {
  parameters: { id: 'uuid' },
  row: patientRow,
  sql: `SELECT ${patientRow.list} FROM patients p WHERE p.clinic_id = current_clinic() AND p.id = :id FOR UPDATE`,
});

/** The properties of patients that rules ask about. */
const persons = declareStatement('patients.persons', {
  parameters: { ids: 'uuid[]' },
  row: declareColumns<Person>({ id: 'uuid', birthDate: 'text?', sexAtBirth: 'text', status: 'text', deceasedOn: 'text?' }),
  sql: `SELECT p.id, p.birth_date AS "birthDate", p.sex_at_birth AS "sexAtBirth", p.status, p.deceased_on AS "deceasedOn"
     FROM patients p WHERE p.clinic_id = current_clinic() AND p.id = ANY (:ids::uuid[])`,
});

/** Locks the patient as a foreign key would: a merge waits until the dependent change is committed, and the change waits for a merge. */
const hold = declareStatement('patients.hold', {
  parameters: { id: 'uuid' },
  row: patientRow,
  sql: `SELECT ${patientRow.list} FROM patients p WHERE p.clinic_id = current_clinic() AND p.id = :id FOR KEY SHARE`,
});

const nextNumber = declareStatement('patients.next-number', {
  row: declareColumns<{ number: string }>({ number: 'text' }),
  sql: `INSERT INTO medical_record_counters (last) VALUES (1)
   ON CONFLICT ON CONSTRAINT medical_record_counters_pk DO UPDATE SET last = medical_record_counters.last + 1
   RETURNING 'P' || lpad(last::text, 6, '0') AS number`,
});

const insert = declareStatement('patients.insert', {
  parameters: { id: 'uuid', medicalRecordNumber: 'text', ...demographicTypes, identifiers: sealed.identifiers, at: 'timestamptz' },
  row: patientRow,
  sql: `INSERT INTO patients AS p (id, medical_record_number, ${demographicColumns}, created_at, updated_at)
   VALUES (:id, :medicalRecordNumber, ${demographicParameters}, :at, :at)
   RETURNING ${patientRow.list}`,
});

const update = declareStatement('patients.update', {
  parameters: {
    id: 'uuid',
    ...demographicTypes,
    identifiers: sealed.identifiers,
    status: 'text',
    at: 'timestamptz',
    deceasedOn: 'text?',
    mergedRecords: sealed.mergedRecords,
  },
  row: patientRow,
  sql: `UPDATE patients AS p SET (${demographicColumns}) = ROW (${demographicParameters}), status = :status, updated_at = :at, deceased_on = :deceasedOn,
     merged_records = :mergedRecords::jsonb, version = version + 1
    WHERE p.clinic_id = current_clinic() AND p.id = :id
   RETURNING ${patientRow.list}`,
});

const mark = declareStatement('patients.mark', {
  parameters: { id: 'uuid', status: 'text', mergedInto: 'uuid?', at: 'timestamptz' },
  row: patientRow,
  sql: `UPDATE patients AS p SET status = :status, merged_into = :mergedInto, updated_at = :at, version = version + 1 WHERE p.clinic_id = current_clinic() AND p.id = :id RETURNING ${patientRow.list}`,
});

const keepSearchKeys = declareStatement('patients.keep-search-keys', {
  parameters: { id: 'uuid', keys: 'integer[]' },
  sql: `INSERT INTO patient_search_keys (patient_id, keys, version) VALUES (:id, :keys::integer[], ${KEYS_VERSION})
   ON CONFLICT ON CONSTRAINT patient_search_keys_pk DO UPDATE SET keys = excluded.keys, version = excluded.version
     WHERE patient_search_keys.keys <> excluded.keys OR patient_search_keys.version <> excluded.version`,
});

/**
 * The dates of the record before the first or after the last day on which the person can have lived. For a date known to the year or the month, the most
 * favourable day counts. Dates are compared as texts.
 */
const datesOutside = declareStatement('patients.dates-outside', {
  parameters: { id: 'uuid', first: 'text?', last: 'text?', timeZone: 'text', most: 'bigint' },
  row: declareColumns<DateOutside>({ type: 'text!', id: 'uuid!', pointer: 'text!', on: 'text' }),
  sql: `SELECT d.resource_type AS "type", d.resource_id AS "id", d.place AS "pointer", coalesce(d.on_date, d.day) AS "on"
     FROM (SELECT p.*, ((p.at AT TIME ZONE :timeZone)::date)::text AS day FROM patient_dates p WHERE p.clinic_id = current_clinic() AND p.patient_id = :id) d
    WHERE coalesce(d.on_date || substr('9999-12-31', length(d.on_date) + 1), d.day) COLLATE "C" < :first
       OR (NOT d.may_follow_death AND coalesce(d.on_date || substr('0000-01-01', length(d.on_date) + 1), d.day) COLLATE "C" > :last)
    ORDER BY 4, 1, 2, 3 LIMIT :most`,
});

/** Returns the places in the list of the identifiers that could be added. One that stands in plain text yet counts as well. */
const addIdentifiers = declareStatement('patients.add-identifiers', {
  parameters: { id: 'uuid', identifiers: 'identifier-indexes' },
  row: declareColumns<{ place: number }>({ place: ['integer', '(given.number - 1)::integer'] }),
  sql: `WITH given AS MATERIALIZED (
     SELECT i.item ->> 'system' AS system, i.item ->> 'value' AS value, i.item ->> 'plain' AS plain, i.number
       FROM jsonb_array_elements(:identifiers::jsonb) WITH ORDINALITY AS i (item, number)
   ), added AS (
     INSERT INTO patient_identifiers (system, value, patient_id)
     SELECT g.system, g.value, :id FROM given g WHERE NOT EXISTS (SELECT FROM patient_identifiers p
       WHERE p.clinic_id = current_clinic() AND p.system = g.system AND p.value = g.plain AND p.patient_id <> :id)
     ON CONFLICT ON CONSTRAINT patient_identifiers_pk DO NOTHING
     RETURNING system, value
   )
   SELECT (given.number - 1)::integer AS "place" FROM given JOIN added ON added.system = given.system AND added.value = given.value`,
});

const removeIdentifiers = declareStatement('patients.remove-identifiers', {
  parameters: { id: 'uuid' },
  sql: `DELETE FROM patient_identifiers WHERE clinic_id = current_clinic() AND patient_id = :id`,
});

/** A date of the record that lies outside the patient's life. */
export interface DateOutside {
  type: string;
  id: string;
  /** The JSON Pointer of the date in the resource. */
  pointer: string;
  on: string;
}

/** Filters for a list of patients; each is a condition with its own parameters. */
export interface PatientFilter {
  keys?: CandidateKeys;
  /** The possible endings of a telephone number. The keys find candidates, and the stored number confirms one of the endings. */
  phoneEndings?: string[];
  birthDate?: string;
  identifier?: { system: string; value: string };
  updatedSince?: string;
  status?: readonly PatientStatus[];
}

/** An id for the example of a position. */
const NIL = '00000000-0000-0000-0000-000000000000';

/** A text that sorts after every text that begins with the birth date, in the column's "C" collation. */
const AFTER_ANY = '~';

/** The number of patients found by keys to whom the other conditions are applied. */
const MOST_FOUND = 5_000;

/** Whether the filter has conditions beyond the keys. */
const isNarrowed = ({ identifier, updatedSince, status, phoneEndings }: PatientFilter): boolean =>
  [identifier, updatedSince, status, phoneEndings].some((condition) => condition !== undefined);

interface Asked {
  filter: PatientFilter;
  /** The alternative key conditions of a search. Without any, the keys of the filter apply alone. */
  ways?: readonly CandidateKeys[];
  /** The maximum number of patients that each alternative finds. */
  mostFound?: number;
}

/** Makes the part of the statement between FROM and ORDER BY: the patients found by keys, and the other conditions. */
const buildFromAndWhere = ({ filter, ways = filter.keys ? [[]] : [], mostFound = MOST_FOUND }: Asked, take: Take): string => {
  const conditions = ['p.clinic_id = current_clinic()'];
  let from = 'patients p';
  if (ways.length > 0) {
    const most = take('mostFound', 'integer', mostFound);
    const words = ways.map((way) => [...(filter.keys ?? []), ...way].map((keys) => `{${keys.join()}}`));
    const found = words.map((all, index) => `SELECT patients_with_keys(${take(`words${index + 1}`, 'text[]', all)}::text[], ${most})`);
    from = `(${found.join(' UNION ')}) AS found (id) JOIN patients p ON p.id = found.id`;
  }
  if (filter.phoneEndings !== undefined) {
    const endings = take(
      'phoneEndings',
      'text[]',
      filter.phoneEndings.map((digits) => `%${digits}`),
    );
    conditions.push(`EXISTS (SELECT FROM jsonb_array_elements(p.phones) phone WHERE phone ->> 'value' LIKE ANY (${endings}::text[]))`);
  }
  if (filter.birthDate !== undefined) {
    conditions.push(`p.birth_date >= ${take('born', 'text', filter.birthDate)}`, `p.birth_date < ${take('bornBefore', 'text', filter.birthDate + AFTER_ANY)}`);
  }
  if (filter.identifier) {
    const { system, value } = filter.identifier;
    const named = take('system', 'text', system);
    // The value itself finds what is not sealed yet.
    const values = `${take('index', 'identifier-index', filter.identifier)}, ${take('value', 'text', value)}`;
    const held = `SELECT i.patient_id FROM patient_identifiers i WHERE i.clinic_id = current_clinic() AND i.system = ${named} AND i.value IN (${values})`;
    // An identifier of a merged record that the survivor no longer has still identifies the person.
    const merged = `SELECT m.id FROM patients m WHERE m.clinic_id = current_clinic() AND m.merged_records <> '[]' AND m.status <> 'merged'
      AND EXISTS (SELECT FROM jsonb_array_elements(m.merged_records) r, jsonb_array_elements(r -> 'identifiers') i
        WHERE i ->> 'system' = ${named} AND seal_index(i ->> 'value') IN (${values})) ORDER BY m.id LIMIT 1`;
    conditions.push(`p.id = coalesce((${held}), (${merged}))`);
  }
  if (filter.updatedSince !== undefined) conditions.push(`p.updated_at >= ${take('updatedSince', 'timestamptz', filter.updatedSince)}::timestamptz`);
  conditions.push(filter.status === undefined ? `p.status <> 'merged'` : `p.status = ANY (${take('status', 'text[]', [...filter.status])}::text[])`);
  return `${from} WHERE ${conditions.join(' AND ')}`;
};

const filters: readonly PatientFilter[] = [
  {},
  { keys: [[1]] },
  { phoneEndings: ['1'] },
  { birthDate: '1990' },
  { identifier: { system: 'a', value: 'b' } },
  { updatedSince: '2026-01-01T00:00:00Z' },
  { status: ['active'] },
];

const listed = declareAssembledStatement('patients.list', {
  row: patientRow,
  sql: ({ filter, after, limit }: { filter: PatientFilter; after: string | null; limit: number }, take) => {
    const onwards = after === null ? '' : ` AND p.id > ${take('after', 'uuid', after)}`;
    return `SELECT ${patientRow.list} FROM ${buildFromAndWhere({ filter }, take)}${onwards} ORDER BY p.id LIMIT ${take('limit', 'bigint', limit)}`;
  },
  examples: filters.flatMap((filter) => [null, NIL].map((after) => ({ filter, after, limit: 1 }))),
});
const found = declareAssembledStatement('patients.candidates', {
  row: patientRow,
  sql: ({ filter, ways, limit }: { filter: PatientFilter; ways: readonly CandidateKeys[]; limit: number }, take) => {
    const asked = { filter, ways, mostFound: isNarrowed(filter) ? MOST_FOUND : limit };
    return `SELECT ${patientRow.list} FROM ${buildFromAndWhere(asked, take)} LIMIT ${take('limit', 'bigint', limit * ways.length)}`;
  },
  examples: filters.flatMap((filter) => [1, 2, 3].map((ways) => ({ filter, ways: Array<CandidateKeys>(ways).fill([[1]]), limit: 1 }))),
});
const counted = declareAssembledStatement('patients.count', {
  row: total,
  sql: (filter: PatientFilter, take) => `SELECT count(*)::integer AS total FROM ${buildFromAndWhere({ filter }, take)}`,
  examples: filters,
});

@Injectable()
export class PatientsRepository {
  constructor(private readonly database: Database) {}

  listPersons(ids: readonly string[]): Promise<Person[]> {
    return this.database.query(persons, { ids });
  }

  find(id: string): Promise<PatientRecord | null> {
    return this.database.findRow(find, { id });
  }

  hold(id: string): Promise<PatientRecord | null> {
    return this.database.findRow(hold, { id });
  }

  lock(id: string): Promise<PatientRecord | null> {
    return this.database.findRow(lock, { id });
  }

  async takeNextRecordNumber(): Promise<string> {
    return (await this.database.getRow(nextNumber)).number;
  }

  async insert(patient: NewPatient, medicalRecordNumber: string, keys: number[], at: Date): Promise<PatientRecord> {
    const sent = this.database.getRow(insert, { ...patient, medicalRecordNumber, at });
    const [inserted] = await Promise.all([sent, this.database.execute(keepSearchKeys, { id: patient.id, keys }), this.addIdentifiers(patient)]);
    return inserted;
  }

  async update(patient: PatientRecord, keys: number[], at: Date): Promise<PatientRecord> {
    const [updated] = await Promise.all([
      this.updateDemographics(patient, keys, at),
      this.database.execute(removeIdentifiers, { id: patient.id }),
      this.addIdentifiers(patient),
    ]);
    return updated;
  }

  /** Updates everything except the identifiers' claims, which a merge has moved already. */
  async updateDemographics(patient: PatientRecord, keys: number[], at: Date): Promise<PatientRecord> {
    const sent = this.database.getRow(update, { ...patient, at });
    const [updated] = await Promise.all([sent, this.database.execute(keepSearchKeys, { id: patient.id, keys })]);
    return updated;
  }

  /** Lists the dates of the record before the first day or after the last day; null sets no limit. */
  listDatesOutside(id: string, { first, last }: { first: string | null; last: string | null }, timeZone: string, most: number): Promise<DateOutside[]> {
    return this.database.query(datesOutside, { id, first, last, timeZone, most });
  }

  /** Stores the status and the record into which this one was merged, or null after the merge was undone. */
  mark({ id, status, mergedInto }: PatientRecord, at: Date): Promise<PatientRecord> {
    return this.database.getRow(mark, { id, status, mergedInto, at });
  }

  /** Lists patients in the order of their registration. */
  list(filter: PatientFilter, after: string | null, limit: number): Promise<PatientRecord[]> {
    return this.database.query(...listed.of({ filter, after, limit }));
  }

  /** Finds candidates for a search, at most `limit` for each alternative and in no order, because the domain ranks them. */
  listCandidates(filter: PatientFilter, ways: readonly CandidateKeys[], limit: number): Promise<PatientRecord[]> {
    return this.database.query(...found.of({ filter, ways, limit }));
  }

  async count(filter: PatientFilter): Promise<number> {
    return (await this.database.getRow(...counted.of(filter))).total;
  }

  private async addIdentifiers({ id, identifiers }: { id: string; identifiers: PatientRecord['identifiers'] }): Promise<void> {
    if (identifiers.length === 0) return;
    const added = await this.database.query(addIdentifiers, { id, identifiers });
    const taken = identifiers.findIndex((_, place) => !added.some((item) => item.place === place));
    if (taken >= 0) throw createFailure('conflict', 'Another patient of the clinic has this identifier.', { pointer: `/identifiers/${taken}` });
  }
}
