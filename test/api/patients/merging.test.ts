import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, consultationToday, prepare } from '../../support/journey.js';
import { oneOfEach } from '../../support/one-of-each.js';

describe('two records of one person', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  const dermatologist = () => clinic.as('dermatologist');
  const register = async (more: object = {}): Promise<string> =>
    (await dermatologist().post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth: 'female', ...more })).body.id as string;
  const merge = (id: string, into: string, ifMatch = 1) => dermatologist().post(`/v1/patients/${id}/merge`, { into, reason: 'Registered twice' }, { ifMatch });
  const unmerge = (id: string, ifMatch = 2) => dermatologist().post(`/v1/patients/${id}/unmerge`, { reason: 'Two people after all' }, { ifMatch });

  /** Everything of a patient, in every table, but what tells the version and the time of the last change. */
  const everythingOf = async (id: string) => {
    const tables = await app.owner.query<{ name: string }>('SELECT tables_of_patient()::text AS name');
    const rows: Record<string, unknown> = {};
    for (const name of [...tables.rows.map((row) => row.name), 'blood_test_results', 'patient_identifiers']) {
      const found = await app.sql<{ row: Record<string, unknown> }>(
        `SELECT to_jsonb(t) - 'version' - 'updated_at' AS row FROM ${name} t WHERE patient_id = $1`,
        [id],
        clinic.id,
      );
      rows[name] = found.map(({ row }) => JSON.stringify(row)).sort();
    }
    const { version: _version, updatedAt: _updatedAt, ...record } = (await dermatologist().get(`/v1/patients/${id}`)).body;
    return { record, rows };
  };

  it('become one: everything moves to the survivor, and the merged record stays readable', async () => {
    const { planId, prepared } = await activePlan(clinic);
    const into = await register({ names: [{ text: 'Asha T.' }], phones: [{ value: '+919812345600' }] });
    const done = await merge(prepared.patientId, into);
    expect(done.status).toBe(200);
    expect(done.body.patient).toMatchObject({ id: prepared.patientId, status: 'merged', mergedInto: into });
    expect(done.body.survivor).toMatchObject({
      id: into,
      status: 'active',
      names: [{ text: 'Asha T.' }, { text: 'Asha Testperson', use: 'old' }],
      birthDate: '1991-04-03',
    });
    expect((await dermatologist().get(`/v1/treatment-plans/${planId}`)).body.patientId).toBe(into);
    expect((await dermatologist().get(`/v1/consultations/${prepared.consultationId}`)).body).toMatchObject({ patientId: into, status: 'signed' });
    expect((await dermatologist().get(`/v1/patients/${into}/observations?code=718-7`)).body.items.length).toBeGreaterThan(0);
    expect((await dermatologist().get(`/v1/patients/${prepared.patientId}`)).body.status).toBe('merged');
    const found = (await dermatologist().get('/v1/patients?query=asha testperson')).body.items as { id: string }[];
    expect(found.map((item) => item.id)).toContain(into);
    expect(found.map((item) => item.id)).not.toContain(prepared.patientId);
    const versions = await dermatologist().get(`/v1/consultations/${prepared.consultationId}/versions`);
    expect(versions.body.items[0]).toMatchObject({ patientId: into, content: { patientId: prepared.patientId } });
  });

  it('are two again, exactly as they were, when that is undone', async () => {
    const { prepared } = await activePlan(clinic, 'mesotherapy');
    const own = await prepare(clinic);
    await dermatologist().patch(
      `/v1/patients/${prepared.patientId}`,
      { identifiers: [{ system: 'https://id.example', value: 'A-1' }], phones: [{ value: '+919812345611' }] },
      { ifMatch: 1 },
    );
    const before = [await everythingOf(prepared.patientId), await everythingOf(own.patientId)];
    expect((await merge(prepared.patientId, own.patientId, 2)).status).toBe(200);
    expect((await dermatologist().get(`/v1/patients?identifier=${encodeURIComponent('https://id.example|A-1')}`)).body.items).toMatchObject([
      { id: own.patientId },
    ]);
    expect((await unmerge(prepared.patientId, 3)).status).toBe(200);
    expect([await everythingOf(prepared.patientId), await everythingOf(own.patientId)]).toEqual(before);
    expect((await merge(prepared.patientId, own.patientId, 4)).status).toBe(200);
  });

  it('are two again also where everything was on record, photographs and scales among it', async () => {
    const [mine, own] = [await oneOfEach(clinic, 'W-1'), await oneOfEach(clinic, 'W-2')];
    const before = [await everythingOf(mine.patientId), await everythingOf(own.patientId)];
    const filled = Object.entries(before[0]!.rows).filter(([, rows]) => (rows as string[]).length > 0);
    const lists = ['conditions', 'allergies', 'medications', 'procedures'].map((list) => `patient_${list}`);
    const treatment = ['contraindication_checks', 'treatment_plans', 'treatment_sessions'];
    expect(filled.map(([name]) => name)).toEqual(
      expect.arrayContaining(['blood_tests', 'consents', 'consultations', 'photographs', 'scales', 'trichoanalyses', ...lists, ...treatment]),
    );
    expect((await merge(mine.patientId, own.patientId, 2)).status).toBe(200);

    const left = (await everythingOf(mine.patientId)).rows;
    expect(Object.values(left).flat().filter(Boolean)).toEqual([]);
    const ids = async (path: string): Promise<string[]> => {
      const { status, body } = await dermatologist().get(`/v1/patients/${own.patientId}/${path}?limit=50`);
      expect([path, status]).toEqual([path, 200]);
      return (body.items as { id: string }[]).map(({ id }) => id);
    };
    expect(await ids('photos')).toEqual(expect.arrayContaining([mine.photoId, own.photoId]));
    expect((await ids('scales')).sort()).toEqual([mine.scaleId, own.scaleId].sort());
    expect(await ids('consents')).toEqual(expect.arrayContaining([mine.consentId, own.consentId]));
    expect((await dermatologist().get(`/v1/photos/${mine.photoId}/content`)).status).toBe(200);
    expect((await dermatologist().get(`/v1/consents/${mine.consentId}/document`)).status).toBe(200);

    const undone = await unmerge(mine.patientId, 3);
    expect([undone.status, undone.body.reasons]).toEqual([200, undefined]);
    expect([await everythingOf(mine.patientId), await everythingOf(own.patientId)]).toEqual(before);
    expect((await dermatologist().get(`/v1/photos/${mine.photoId}/content`)).status).toBe(200);
    // Merged once more, and once more undone: the way back is not used up.
    expect((await merge(mine.patientId, own.patientId, 4)).status).toBe(200);
    expect((await unmerge(mine.patientId, 5)).status).toBe(200);
    expect([await everythingOf(mine.patientId), await everythingOf(own.patientId)]).toEqual(before);
  });

  it('stay one where what came later rests on both, and the answer says what', async () => {
    const merged = await prepare(clinic);
    const into = await register();
    await merge(merged.patientId, into);
    const check = await dermatologist().post(`/v1/patients/${into}/contraindication-checks`, {
      treatment: 'mesotherapy',
      plannedOn: '2030-01-01',
      consultationId: merged.consultationId,
    });
    expect(check.status).toBe(201);
    const refused = await unmerge(merged.patientId);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      type: '/problems/unmerge-impossible',
      reasons: ['Among the contraindication checks is one that rests on consultations of the other record.'],
    });
    expect((await dermatologist().get(`/v1/patients/${merged.patientId}`)).body.status).toBe('merged');
    expect((await dermatologist().get(`/v1/consultations/${merged.consultationId}`)).body.patientId).toBe(into);
  });

  it('stay one where what came with the merge was changed, or the survivor was merged itself', async () => {
    const [first, second, third] = [await register({ gender: 'woman' }), await register(), await register()];
    await merge(first, second);
    await dermatologist().patch(`/v1/patients/${second}`, { gender: 'other' }, { ifMatch: 2 });
    expect((await unmerge(first)).body.reasons).toEqual(['gender, which came with the merge, was changed since.']);
    await merge(second, third, 3);
    expect((await unmerge(first)).body.reasons).toEqual(['The record that survived was merged itself since: undo that first.']);
  });

  it('take no change any more once merged', async () => {
    const [patientId, into] = [await register(), await register()];
    await merge(patientId, into);
    const attempts = [
      await dermatologist().post(`/v1/patients/${patientId}/consultations`, consultationToday()),
      await dermatologist().post(`/v1/patients/${patientId}/conditions`, { text: 'Eczema' }),
      await dermatologist().post(`/v1/patients/${patientId}/blood-tests`, consultationToday().bloodTests[0]),
      await dermatologist().patch(`/v1/patients/${patientId}`, { gender: 'other' }, { ifMatch: 2 }),
      await merge(patientId, into, 2),
      await merge(into, patientId, 1),
    ];
    expect(attempts.map((attempt) => [attempt.status, attempt.body.type])).toEqual([
      ...Array.from({ length: 5 }, () => [409, '/problems/invalid-transition']),
      [412, '/problems/precondition-failed'],
    ]);
  });

  it('are not merged without reason: wrong role, version, record, or another sex at birth', async () => {
    const [patientId, into] = [await register(), await register({ sexAtBirth: 'male' })];
    const foreign = (await (await app.clinic()).as('dermatologist').post('/v1/patients', { names: [{ text: 'Other Testperson' }], sexAtBirth: 'female' })).body
      .id as string;
    expect((await merge(patientId, into)).body).toMatchObject({ status: 409, type: '/problems/conflict' });
    expect((await merge(patientId, patientId)).body.errors).toMatchObject([{ pointer: '/into' }]);
    expect((await merge(patientId, foreign)).body.errors).toMatchObject([{ pointer: '/into', code: 'not-found' }]);
    expect((await dermatologist().post(`/v1/patients/${patientId}/merge`, { into, reason: 'x' })).status).toBe(428);
    expect((await merge(patientId, into, 9)).status).toBe(412);
    expect((await clinic.as('receptionist').post(`/v1/patients/${patientId}/merge`, { into, reason: 'x' }, { ifMatch: 1 })).status).toBe(403);
    expect((await unmerge(patientId, 1)).body.type).toBe('/problems/invalid-transition');
  });

  it('are merged once, whatever runs at the same time', async () => {
    const [patientId, one, other] = [await register(), await register(), await register()];
    const answers = await Promise.all([merge(patientId, one), merge(patientId, other), merge(one, other), merge(other, one)]);
    expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThan(0);
    const merged = await app.sql<{ count: string }>(`SELECT count(*) FROM patient_merges WHERE patient_id = $1 AND undone_at IS NULL`, [patientId], clinic.id);
    expect(Number(merged[0]!.count)).toBeLessThanOrEqual(1);
    const records = await Promise.all([one, other].map(async (id) => (await dermatologist().get(`/v1/patients/${id}`)).body.status as string));
    expect(records.filter((status) => status === 'merged').length).toBeLessThanOrEqual(1);
    expect(answers.every((answer) => answer.status < 500)).toBe(true);
  });

  it('are found by what either was called, and the answer says by which; over several merges, and until they are undone', async () => {
    const passport = (value: string) => ({ identifiers: [{ system: 'https://passport.example', value }] });
    const oldest = await register({ names: [{ text: 'Quentin Xerxes' }], ...passport('A1') });
    const middle = await register({ names: [{ text: 'Zebulon Formerly' }], ...passport('B2') });
    const last = await register({ names: [{ text: 'Asha Testperson' }], ...passport('C3') });
    const numberOf = async (id: string): Promise<string> => (await dermatologist().get(`/v1/patients/${id}`)).body.medicalRecordNumber as string;
    const numbers = { [oldest]: await numberOf(oldest), [middle]: await numberOf(middle), [last]: await numberOf(last) };
    const found = async (query: string): Promise<[string, string | undefined][]> => {
      const { body } = await dermatologist().get(`/v1/patients?${query}`);
      return (body.items as { id: string; foundBy: { id: string; medicalRecordNumber: string } | null }[]).map(({ id, foundBy }) => [id, foundBy?.id]);
    };
    const identifier = (value: string) => `identifier=${encodeURIComponent(`https://passport.example|${value}`)}`;
    const expectFound = async (of: string, by: string | undefined, id: string, name: string, value: string): Promise<void> => {
      for (const query of [`query=${numbers[id]}`, `query=${encodeURIComponent(name)}`, `name=${encodeURIComponent(name)}`, identifier(value)]) {
        expect([query, await found(query)]).toEqual([query, [[of, by]]]);
      }
    };

    await merge(oldest, middle);
    await expectFound(middle, oldest, oldest, 'Quentin Xerxes', 'A1');
    await expectFound(middle, undefined, middle, 'Zebulon Formerly', 'B2');
    await merge(middle, last, 2);
    await expectFound(last, oldest, oldest, 'xerxes quentin', 'A1');
    await expectFound(last, middle, middle, 'Zebulan', 'B2');
    const { body } = await dermatologist().get(`/v1/patients/${last}`);
    expect(body.mergedRecords).toMatchObject([
      { id: oldest, medicalRecordNumber: numbers[oldest], names: ['Quentin Xerxes'], identifiers: [{ value: 'A1' }] },
      { id: middle, medicalRecordNumber: numbers[middle], names: ['Zebulon Formerly', 'Quentin Xerxes'], mergedAt: expect.any(String) },
    ]);

    // What is taken from the survivor's own record still finds it, and a likely duplicate still is one.
    await dermatologist().patch(`/v1/patients/${last}`, { names: [{ text: 'Asha Testperson' }], identifiers: [] }, { ifMatch: 2 });
    await expectFound(last, oldest, oldest, 'Quentin Xerxes', 'A1');
    await expectFound(last, middle, middle, 'Zebulon Formerly', 'B2');

    const refused = await dermatologist().post(`/v1/patients/${oldest}/conditions`, { text: 'Eczema' });
    expect([refused.status, refused.body.mergedInto]).toEqual([409, middle]);
  });

  it('are found each by its own again once the merge is undone', async () => {
    const [patientId, into] = [await register({ names: [{ text: 'Yolanda Unmerged' }] }), await register()];
    await merge(patientId, into);
    await unmerge(patientId);
    const { body } = await dermatologist().get('/v1/patients?query=Yolanda%20Unmerged');
    expect((body.items as { id: string }[]).map(({ id }) => id)).toEqual([patientId]);
    expect(body.items[0].foundBy).toBeNull();
    expect((await dermatologist().get(`/v1/patients/${into}`)).body.mergedRecords).toEqual([]);
  });

  it('are both named in the audit trail', async () => {
    const [patientId, into] = [await register(), await register()];
    await merge(patientId, into);
    for (const id of [patientId, into]) {
      const trail = await clinic.as('auditor').get(`/v1/audit-events?patientId=${id}`);
      expect((trail.body.items as { action: string }[]).map((event) => event.action)).toContain('patient.merge');
    }
  });

  it('are moved by nothing but a merge: not by SQL with the application’s role', async () => {
    const { patientId, consultationId } = await prepare(clinic);
    const into = await register();
    for (const sql of [
      `UPDATE consultations SET patient_id = '${into}', version = version + 1 WHERE id = '${consultationId}'`,
      `UPDATE blood_tests SET patient_id = '${into}' WHERE patient_id = '${patientId}'`,
      `SELECT move_to_survivor(gen_random_uuid())`,
      `UPDATE patient_merges SET reason = 'other'`,
      `DELETE FROM patient_merge_rows`,
    ]) {
      await expect(app.sql(sql, [], clinic.id)).rejects.toThrow(/does not change|permission denied|no rows|append-only/);
    }
  });
});
