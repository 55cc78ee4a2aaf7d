/** Synthetic people in any number: names are made of syllables, so that they are as many and as alike as real ones. */
import pg from 'pg';
import { v7 } from 'uuid';
import { KEYS_VERSION, listSearchKeys } from '../src/patients/domain/search-keys.js';

const BATCH = 5_000;
const openings = ['b', 'd', 'k', 'm', 'n', 'p', 'r', 's', 't', 'v', 'l', 'h', 'g', 'j'];
const vowels = ['a', 'i', 'u', 'e', 'o'];
const endings = ['n', 'r', 'sh', 'v', 'l', 'm', '', '', 't', 'k'];

/** A small linear congruential generator: the same people in every run. */
const random = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296;
};

const pick = <T>(next: () => number, list: readonly T[]): T => list[Math.floor(next() * list.length)]!;

const word = (next: () => number, syllables: number): string => {
  let text = '';
  for (let index = 0; index < syllables; index++) text += pick(next, openings) + pick(next, vowels);
  text += pick(next, endings);
  return text[0]!.toUpperCase() + text.slice(1);
};

export const loadPeople = async (ownerUrl: string, clinicId: string, count: number, say: (line: string) => void): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const next = random(7);
  const { rows: indexes } = await client.query<{ definition: string }>(`SELECT pg_get_indexdef('patient_search_keys_index'::regclass) AS definition`);
  await client.query(`DROP INDEX patient_search_keys_index; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'`);
  await client.query(`SELECT set_config('app.clinic_id', $1, false)`, [clinicId]);
  for (let from = 0; from < count; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => {
      const number = from + index + 1;
      const [given, family] = number === 1 ? ['Bimala', 'Tarkov'] : [word(next, 3), word(next, 2)];
      const names = [{ given: [given], family, text: `${given} ${family}` }];
      const phones = [{ value: `+9198${String(10_000_000 + number)}` }];
      const record = `S${String(number).padStart(8, '0')}`;
      const birthDate = `${1950 + (number % 50)}-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`;
      return {
        id: v7(),
        record,
        names,
        phones,
        birthDate,
        keys: listSearchKeys(clinicId, { names: [names[0]!.text], phones: [phones[0]!.value], medicalRecordNumber: record, birthDate }),
      };
    });
    await client.query(
      `WITH person AS (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS person (id uuid, record text, names jsonb, phones jsonb, "birthDate" text, keys jsonb)
       ), patient AS (
         INSERT INTO patients (id, medical_record_number, names, sex_at_birth, birth_date, phones, emails, addresses, identifiers, created_at, updated_at)
         SELECT id, record, names, 'female', "birthDate", phones, '[]', '[]', '[]', now(), now() FROM person
       )
       INSERT INTO patient_search_keys (patient_id, keys, version) SELECT id, ARRAY(SELECT jsonb_array_elements_text(keys)::integer), ${KEYS_VERSION} FROM person`,
      [JSON.stringify(rows)],
    );
    if ((from / BATCH) % 20 === 19) say(`  ${from + BATCH} of ${count} people loaded`);
  }
  await client.query(indexes[0]!.definition);
  await client.query('VACUUM ANALYZE patients, patient_search_keys');
  await client.end();
};
