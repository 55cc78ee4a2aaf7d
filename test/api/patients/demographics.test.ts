/** Each field of who a patient is, by its declaration: what is sent is kept, shown, changed, merged, taken back, exported and found in its history. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  demographicNames,
  demographics,
  getDemographicField,
  gainedNames,
  listNames,
  type DemographicName,
} from '../../../src/patients/domain/demographics.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

describe('the demographics of a patient', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const least = { names: [{ text: 'Vikram Testperson' }], sexAtBirth: 'female' };
  const whole = Object.fromEntries(demographicNames.map((name) => [name, demographics[name].example]));
  const register = async (body: object): Promise<string> => {
    const { status, body: patient } = await clinic.as('dermatologist').post('/v1/patients', body);
    expect(status).toBe(201);
    return patient.id as string;
  };
  const patient = async (id: string): Promise<Record<string, unknown>> => (await clinic.as('dermatologist').get(`/v1/patients/${id}`)).body;
  const rowOf = async (id: string): Promise<Record<string, unknown>> =>
    (await app.openedSql<{ row: Record<string, unknown> }>('SELECT to_jsonb(p) AS row FROM patients p WHERE id = $1', [id], clinic.id))[0]!.row;

  it('are the columns that the table has, with those that a record has besides', async () => {
    const { rows } = await app.owner.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'patients'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY 1`,
    );
    const besides = [
      'clinic_id',
      'created_at',
      'deceased_on',
      'id',
      'medical_record_number',
      'merged_into',
      'merged_records',
      'status',
      'updated_at',
      'version',
    ];
    expect(rows.map(({ name }) => name)).toEqual([...demographicNames.map((name) => getDemographicField(name).column), ...besides].sort());
  });

  it.each(demographicNames)('keep %s as it was sent, change it, and keep what it was before', async (name: DemographicName) => {
    const id = await register({ ...least, [name]: whole[name] });
    expect(await patient(id)).toMatchObject({ [name]: whole[name] });
    expect((await rowOf(id))[getDemographicField(name).column]).toEqual(whole[name]);
    const cleared = name in least ? { [name]: (least as Record<string, unknown>)[name] } : { [name]: null };
    const changed = await clinic.as('dermatologist').patch(`/v1/patients/${id}`, cleared, { ifMatch: 1 });
    expect(changed.status).toBe(200);
    expect((await rowOf(id))[getDemographicField(name).column]).toEqual(cleared[name] ?? (getDemographicField(name).kept === 'json-list' ? [] : null));
    const [before] = await app.openedSql<{ record: Record<string, unknown> }>(
      `SELECT record FROM record_history WHERE table_name = 'patients' AND row_id = $1 AND version = 1`,
      [id],
      clinic.id,
    );
    expect(before!.record[getDemographicField(name).column]).toEqual(whole[name]);
    // An identifier belongs to one patient of the clinic: it is free for the next test.
  });

  it('come to the survivor of a merge where it says nothing, and go back when the merge is undone', async () => {
    const survivor = await register(least);
    const merged = await register(whole);
    const before = await patient(survivor);
    expect((await clinic.as('dermatologist').post(`/v1/patients/${merged}/merge`, { into: survivor, reason: 'Registered twice' }, { ifMatch: 1 })).status).toBe(
      200,
    );
    const gained = await patient(survivor);
    for (const name of gainedNames) expect(gained).toMatchObject({ [name]: whole[name] });
    for (const name of listNames.filter((listName) => listName !== 'names')) expect(gained[name]).toEqual(whole[name]);
    expect((await clinic.as('dermatologist').post(`/v1/patients/${merged}/unmerge`, { reason: 'Two people' }, { ifMatch: 2 })).status).toBe(200);
    const { version: _now, updatedAt: _at, ...after } = await patient(survivor);
    const { version: _then, updatedAt: _before, ...was } = before;
    expect(after).toEqual(was);
    await clinic.as('dermatologist').patch(`/v1/patients/${merged}`, { identifiers: null }, { ifMatch: 3 });
  });

  it('that are clinical are shown to those alone who see clinical content', async () => {
    const id = await register(whole);
    const seen = (await clinic.as('receptionist').get(`/v1/patients/${id}`)).body as object;
    expect(demographicNames.filter((name) => !(name in seen))).toEqual(demographicNames.filter((name) => getDemographicField(name).clinical));
  });
});
