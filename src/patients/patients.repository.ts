import { Injectable } from '@nestjs/common';
import { fail } from '../kernel/failure.js';
import { Database, statement, type Statement } from '../platform/database/index.js';
import type { CandidateKeys } from './domain/search-keys.js';
import { KEYS_VERSION } from './domain/search-keys.js';
import type { MergedRecord, PatientContent } from './domain/patient-content.js';
import type { PatientStatus, SexAtBirth } from './domain/patient-content.js';

/** A row of the table. */
export interface PatientRecord {
  id: string;
  medicalRecordNumber: string;
  names: (PatientContent['names'][number] & { text: string })[];
  sexAtBirth: SexAtBirth;
  birthDate: string | null;
  gender: string | null;
  phones: NonNullable<PatientContent['phones']>;
  emails: NonNullable<PatientContent['emails']>;
  addresses: NonNullable<PatientContent['addresses']>;
  identifiers: NonNullable<PatientContent['identifiers']>;
  skinType: PatientContent['skinType'] | null;
  preferredLanguage: string | null;
  emergencyContact: PatientContent['emergencyContact'] | null;
  communicationPreferences: PatientContent['communicationPreferences'] | null;
  status: PatientStatus;
  deceasedOn: string | null;
  mergedInto: string | null;
  /** Those that were merged into it, however many merges ago. */
  mergedRecords: MergedRecord[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What the rules ask of a patient beside the record. */
export type Person = Pick<PatientRecord, 'id' | 'birthDate' | 'sexAtBirth' | 'status' | 'deceasedOn'>;

export type NewPatient = Omit<
  PatientRecord,
  'medicalRecordNumber' | 'status' | 'deceasedOn' | 'mergedInto' | 'mergedRecords' | 'version' | 'createdAt' | 'updatedAt'
>;

const columns = `p.id, p.medical_record_number AS "medicalRecordNumber", p.names, p.sex_at_birth AS "sexAtBirth", p.birth_date AS "birthDate", p.gender,
  p.phones, p.emails, p.addresses, p.identifiers, p.skin_type AS "skinType", p.preferred_language AS "preferredLanguage",
  p.emergency_contact AS "emergencyContact", p.communication_preferences AS "communicationPreferences", p.status,
  p.deceased_on AS "deceasedOn", p.merged_into AS "mergedInto", p.merged_records AS "mergedRecords", p.version,
  p.created_at AS "createdAt", p.updated_at AS "updatedAt"`;

const find = statement('patients.find', `SELECT ${columns} FROM patients p WHERE p.clinic_id = current_clinic() AND p.id = $1`);
const lock = statement('patients.lock', `SELECT ${columns} FROM patients p WHERE p.clinic_id = current_clinic() AND p.id = $1 FOR UPDATE`);

/** What the rules ask of patients. */
const persons = statement(
  'patients.persons',
  `SELECT p.id, p.birth_date AS "birthDate", p.sex_at_birth AS "sexAtBirth", p.status, p.deceased_on AS "deceasedOn"
     FROM patients p WHERE p.clinic_id = current_clinic() AND p.id = ANY ($1::uuid[])`,
);

/** As a foreign key would hold it: a merge waits until the change that rests on the patient is committed, and the other way about. */
const hold = statement('patients.hold', `SELECT ${columns} FROM patients p WHERE p.clinic_id = current_clinic() AND p.id = $1 FOR KEY SHARE`);

const nextNumber = statement(
  'patients.next-number',
  `INSERT INTO medical_record_counters (last) VALUES (1)
   ON CONFLICT ON CONSTRAINT medical_record_counters_pk DO UPDATE SET last = medical_record_counters.last + 1
   RETURNING 'P' || lpad(last::text, 6, '0') AS number`,
);

const insert = statement(
  'patients.insert',
  `INSERT INTO patients AS p (id, medical_record_number, names, sex_at_birth, birth_date, gender, phones, emails, addresses, identifiers, skin_type,
     preferred_language, emergency_contact, communication_preferences, created_at, updated_at)
   VALUES ($1, $2, $3::jsonb, $4, $5, $6, $7::jsonb, $8::jsonb, $9::jsonb, $10::jsonb, $11, $12, $13::jsonb, $14::jsonb, $15, $15)
   RETURNING ${columns}`,
);

const update = statement(
  'patients.update',
  `UPDATE patients AS p SET names = $2::jsonb, sex_at_birth = $3, birth_date = $4, gender = $5, phones = $6::jsonb, emails = $7::jsonb,
     addresses = $8::jsonb, identifiers = $9::jsonb, skin_type = $10, preferred_language = $11, emergency_contact = $12::jsonb,
     communication_preferences = $13::jsonb, status = $14, updated_at = $15, deceased_on = $16, merged_records = $17::jsonb, version = version + 1
    WHERE p.clinic_id = current_clinic() AND p.id = $1
   RETURNING ${columns}`,
);

const mark = statement(
  'patients.mark',
  `UPDATE patients AS p SET status = $2, merged_into = $3, updated_at = $4, version = version + 1 WHERE p.clinic_id = current_clinic() AND p.id = $1 RETURNING ${columns}`,
);

const keepSearchKeys = statement(
  'patients.keep-search-keys',
  `INSERT INTO patient_search_keys (patient_id, keys, version) VALUES ($1, $2::integer[], ${KEYS_VERSION})
   ON CONFLICT ON CONSTRAINT patient_search_keys_pk DO UPDATE SET keys = excluded.keys, version = excluded.version
     WHERE patient_search_keys.keys <> excluded.keys OR patient_search_keys.version <> excluded.version`,
);

/**
 * What the record says of a time before the first day, or after the last one, that a person can have lived: a date that is known to the year or the month
 * alone counts by the day in it that could be so. Texts compare as days do.
 */
const datesOutside = statement(
  'patients.dates-outside',
  `SELECT d.resource_type AS "type", d.resource_id AS "id", d.place AS "pointer", coalesce(d.on_date, d.day) AS "on"
     FROM (SELECT p.*, ((p.at AT TIME ZONE $4)::date)::text AS day FROM patient_dates p WHERE p.clinic_id = current_clinic() AND p.patient_id = $1) d
    WHERE coalesce(d.on_date || substr('9999-12-31', length(d.on_date) + 1), d.day) COLLATE "C" < $2
       OR (NOT d.may_follow_death AND coalesce(d.on_date || substr('0000-01-01', length(d.on_date) + 1), d.day) COLLATE "C" > $3)
    ORDER BY 4, 1, 2, 3 LIMIT $5`,
);

const addIdentifiers = statement(
  'patients.add-identifiers',
  `INSERT INTO patient_identifiers (system, value, patient_id)
   SELECT system, value, $1 FROM jsonb_to_recordset($2::jsonb) AS identifier (system text, value text)
   ON CONFLICT ON CONSTRAINT patient_identifiers_pk DO NOTHING
   RETURNING system, value`,
);

const removeIdentifiers = statement('patients.remove-identifiers', `DELETE FROM patient_identifiers WHERE clinic_id = current_clinic() AND patient_id = $1`);

/** A date of the record that lies outside of a life. */
export interface DateOutside {
  type: string;
  id: string;
  /** Where in the resource it stands. */
  pointer: string;
  on: string;
}

/** What a list can be narrowed by; each stands for a condition on its own parameters. */
export interface PatientFilter {
  keys?: CandidateKeys;
  /** What a telephone number ends with, one of them: what the keys suggest, the stored number confirms. */
  phoneEndings?: string[];
  birthDate?: string;
  identifier?: { system: string; value: string };
  updatedSince?: string;
  status?: PatientStatus;
}

/** Behind every text that begins with the birth date, in the "C" collation of the column. */
const AFTER_ANY = '~';

const jsonOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

@Injectable()
export class PatientsRepository {
  private readonly lists = new Map<string, Statement>();

  constructor(private readonly database: Database) {}

  persons(ids: readonly string[]): Promise<Person[]> {
    return this.database.query<Person>(persons, [ids]);
  }

  find(id: string): Promise<PatientRecord | null> {
    return this.database.maybe<PatientRecord>(find, [id]);
  }

  hold(id: string): Promise<PatientRecord | null> {
    return this.database.maybe<PatientRecord>(hold, [id]);
  }

  lock(id: string): Promise<PatientRecord | null> {
    return this.database.maybe<PatientRecord>(lock, [id]);
  }

  async nextRecordNumber(): Promise<string> {
    return (await this.database.one<{ number: string }>(nextNumber)).number;
  }

  async insert(patient: NewPatient, medicalRecordNumber: string, keys: number[], at: Date): Promise<PatientRecord> {
    const sent = this.database.one<PatientRecord>(insert, [
      patient.id,
      medicalRecordNumber,
      JSON.stringify(patient.names),
      patient.sexAtBirth,
      patient.birthDate,
      patient.gender,
      JSON.stringify(patient.phones),
      JSON.stringify(patient.emails),
      JSON.stringify(patient.addresses),
      JSON.stringify(patient.identifiers),
      patient.skinType ?? null,
      patient.preferredLanguage,
      jsonOrNull(patient.emergencyContact),
      jsonOrNull(patient.communicationPreferences),
      at,
    ]);
    const [inserted] = await Promise.all([sent, this.database.execute(keepSearchKeys, [patient.id, keys]), this.addIdentifiers(patient)]);
    return inserted;
  }

  async update(patient: PatientRecord, keys: number[], at: Date): Promise<PatientRecord> {
    const [updated] = await Promise.all([
      this.updateDemographics(patient, keys, at),
      this.database.execute(removeIdentifiers, [patient.id]),
      this.addIdentifiers(patient),
    ]);
    return updated;
  }

  /** Everything but the claim to its identifiers, which a merge has moved already. */
  async updateDemographics(patient: PatientRecord, keys: number[], at: Date): Promise<PatientRecord> {
    const sent = this.database.one<PatientRecord>(update, [
      patient.id,
      JSON.stringify(patient.names),
      patient.sexAtBirth,
      patient.birthDate,
      patient.gender,
      JSON.stringify(patient.phones),
      JSON.stringify(patient.emails),
      JSON.stringify(patient.addresses),
      JSON.stringify(patient.identifiers),
      patient.skinType ?? null,
      patient.preferredLanguage,
      jsonOrNull(patient.emergencyContact),
      jsonOrNull(patient.communicationPreferences),
      patient.status,
      at,
      patient.deceasedOn,
      JSON.stringify(patient.mergedRecords),
    ]);
    const [updated] = await Promise.all([sent, this.database.execute(keepSearchKeys, [patient.id, keys])]);
    return updated;
  }

  /** What the record says of a time before the one day, or after the other; null sets no limit. */
  datesOutside(id: string, { first, last }: { first: string | null; last: string | null }, timeZone: string, most: number): Promise<DateOutside[]> {
    return this.database.query<DateOutside>(datesOutside, [id, first, last, timeZone, most]);
  }

  /** Into which record it was merged, or that it stands on its own again. */
  mark({ id, status, mergedInto }: PatientRecord, at: Date): Promise<PatientRecord> {
    return this.database.one<PatientRecord>(mark, [id, status, mergedInto, at]);
  }

  /** In the order of their registration. */
  list(filter: PatientFilter, after: string | null, limit: number): Promise<PatientRecord[]> {
    const { from, conditions, values } = conditionsOf(filter);
    const bound = values.length;
    const order = after === null ? '' : ` AND p.id > $${bound + 2}`;
    const text = `SELECT ${columns} FROM ${from} WHERE ${conditions}${order} ORDER BY p.id LIMIT $${bound + 1}`;
    return this.database.query(this.named('list', text), [...values, limit, ...(after === null ? [] : [after])]);
  }

  /** Candidates of a search: whom any of the ways of asking finds, at most `limit` for each, in no order: the ranking is the domain's. */
  candidates(filter: PatientFilter, ways: readonly CandidateKeys[], limit: number): Promise<PatientRecord[]> {
    const { from, conditions, values } = conditionsOf(filter, isNarrowed(filter) ? MOST_FOUND : limit, ways);
    const text = `SELECT ${columns} FROM ${from} WHERE ${conditions} LIMIT $${values.length + 1}`;
    return this.database.query(this.named('candidates', text), [...values, limit * ways.length]);
  }

  async count(filter: PatientFilter): Promise<number> {
    const { from, conditions, values } = conditionsOf(filter);
    const text = `SELECT count(*)::integer AS total FROM ${from} WHERE ${conditions}`;
    return (await this.database.one<{ total: number }>(this.named('count', text), values)).total;
  }

  private async addIdentifiers({ id, identifiers }: { id: string; identifiers: PatientRecord['identifiers'] }): Promise<void> {
    if (identifiers.length === 0) return;
    const added = await this.database.query<{ system: string; value: string }>(addIdentifiers, [id, JSON.stringify(identifiers)]);
    const taken = identifiers.findIndex(({ system, value }) => !added.some((one) => one.system === system && one.value === value));
    if (taken >= 0) throw fail('conflict', 'Another patient of the clinic has this identifier.', { pointer: `/identifiers/${taken}` });
  }

  /** One prepared statement for each combination of conditions that was asked for: their number is small and fixed. */
  private named(kind: string, text: string): Statement {
    let known = this.lists.get(text);
    if (!known) this.lists.set(text, (known = { name: `patients.${kind}-${this.lists.size}`, text }));
    return known;
  }
}

/** Of how many patients that the keys find the other conditions are looked at. */
const MOST_FOUND = 5_000;

/** Whether more conditions than the keys decide who is shown. */
const isNarrowed = ({ identifier, updatedSince, status, phoneEndings }: PatientFilter): boolean =>
  [identifier, updatedSince, status, phoneEndings].some((condition) => condition !== undefined);

/** Without ways of asking of a search, the keys of the filter are the only one. */
const conditionsOf = (
  filter: PatientFilter,
  mostFound = MOST_FOUND,
  ways: readonly CandidateKeys[] = filter.keys ? [[]] : [],
): { from: string; conditions: string; values: unknown[] } => {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const conditions = ['p.clinic_id = current_clinic()'];
  let from = 'patients p';
  if (ways.length > 0) {
    const words = ways.map((way) => [...(filter.keys ?? []), ...way].map((keys) => `{${keys.join()}}`));
    const found = words.map((all) => `SELECT patients_with_keys(${bind(all)}::text[], ${bind(mostFound)})`);
    from = `(${found.join(' UNION ')}) AS found (id) JOIN patients p ON p.id = found.id`;
  }
  if (filter.phoneEndings !== undefined) {
    const endings = bind(filter.phoneEndings.map((digits) => `%${digits}`));
    conditions.push(`EXISTS (SELECT FROM jsonb_array_elements(p.phones) phone WHERE phone ->> 'value' LIKE ANY (${endings}::text[]))`);
  }
  if (filter.birthDate !== undefined) {
    conditions.push(`p.birth_date >= ${bind(filter.birthDate)}`, `p.birth_date < ${bind(filter.birthDate + AFTER_ANY)}`);
  }
  if (filter.identifier) {
    const { system, value } = filter.identifier;
    const held = `SELECT i.patient_id FROM patient_identifiers i WHERE i.clinic_id = current_clinic() AND i.system = ${bind(system)} AND i.value = ${bind(value)}`;
    // Of a merged record, and no longer of the one that survives: it still says who the person is.
    const merged = `SELECT m.id FROM patients m WHERE m.clinic_id = current_clinic() AND m.merged_records <> '[]' AND m.status <> 'merged'
      AND m.merged_records @> ${bind(JSON.stringify([{ identifiers: [{ system, value }] }]))}::jsonb ORDER BY m.id LIMIT 1`;
    conditions.push(`p.id = coalesce((${held}), (${merged}))`);
  }
  if (filter.updatedSince !== undefined) conditions.push(`p.updated_at >= ${bind(filter.updatedSince)}::timestamptz`);
  conditions.push(filter.status === undefined ? `p.status <> 'merged'` : `p.status = ${bind(filter.status)}`);
  return { from, conditions: conditions.join(' AND '), values };
};
