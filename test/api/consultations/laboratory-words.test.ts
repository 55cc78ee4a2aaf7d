import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

interface Answered {
  analyte: string | null;
  text?: string;
  comparator?: string;
  canonical: { value: number; unit: string } | null;
  finding?: string;
  interpretation: string | null;
  laboratoryInterpretation?: string;
  unread?: { why: string; toDo: string } | null;
}

const loinc = (code: string, rest: object) => ({ code: { system: 'loinc', code }, ...rest });

const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kolkata' }).format(new Date());

describe('what a laboratory sends', () => {
  let app: TestApp;
  let clinic: TestClinic;
  let patientId: string;
  let reports = 0;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
    patientId = (await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Laboratory Testperson' }], sexAtBirth: 'female', birthDate: '1991' }))
      .body.id as string;
  });
  afterAll(() => app.stop());

  const report = (...results: object[]) =>
    clinic.as('dermatologist').post(`/v1/patients/${patientId}/blood-tests`, { collectedAt: `2026-01-12T08:${10 + reports++}:00+05:30`, results });
  const stored = async (...results: object[]): Promise<Answered[]> => {
    const { status, body, headers } = await report(...results);
    expect(status).toBe(201);
    expect((await clinic.as('dermatologist').get(headers.location!)).body).toEqual(body);
    return body.results as Answered[];
  };

  it('in words is kept as it is worded, with what was found', async () => {
    const [hepatitis, hcg, ana, hiv] = await stored(
      loinc('5196-1', { text: 'Non-Reactive' }),
      loinc('21198-7', { value: 12, unit: 'm[IU]/mL' }),
      loinc('5048-4', { text: '1:320 speckled' }),
      loinc('44873-8', { text: 'Indeterminate' }),
    );
    expect(hepatitis).toMatchObject({ analyte: 'hbsag', text: 'Non-Reactive', finding: 'negative', canonical: null, unread: null });
    expect(hcg).toMatchObject({ analyte: 'hcg', finding: 'indeterminate', canonical: { value: 12, unit: 'm[IU]/mL' }, unread: null });
    expect(ana).toMatchObject({ analyte: 'ana', text: '1:320 speckled', finding: 'positive', unread: null });
    expect(hiv).toMatchObject({ analyte: 'hiv', finding: 'indeterminate', unread: null });
  });

  it('as a figure in a text is the figure', async () => {
    const [hba1c, platelets, tsh] = await stored(
      loinc('17856-6', { text: '9,0 %' }),
      loinc('777-3', { text: '0.95 lakh/cumm' }),
      loinc('3016-3', { text: '< 0.01', unit: 'u[IU]/mL' }),
    );
    expect(hba1c).toMatchObject({ analyte: 'hba1c', text: '9,0 %', canonical: { value: 9, unit: '%' }, interpretation: 'H', unread: null });
    expect(platelets).toMatchObject({ canonical: { value: 95, unit: '10*3/uL' }, interpretation: 'L' });
    expect(tsh).toMatchObject({ text: '< 0.01', comparator: '<', canonical: { value: 0.01, unit: 'm[IU]/L' }, interpretation: 'LL' });
  });

  it('and nobody can read is told in the answer that stores it, with what to do', async () => {
    const [haemolysed, remark, procalcitonin, lipids] = await stored(
      loinc('718-7', { text: 'haemolysed' }),
      loinc('5196-1', { text: 'see note' }),
      { code: { system: 'loinc', code: '33959-8', display: 'Procalcitonin' }, value: 4, unit: 'ng/mL', laboratoryInterpretation: 'H' },
      loinc('2093-3', { value: 260, unit: 'mg/dL' }),
    );
    expect(haemolysed).toMatchObject({ text: 'haemolysed', canonical: null, unread: { why: '"haemolysed" is no figure of Haemoglobin that is understood.' } });
    expect(remark).toMatchObject({
      unread: { why: expect.stringContaining('"see note"'), toDo: expect.stringContaining('positive, negative or indeterminate') },
    });
    expect(remark!.finding).toBeUndefined();
    expect(procalcitonin).toMatchObject({
      analyte: null,
      laboratoryInterpretation: 'H',
      interpretation: 'H',
      unread: { why: expect.stringContaining('Procalcitonin') },
    });
    expect(lipids).toMatchObject({ analyte: null, unread: null });
  });

  it('is told in a consultation and in a series as well', async () => {
    const { body } = await clinic.as('dermatologist').post(`/v1/patients/${patientId}/consultations`, {
      startedAt: '2026-01-20T10:20:00+05:30',
      bloodTests: [{ collectedAt: '2026-01-19T08:00:00+05:30', results: [loinc('6301-6', { text: 'clotted' }), loinc('6301-6', { text: '2.4' })] }],
    });
    const unreadable = { text: 'clotted', unread: { why: '"clotted" is no figure of INR that is understood.' } };
    expect(body.bloodTests[0].results).toMatchObject([unreadable, { canonical: { value: 2.4 }, interpretation: 'H', unread: null }]);
    const series = await clinic.as('dermatologist').get(`/v1/patients/${patientId}/observations?code=34714-6`);
    expect(series.body.items).toMatchObject([unreadable, { unread: null }]);
  });

  it('is refused where it cannot be, and nothing of it is stored', async () => {
    const before = await app.sql('SELECT count(*) FROM blood_test_results', [], clinic.id);
    const { status, body } = await report(
      loinc('718-7', { text: '12.1 g/L' }),
      loinc('718-7', { text: '12.1', comparator: '<' }),
      loinc('718-8', { text: 'negative' }),
      loinc('21198-7', { value: 12, unit: 'spoons' }),
      loinc('718-7', { value: 13, unit: 'g/dL', laboratoryInterpretation: 'fine' }),
    );
    expect(status).toBe(400);
    expect((body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/results/4/laboratoryInterpretation',
      '/results/0/text',
      '/results/1/comparator',
      '/results/2/code',
      '/results/3/unit',
    ]);
    const again = await report(
      loinc('718-7', { text: '12.1 g/L' }),
      loinc('718-7', { text: '12.1', comparator: '<' }),
      loinc('718-8', { text: 'negative' }),
      loinc('21198-7', { value: 12, unit: 'spoons' }),
    );
    expect((again.body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/results/0/text implausible-value',
      '/results/1/comparator not-allowed',
      '/results/2/code invalid-code',
      '/results/3/unit unknown-unit',
    ]);
    expect(await app.sql('SELECT count(*) FROM blood_test_results', [], clinic.id)).toEqual(before);
  });

  it('is recognised as the same report, whether its figures come as numbers or as text', async () => {
    const sent = (...results: object[]) =>
      clinic.as('dermatologist').post(`/v1/patients/${patientId}/blood-tests`, { collectedAt: '2026-02-02T08:00:00+05:30', results });
    const first = await sent(loinc('4548-4', { value: 6.1, unit: '%' }), loinc('5196-1', { text: 'negative' }));
    const second = await sent(loinc('17856-6', { text: '6.1 %' }), loinc('5195-3', { text: 'Non Reactive' }));
    expect([second.status, second.body.existing]).toEqual([409, first.body.id]);
  });

  it('reaches the check: a share of neutrophils with the leucocytes, a test of pregnancy that nobody can tell', async () => {
    const text = (
      await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Checked Testperson' }], sexAtBirth: 'female', birthDate: '1991-02-03' })
    ).body.id as string;
    const now = new Date(Date.now() - 60_000).toISOString();
    const post = (...results: object[]) => clinic.as('dermatologist').post(`/v1/patients/${text}/blood-tests`, { collectedAt: now, results });
    expect(
      (
        await post(
          loinc('6690-2', { text: '2,400 /cumm' }),
          loinc('26511-6', { text: '40 %' }),
          loinc('2106-3', { text: 'equivocal' }),
          loinc('17856-6', { text: '9 %' }),
        )
      ).status,
    ).toBe(201);
    const { body } = await clinic.as('dermatologist').post(`/v1/patients/${text}/contraindication-checks`, {
      treatment: 'mesotherapy',
      plannedOn: today(),
      ingredients: ['biotin'],
    });
    const finding = (rule: string) =>
      (body.findings as { ruleId: string; outcome: string; because?: unknown; missing?: unknown }[]).find(({ ruleId }) => ruleId === rule)!;
    expect(JSON.stringify(finding('mesotherapy.immunosuppression'))).toContain('0.96');
    expect(finding('mesotherapy.diabetes').outcome).toBe('contraindicated');
    expect(JSON.stringify(finding('mesotherapy.pregnancy'))).toContain('lab.hcg');
  });

  it('counts in the check and in the series also where it was recorded before its code was one of the panel', async () => {
    const text = (
      await clinic.as('dermatologist').post('/v1/patients', { names: [{ text: 'Earlier Testperson' }], sexAtBirth: 'female', birthDate: '1991-02-03' })
    ).body.id as string;
    await app.sql(
      `WITH test AS (INSERT INTO blood_tests (id, patient_id, position, collected_at, fasting, recorded_by, created_at)
         SELECT gen_random_uuid(), $1, 0, now() - interval '1 day', 'unknown', (SELECT id FROM staff WHERE clinic_id = current_clinic() LIMIT 1), now() RETURNING *)
       INSERT INTO blood_test_results (blood_test_id, position, patient_id, collected_at, code_system, code, value, unit)
       SELECT id, 0, patient_id, collected_at, 'loinc', '17856-6', 9, '%' FROM test`,
      [text],
      clinic.id,
    );
    const series = await clinic.as('dermatologist').get(`/v1/patients/${text}/observations?code=4548-4`);
    expect(series.body.items).toMatchObject([{ analyte: 'hba1c', value: 9, unit: '%', interpretation: 'H' }]);
    expect(series.body.items[0]).not.toHaveProperty('unread');
    const { body } = await clinic
      .as('dermatologist')
      .post(`/v1/patients/${text}/contraindication-checks`, { treatment: 'mesotherapy', plannedOn: today(), ingredients: ['biotin'] });
    expect((body.findings as { ruleId: string; outcome: string }[]).find(({ ruleId }) => ruleId === 'mesotherapy.diabetes')).toMatchObject({
      outcome: 'contraindicated',
    });
  });
});
