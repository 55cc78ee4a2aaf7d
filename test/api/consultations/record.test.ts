import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { consultationExamples } from '../../../src/consultations/index.js';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

const { whole, bloodTest, trichoanalysis, stub } = consultationExamples;

describe('a consultation', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let patientId: string;

  const newPatient = async (sexAtBirth = 'female'): Promise<string> =>
    (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Asha Testperson' }], sexAtBirth, birthDate: '1991' })).body.id as string;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    patientId = await newPatient();
  });
  afterAll(() => app.stop());

  const record = (body: object, sent = {}) => clinic.as('dermatologist').post(`/v1/patients/${patientId}/consultations`, body, sent);
  const rows = async (table: string) => (await app.sql(`SELECT FROM ${table}`, [], clinic.id)).length;

  it('is recorded whole in one call, and read back as it was answered', async () => {
    const created = await record(whole);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ status: 'draft', patientId, reason: whole.reason, startedAt: '2026-01-20T04:45:00.000Z', signedAt: null, version: 1 });
    expect(created.body.medicalHistory.screening.diabetes).toBe('no');
    const haemoglobin = created.body.bloodTests[0].results[0];
    expect(haemoglobin).toMatchObject({
      analyte: 'haemoglobin',
      value: 13.1,
      canonical: { value: 13.1, unit: 'g/dL' },
      interpretation: 'N',
      rangeUsed: { low: 12, high: 15.5, unit: 'g/dL', source: 'sex' },
    });
    expect(created.body.trichoanalyses[0]).toMatchObject({
      region: 'vertex',
      derived: { hairDensity: 132, anagenTelogenRatio: 3.9, cumulativeThickness: 6.86 },
    });
    const read = await clinic.as('technician').get(created.headers.location!);
    expect(read.body).toEqual(created.body);
  });

  it('takes a question that nobody asked as unknown', async () => {
    const { body } = await record({ ...stub, medicalHistory: { screening: { diabetes: 'no' } } });
    expect(body.medicalHistory.screening).toMatchObject({ diabetes: 'no', 'bleeding-disorder': 'unknown', epilepsy: 'unknown' });
  });

  it('understands results in the laboratory’s units, against the laboratory’s range first', async () => {
    const { body } = await record({ ...stub, bloodTests: [bloodTest] });
    const [haemoglobin, platelets, hepatitis] = body.bloodTests[0].results;
    expect(haemoglobin).toMatchObject({ interpretation: 'L', rangeUsed: { low: 12, high: 15.5, source: 'laboratory' } });
    expect(platelets).toMatchObject({
      value: 2.5,
      unit: '10*5/uL',
      canonical: { value: 250, unit: '10*3/uL' },
      interpretation: 'N',
      rangeUsed: { source: 'adult' },
    });
    expect(hepatitis).toMatchObject({ text: 'negative', canonical: null, interpretation: null });
  });

  it('flags critical results', async () => {
    const critical = { ...bloodTest, results: [{ code: { system: 'loinc', code: '718-7' }, value: 6.1, unit: 'g/dL' }] };
    const { body } = await record({ ...stub, bloodTests: [critical] });
    expect(body.criticalResults).toEqual([{ bloodTestId: body.bloodTests[0].id, analyte: 'haemoglobin', interpretation: 'LL' }]);
  });

  it('names everything that cannot be at once, and stores nothing of it', async () => {
    const before = [await rows('consultations'), await rows('blood_tests'), await rows('trichoanalyses')];
    const response = await record({
      startedAt: '2199-01-01T00:00:00Z',
      medicalHistory: { conditions: [{ code: { system: 'icd-10', code: 'nonsense' } }, { clinicalStatus: 'active' }] },
      vitalSigns: { measuredAt: '2026-01-20T10:20:00Z', bloodPressure: { systolic: 80, diastolic: 90 }, bodyWeight: { value: 900, unit: 'kg' } },
      bloodTests: [
        {
          collectedAt: '2026-01-12T08:00:00Z',
          results: [
            { code: { system: 'loinc', code: '718-7' }, value: 12.1, unit: 'g/L' },
            { code: { system: 'loinc', code: '777-3' }, value: 2, unit: 'lakh' },
            { code: { system: 'loinc', code: '718-8' }, value: 1, unit: 'g/dL' },
            { code: { system: 'loinc', code: '3016-3' } },
          ],
        },
      ],
      trichoanalyses: [
        { ...trichoanalysis, growthPhase: { anagen: 70, catagen: 2, telogen: 20 } },
        { ...trichoanalysis, hairCount: 132, hairDensity: { value: 200, unit: '/cm2' } },
      ],
    });
    expect(response.status).toBe(400);
    expect((response.body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/startedAt in-the-future',
      '/medicalHistory/conditions/0/code/code invalid-code',
      '/medicalHistory/conditions/1 required',
      '/vitalSigns/bloodPressure out-of-range',
      '/vitalSigns/bodyWeight/value implausible-value',
      '/bloodTests/0/results/0/value implausible-value',
      '/bloodTests/0/results/1/unit unknown-unit',
      '/bloodTests/0/results/2/code invalid-code',
      '/bloodTests/0/results/3/value required',
      '/trichoanalyses/0/growthPhase sum-not-100',
      '/trichoanalyses/1/hairDensity density-disagrees',
    ]);
    expect(response.body.errors[5].detail).toContain('12.1 g/L looks like g/dL');
    expect([await rows('consultations'), await rows('blood_tests'), await rows('trichoanalyses')]).toEqual(before);
  });

  it('takes null for an optional member as left out', async () => {
    const results = [
      { code: { system: 'loinc', code: '718-7' }, value: 13.1, unit: 'g/dL', comparator: null, text: null, referenceRange: null },
      { code: { system: 'loinc', code: '5196-1' }, value: null, unit: null, text: 'negative' },
    ];
    const response = await record({
      ...stub,
      medicalHistory: null,
      bloodTests: [{ ...bloodTest, results }],
      trichoanalyses: [{ ...trichoanalysis, hairCount: null }],
    });
    expect(response.body).toMatchObject({ bloodTests: [{ results: [{ interpretation: 'N' }, { text: 'negative' }] }] });
    expect(response.body.medicalHistory).toBeUndefined();
    expect((await clinic.as('dermatologist').get(response.headers.location!)).body).toEqual(response.body);
  });

  it('refuses an unknown question, an unknown answer and an unknown list', async () => {
    const response = await record({ ...stub, medicalHistory: { screening: { 'loves-cats': 'yes', diabetes: true }, reviewed: ['pets'] } });
    expect((response.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/medicalHistory/reviewed/0',
      '/medicalHistory/screening/diabetes',
      '/medicalHistory/screening/loves-cats',
    ]);
  });

  it('takes nothing that happened in the future, and null for left out', async () => {
    const future = await record({ ...stub, medicalHistory: { medications: [{ name: 'Aspirin', lastTakenOn: '2199-01-01' }] } });
    expect(future.body.errors).toMatchObject([{ pointer: '/medicalHistory/medications/0/lastTakenOn', code: 'in-the-future' }]);
    expect((await record({ ...stub, medicalHistory: null, vitalSigns: null, recommendation: null })).status).toBe(201);
  });

  it('grows from a stub, each part moving its version on', async () => {
    const { body, headers } = await record(stub);
    const path = headers.location!;
    const history = await clinic.as('dermatologist').put(`${path}/medical-history`, whole.medicalHistory, { ifMatch: 1 });
    expect([history.status, history.body.version]).toEqual([200, 2]);
    const test = await clinic.as('dermatologist').post(`${path}/blood-tests`, bloodTest);
    expect(test.status).toBe(201);
    expect((await clinic.as('dermatologist').get(test.headers.location!)).body).toEqual(test.body);
    expect((await clinic.as('dermatologist').post(`${path}/trichoanalyses`, trichoanalysis)).status).toBe(201);
    expect((await clinic.as('dermatologist').patch(path, { assessment: { note: 'x' } }, { ifMatch: 2 })).status).toBe(412);
    const patched = await clinic.as('dermatologist').patch(path, { assessment: { note: 'Ludwig I' }, reason: null }, { ifMatch: 4 });
    expect(patched.body).toMatchObject({ version: 5, assessment: { note: 'Ludwig I' } });
    expect(patched.body.reason).toBeUndefined();
    expect(patched.body.bloodTests).toHaveLength(1);
    expect(patched.body.trichoanalyses).toHaveLength(1);
    expect((await clinic.as('dermatologist').get(`/v1/consultations/${body.id}`)).body).toEqual(patched.body);
    expect((await clinic.as('dermatologist').put(`${path}/medical-history`, { screening: { diabetes: 'maybe' } }, { ifMatch: 5 })).body.errors).toMatchObject([
      { pointer: '/screening/diabetes' },
    ]);
  });

  describe('signed', () => {
    const signed = async () => {
      const draft = await record(whole);
      const response = await clinic.as('dermatologist').post(`${draft.headers.location}/sign`, undefined, { ifMatch: 1 });
      return { path: draft.headers.location!, response };
    };

    it('by a dermatologist says who, when, and the hash of what was signed', async () => {
      const { path, response } = await signed();
      expect(response.status).toBe(200);
      expect(response.body).toMatchObject({ status: 'signed', signedBy: clinic.as('dermatologist').actor, version: 2 });
      const read = await clinic.as('dermatologist').get(path);
      const members = ['patientId', 'startedAt', 'reason', 'medicalHistory', 'vitalSigns', 'bloodTests', 'trichoanalyses', 'assessment', 'recommendation'];
      const content = Object.fromEntries(members.filter((name) => name in read.body).map((name) => [name, read.body[name]]));
      expect(createHash('sha256').update(canonicalize(content)!).digest('hex')).toBe(read.body.contentHash);
    });

    it('by nobody else', async () => {
      const draft = await record(whole);
      const client = await clinic.asClient(['consultation.read', 'consultation.write']);
      for (const caller of [clinic.as('technician'), clinic.as('receptionist'), clinic.as('admin'), client]) {
        expect((await caller.post(`${draft.headers.location}/sign`, undefined, { ifMatch: 1 })).status).toBe(403);
      }
    });

    it('says all that is missing at once', async () => {
      const draft = await record(stub);
      const refused = await clinic.as('dermatologist').post(`${draft.headers.location}/sign`, undefined, { ifMatch: 1 });
      expect([refused.status, refused.body.type]).toEqual([409, '/problems/consultation-incomplete']);
      expect((refused.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(['/medicalHistory', '/assessment']);
    });

    it('is not possible when nothing was asked', async () => {
      const draft = await record({ ...stub, medicalHistory: {}, assessment: { note: 'Looks fine' } });
      const refused = await clinic.as('dermatologist').post(`${draft.headers.location}/sign`, undefined, { ifMatch: 1 });
      expect(refused.body.errors).toMatchObject([{ pointer: '/medicalHistory' }]);
    });

    it('needs the newest version', async () => {
      const draft = await record(whole);
      expect((await clinic.as('dermatologist').post(`${draft.headers.location}/sign`)).status).toBe(428);
      expect((await clinic.as('dermatologist').post(`${draft.headers.location}/sign`, undefined, { ifMatch: 7 })).status).toBe(412);
    });

    it('never changes again, neither over HTTP nor in SQL with the application’s own role', async () => {
      const { path, response } = await signed();
      const id = response.body.id as string;
      const attempts = [
        await clinic.as('dermatologist').post(`${path}/sign`, undefined, { ifMatch: 2 }),
        await clinic.as('dermatologist').patch(path, { reason: 'other' }, { ifMatch: 2 }),
        await clinic.as('dermatologist').put(`${path}/medical-history`, {}, { ifMatch: 2 }),
        await clinic.as('dermatologist').post(`${path}/blood-tests`, bloodTest),
        await clinic.as('dermatologist').post(`${path}/trichoanalyses`, trichoanalysis),
      ];
      for (const attempt of attempts)
        expect([attempt.status, attempt.body.type, attempt.body.allowed]).toEqual([409, '/problems/invalid-transition', ['amendments']]);
      const { id: testId } = response.body.bloodTests[0];
      for (const sql of [
        `UPDATE consultations SET reason = 'other', version = version + 1 WHERE id = '${id}'`,
        `DELETE FROM consultations WHERE id = '${id}'`,
        `UPDATE blood_test_results SET value = 1 WHERE blood_test_id = '${testId}'`,
        `DELETE FROM blood_tests WHERE id = '${testId}'`,
        `UPDATE trichoanalyses SET region = 'frontal' WHERE consultation_id = '${id}'`,
        `INSERT INTO blood_tests (id, patient_id, consultation_id, position, collected_at, fasting, recorded_by, created_at) VALUES (gen_random_uuid(), '${patientId}', '${id}', 0, now(), 'no', gen_random_uuid(), now())`,
        `INSERT INTO blood_test_results (blood_test_id, position, patient_id, collected_at, code_system, code, text_value) VALUES ('${testId}', 99, '${patientId}', now(), 'loinc', '1-8', 'x')`,
      ]) {
        await expect(app.sql(sql, [], clinic.id)).rejects.toThrow();
      }
      expect((await clinic.as('dermatologist').get(path)).body).toEqual(response.body);
    });
  });

  it('of another clinic does not exist', async () => {
    const { headers } = await record(whole);
    const other = (await app.clinic()).as('dermatologist');
    expect((await other.get(headers.location!)).status).toBe(404);
    expect((await other.post(`${headers.location}/sign`, undefined, { ifMatch: 1 })).status).toBe(404);
    expect((await other.post(`/v1/patients/${patientId}/consultations`, whole)).status).toBe(404);
    expect((await other.get(`/v1/consultations?patientId=${patientId}`)).body.items).toEqual([]);
  });

  it('repeated with its idempotency key is one', async () => {
    const before = await rows('consultations');
    const [first, second] = [await record(whole, { idempotencyKey: 'once' }), await record(whole, { idempotencyKey: 'once' })];
    expect(second.body).toEqual(first.body);
    expect(await rows('consultations')).toBe(before + 1);
  });

  it('is listed by patient, status and time', async () => {
    const mine = await newPatient('male');
    for (const startedAt of ['2026-01-01T10:00:00Z', '2026-02-01T10:00:00Z']) {
      await clinic.as('dermatologist').post(`/v1/patients/${mine}/consultations`, { startedAt });
    }
    const list = async (query: string) =>
      (await clinic.as('dermatologist').get(`/v1/consultations?patientId=${mine}${query}`)).body.items as { startedAt: string }[];
    expect(await list('')).toHaveLength(2);
    expect(await list('&from=2026-01-15T00:00:00Z')).toMatchObject([{ startedAt: '2026-02-01T10:00:00.000Z' }]);
    expect(await list('&to=2026-01-15T00:00:00Z&status=draft')).toMatchObject([{ startedAt: '2026-01-01T10:00:00.000Z' }]);
    expect(await list('&status=signed')).toEqual([]);
  });

  it('is not needed for a blood test that comes between visits', async () => {
    const created = await (await clinic.asClient(['consultation.write'])).post(`/v1/patients/${patientId}/blood-tests`, { ...bloodTest, reportNumber: 'R-1' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ consultationId: null, patientId });
    const list = await clinic.as('dermatologist').get(`/v1/patients/${patientId}/blood-tests`);
    expect((list.body.items as { id: string }[]).map((test) => test.id)).toContain(created.body.id);
  });

  it('is nothing for a receptionist', async () => {
    const { headers } = await record(whole);
    expect((await clinic.as('receptionist').get(headers.location!)).status).toBe(403);
    expect((await clinic.as('receptionist').get(`/v1/patients/${patientId}/blood-tests`)).status).toBe(403);
  });
});
