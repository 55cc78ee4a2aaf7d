/** One answer names everything that is wrong with a body: with its form, and beyond it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';

const someone = '01890000-0000-7000-8000-000000000001';
const ofPatient = `/v1/patients/${someone}`;
const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString();
const yesterday = new Date(Date.now() - 86_400_000).toISOString();
const day = tomorrow.slice(0, 10);
const money = (amount: string) => ({ amount, currency: 'INR' });
const option = { factor: 'area', option: 'small', title: 'Small', percent: '1' };

/** What of a body is sound but cannot be, and where. Each is sent with a property that nobody knows. */
const rows: [operation: string, role: Parameters<TestClinic['as']>[0], path: string, body: object, beyond: [pointer: string, code: string][]][] = [
  [
    'a patient',
    'receptionist',
    '/v1/patients',
    {
      names: [{ use: 'official' }],
      sexAtBirth: 'female',
      birthDate: day,
      phones: [{ value: '12345' }],
      identifiers: [
        { system: 'https://healthid.abdm.gov.in', value: '1234' },
        { system: 'urn:example', value: 'A' },
        { system: 'urn:example', value: 'A' },
      ],
      emergencyContact: { name: 'Ravi Example', relationship: 'brother', phone: '12345' },
    },
    [
      ['/names/0', 'required'],
      ['/birthDate', 'in-the-future'],
      ['/phones/0/value', 'invalid-phone'],
      ['/identifiers/0/value', 'invalid-abha-number'],
      ['/identifiers/2', 'duplicate'],
      ['/emergencyContact/phone', 'invalid-phone'],
    ],
  ],
  [
    'a consultation',
    'dermatologist',
    `${ofPatient}/consultations`,
    {
      startedAt: tomorrow,
      medicalHistory: {
        conditions: [{ code: { system: 'icd-10', code: 'nonsense' } }],
        medications: [{ name: 'Biotin', status: 'not-taken', lastTakenOn: '2020-01-01' }],
        procedures: [{ performedOn: '2020' }],
        pregnancy: { status: 'no', dueOn: '2026-01-01' },
      },
      vitalSigns: { measuredAt: yesterday, bloodPressure: { systolic: 80, diastolic: 120 }, bodyWeight: { value: 60, unit: 'mm' } },
      bloodTests: [
        {
          collectedAt: yesterday,
          results: [
            { code: { system: 'loinc', code: '718-7' }, value: 13, unit: 'm' },
            { code: { system: 'loinc', code: '718-7' }, value: 13 },
          ],
        },
      ],
      trichoanalyses: [{ performedAt: tomorrow, region: 'vertex', growthPhase: { anagen: 50, catagen: 50, telogen: 50 } }],
    },
    [
      ['/startedAt', 'in-the-future'],
      ['/medicalHistory/conditions/0/code/code', 'invalid-code'],
      ['/medicalHistory/medications/0/lastTakenOn', 'contradiction'],
      ['/medicalHistory/procedures/0', 'required'],
      ['/medicalHistory/pregnancy/dueOn', 'contradiction'],
      ['/vitalSigns/bloodPressure', 'out-of-range'],
      ['/vitalSigns/bodyWeight/unit', 'inconvertible-unit'],
      ['/bloodTests/0/results/0/unit', 'inconvertible-unit'],
      ['/bloodTests/0/results/1/unit', 'required'],
      ['/trichoanalyses/0/performedAt', 'in-the-future'],
      ['/trichoanalyses/0/growthPhase', 'sum-not-100'],
    ],
  ],
  [
    'a laboratory’s report',
    'dermatologist',
    `${ofPatient}/blood-tests`,
    { collectedAt: tomorrow, issuedAt: tomorrow, results: [{ code: { system: 'loinc', code: '718-8' }, value: 13, unit: 'g/dL' }] },
    [
      ['/collectedAt', 'in-the-future'],
      ['/issuedAt', 'in-the-future'],
      ['/results/0/code', 'invalid-code'],
    ],
  ],
  ['an allergy', 'dermatologist', `${ofPatient}/allergies`, { substance: { text: '' } }, []],
  ['a medicine', 'dermatologist', `${ofPatient}/medications`, { name: 'Biotin', lastTakenOn: day }, [['/lastTakenOn', 'in-the-future']]],
  [
    'a scale',
    'dermatologist',
    `${ofPatient}/scales`,
    { scale: 'ludwig', assessor: 'clinician', assessedAt: tomorrow, grade: 'IX' },
    [
      ['/assessedAt', 'in-the-future'],
      ['/grade', 'not-allowed'],
    ],
  ],
  [
    'a consent',
    'dermatologist',
    `${ofPatient}/consents`,
    { kind: 'treatment', documentVersion: '1', language: 'en-IN', signatory: { name: 'Asha Example', relationship: 'self' }, signedAt: tomorrow },
    [
      ['/treatment', 'required'],
      ['/signedAt', 'in-the-future'],
    ],
  ],
  [
    'a check',
    'dermatologist',
    `${ofPatient}/contraindication-checks`,
    { treatment: 'mesotherapy', plannedOn: day, indications: [{ since: '2024', stableSince: '2020', therapyTried: 'yes' }] },
    [
      ['/indications/0', 'required'],
      ['/indications/0/stableSince', 'before-it-began'],
      ['/indications/0/therapies', 'required'],
    ],
  ],
  ['a product', 'admin', '/v1/products', { kind: 'other', name: 'Example', ingredients: [], stockUnit: 'nonsense' }, [['/stockUnit', 'unknown-unit']]],
  [
    'a movement of stock',
    'admin',
    `/v1/product-lots/${someone}/movements`,
    { kind: 'waste', locationId: someone, quantity: { value: 0, unit: 'mL' } },
    [
      ['/quantity/value', 'out-of-range'],
      ['/reason', 'required'],
    ],
  ],
  [
    'a name of the formulary',
    'dermatologist',
    '/v1/formulary-entries',
    { kind: 'substance', name: 'Example', codes: [{ system: 'atc', code: 'nonsense' }] },
    [['/codes/0', 'invalid-code']],
  ],
];

describe('a body that is wrong in its form and beyond it', () => {
  let app: TestApp;
  let clinic: TestClinic;

  beforeAll(async () => {
    app = await startApp();
    clinic = await app.clinic();
  });
  afterAll(() => app.stop());

  it.each(rows)('is told of both at once: %s', async (_operation, role, path, body, beyond) => {
    const { status, body: problem } = await clinic.as(role).post(path, { ...body, surely: 'unknown' });
    expect(status).toBe(400);
    const said = (problem.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code]);
    expect(said).toEqual(expect.arrayContaining([['/surely', 'unknown-property'], ...beyond]));
    expect(new Set(said.map(([pointer, code]) => `${pointer} ${code}`)).size).toBe(said.length);
  });

  it('says beyond the form only what is wrong of what is sound', async () => {
    const { body } = await clinic.as('dermatologist').post(`${ofPatient}/blood-tests`, {
      collectedAt: 'yesterday',
      results: [
        { code: { system: 'loinc', code: '718-7' }, value: 'thirteen', unit: 'nonsense' },
        { code: { system: 'loinc', code: '718-7' }, value: 13, unit: 'nonsense' },
      ],
    });
    expect(body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
      ['/results/0/value', 'wrong-type'],
      ['/collectedAt', 'invalid-instant'],
      ['/results/1/unit', 'unknown-unit'],
    ]);
  });

  it('is told in the same words when the form is right', async () => {
    const refused = async (more: object) =>
      (
        await clinic.as('dermatologist').post('/v1/patients', { names: [{ use: 'official' }], sexAtBirth: 'female', phones: [{ value: '12345' }], ...more })
      ).body.errors.filter(({ code }: { code: string }) => code !== 'unknown-property');
    expect(await refused({ surely: 'unknown' })).toEqual(await refused({}));
  });

  it('is told of both also by a change', async () => {
    const { body: patient } = await clinic.as('receptionist').post('/v1/patients', { names: [{ text: 'Asha Example' }], sexAtBirth: 'female' });
    const { body } = await clinic
      .as('receptionist')
      .patch(`/v1/patients/${patient.id}`, { deceasedOn: day, phones: [{ value: '12345' }], surely: 'unknown' }, { ifMatch: '"1"' });
    expect(body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual(
      expect.arrayContaining([
        ['/surely', 'unknown-property'],
        ['/phones/0/value', 'invalid-phone'],
        ['/deceasedOn', 'in-the-future'],
      ]),
    );
  });

  it('names the prices and the settings of the clinic as well', async () => {
    const administrator = clinic.as('admin');
    const prices = {
      treatments: [
        { treatment: 'mesotherapy', perSession: { low: money('3'), usual: money('2'), high: money('1') }, options: [option, option] },
        { treatment: 'mesotherapy', perSession: { low: money('1'), usual: money('2'), high: money('3') }, options: [] },
      ],
    };
    const { body: list } = await administrator.get('/v1/price-list');
    const next = { ...list, ...prices, surely: 'unknown' };
    const answers = [
      await administrator.put('/v1/price-list', next, { ifMatch: '"0"' }),
      await administrator.put(
        '/v1/clinic/opening-days',
        { followOpeningHours: true, closed: [{ from: '2026-02-02', to: '2026-02-01', reason: 'Holiday' }], surely: 1 },
        { ifMatch: '"0"' },
      ),
    ];
    const said = answers.map(({ body }) => body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`));
    expect(said[0]).toEqual(
      expect.arrayContaining([
        '/surely unknown-property',
        '/treatments/1/treatment duplicate',
        '/treatments/0/perSession out-of-order',
        '/treatments/0/options/1/option duplicate',
      ]),
    );
    expect(said[1]).toEqual(['/surely unknown-property', '/closed/0/to before-from']);
  });
});
