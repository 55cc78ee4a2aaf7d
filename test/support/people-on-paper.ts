/**
 * Three people of whom every document is made: a healthy one, an ill one, and one with much of everything. For the pictures of the documents
 * (scripts/pictures.mjs) and for the test of what they say. They live by a clock that is set, so that their papers have the same days each time.
 */
import { consultationExamples } from '../../src/consultations/index.js';
import type { Clock } from '../../src/kernel/clock.js';
import { productExamples } from '../../src/products/index.js';
import { treatmentExamples } from '../../src/treatments/index.js';
import type { Caller, TestApp, TestClinic } from './app.js';
import { photographWithMetadata } from './pictures.js';

/** A clock that stands until it is set. */
export class SetClock implements Clock {
  private at = new Date('2026-11-24T04:30:00Z');

  now(): Date {
    return new Date(this.at);
  }

  set(instant: string): void {
    this.at = new Date(instant);
  }
}

export interface PersonOnPaper {
  name: 'healthy' | 'ill' | 'much';
  patientId: string;
  consultationId: string;
  checkId: string;
  planId: string;
  /** Of which there are care sheets; null where the plan never had sessions. */
  sessionId: string | null;
}

const { whole } = consultationExamples;
const DAY = '2026-11-24';
const MORNING = `${DAY}T10:00:00+05:30`;

const contact = {
  phone: '0124 400 0000',
  email: 'clinic@demo.hairline.test',
  address: { lines: ['12 Example Road', 'Sector 15, Part 2'], city: 'Gurugram', state: 'Haryana', postalCode: '122001', country: 'IN' },
  emergencyPhone: '+91 99999 00000',
};

const consentText = [
  'I have been told what the treatment is, how it is given, and what may go wrong with it: redness, swelling, bruises, infection, allergy.',
  'I could ask, and my questions were answered. I know that the result differs from person to person, and that nobody can promise one.',
  'I agree to the treatment. I can withdraw at any time.',
].join('\n\n');

/** Sends, and fails when the server refuses. */
const sent = async (answer: Promise<{ status: number; text: string; body: Record<string, never> }>): Promise<Record<string, never>> => {
  const { status, text, body } = await answer;
  if (status >= 300) throw new Error(`${status}: ${text}`);
  return body;
};
const idOf = async (answer: Parameters<typeof sent>[0]): Promise<string> => (await sent(answer)).id!;

const consultationOn = (day: string, more: object = {}) => ({
  ...whole,
  startedAt: `${day}T09:00:00+05:30`,
  vitalSigns: { ...whole.vitalSigns, measuredAt: `${day}T09:05:00+05:30` },
  medicalHistory: { ...whole.medicalHistory, pregnancy: { status: 'no', assessedOn: day } },
  bloodTests: whole.bloodTests.map((test) => ({ ...test, collectedAt: `${day}T06:00:00+05:30` })),
  trichoanalyses: whole.trichoanalyses.map((trichoanalysis) => ({ ...trichoanalysis, performedAt: `${day}T09:20:00+05:30` })),
  ...more,
});

const consentTo = (by: Caller, patientId: string, name: string, more: object) =>
  sent(
    by.post(`/v1/patients/${patientId}/consents`, {
      documentVersion: 'consent-2026-01',
      language: 'en-IN',
      signatory: { name, relationship: 'self' },
      signedAt: `${DAY}T09:40:00+05:30`,
      ...more,
    }),
  );

const check = (by: Caller, patientId: string, treatment: string, consultationId: string, ingredients?: string[]) =>
  idOf(by.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn: DAY, consultationId, ...(ingredients && { ingredients }) }));

const walk = async (by: Caller, planId: string, actions: readonly string[]): Promise<void> => {
  for (const [index, action] of actions.entries()) await sent(by.post(`/v1/treatment-plans/${planId}/${action}`, undefined, { ifMatch: index + 1 }));
};

const sessionsOf = async (by: Caller, planId: string): Promise<string[]> =>
  ((await sent(by.get(`/v1/treatment-plans/${planId}/sessions`))).items! as { id: string }[]).map(({ id }) => id);

const healthy = async (clinic: TestClinic, clock: SetClock): Promise<PersonOnPaper> => {
  const by = clinic.as('dermatologist');
  const name = 'Asha Testperson';
  const patientId = await idOf(by.post('/v1/patients', { names: [{ text: name }], sexAtBirth: 'female', birthDate: '1991-04-03' }));
  const consultationId = await idOf(by.post(`/v1/patients/${patientId}/consultations`, consultationOn(DAY)));
  await sent(by.post(`/v1/consultations/${consultationId}/sign`, undefined, { ifMatch: 1 }));
  const checkId = await check(by, patientId, 'mesotherapy', consultationId, ['biotin']);
  const planId = await idOf(
    by.post(`/v1/patients/${patientId}/treatment-plans`, {
      treatment: 'mesotherapy',
      consultationId,
      contraindicationCheckId: checkId,
      indication: 'Thinning at the crown',
      indications: ['androgenetic-alopecia'],
      goals: 'A denser look at the crown by the wedding in June',
      expectations: { ...treatmentExamples.plan.expectations, toldAt: MORNING },
      areas: [{ zone: 'vertex', size: { value: 60, unit: 'cm2' } }, { zone: 'mid-scalp' }],
      series: { sessions: 8, intervalDays: 14, startOn: DAY },
    }),
  );
  await consentTo(by, patientId, name, { kind: 'treatment', treatment: 'mesotherapy', text: consentText, witness: { name: 'Kiran Testwitness' } });
  await walk(by, planId, ['propose', 'accept', 'start']);
  const quote = await idOf(by.post(`/v1/treatment-plans/${planId}/estimates`, { discount: { reason: 'Paid in advance', percent: '5' } }));
  await sent(by.post(`/v1/estimates/${quote}/accept`, { acceptorName: name }));
  const [sessionId] = await sessionsOf(by, planId);
  await sent(by.post(`/v1/treatment-sessions/${sessionId}/start`, { ingredients: ['biotin'] }, { ifMatch: 1 }));
  clock.set('2026-11-24T05:20:00Z');
  await sent(by.post(`/v1/treatment-sessions/${sessionId}/complete`, treatmentExamples.mesotherapyRecord, { ifMatch: 2 }));
  return { name: 'healthy', patientId, consultationId, checkId, planId, sessionId: sessionId! };
};

const result = (code: string, value: number, unit: string, more: object = {}) => ({ code: { system: 'loinc', code }, value, unit, ...more });

const ill = async (clinic: TestClinic): Promise<PersonOnPaper> => {
  const by = clinic.as('dermatologist');
  const name = 'Vikram Testperson';
  const patientId = await idOf(
    by.post('/v1/patients', { names: [{ text: name }], sexAtBirth: 'male', birthDate: '1962', preferredLanguage: 'hi-IN', gender: 'male' }),
  );
  const consultationId = await idOf(
    by.post(
      `/v1/patients/${patientId}/consultations`,
      consultationOn(DAY, {
        reason: 'माथे से बाल पीछे जा रहे हैं, दस साल से',
        medicalHistory: {
          screening: {
            ...whole.medicalHistory.screening,
            diabetes: 'yes',
            hypertension: 'yes',
            'heart-condition': 'yes',
            epilepsy: 'unknown',
            cancer: undefined,
          },
          reviewed: ['medications'],
          conditions: [
            { text: 'Type 2 diabetes', code: { system: 'icd-10', code: 'E11.9' }, clinicalStatus: 'active', onset: '2009' },
            { text: 'Atrial fibrillation', code: { system: 'icd-10', code: 'I48.9' }, clinicalStatus: 'active', onset: '2019-05' },
          ],
          medications: [
            { name: 'Warfarin 5 mg', code: { system: 'atc', code: 'B01AA03' }, status: 'active', startedOn: '2019-06' },
            { name: 'Metformin 500 mg', code: { system: 'atc', code: 'A10BA02' }, status: 'active' },
            { name: 'Aspirin 75 mg', code: { system: 'atc', code: 'B01AC06' }, status: 'stopped', lastTakenOn: '2026-11-18' },
          ],
          allergies: [{ substance: { text: 'lidocaine' }, reaction: 'Hives, swelling of the lips', criticality: 'high' }],
          habits: { smoking: 'current', alcohol: 'regular' },
        },
        vitalSigns: {
          measuredAt: `${DAY}T09:05:00+05:30`,
          bloodPressure: { systolic: 168, diastolic: 101 },
          heartRate: 96,
          bodyWeight: { value: 92, unit: 'kg' },
          bodyHeight: { value: 171, unit: 'cm' },
        },
        bloodTests: [
          {
            collectedAt: `${DAY}T06:00:00+05:30`,
            laboratory: 'City Laboratory',
            fasting: 'yes',
            results: [
              result('718-7', 6.8, 'g/dL'),
              result('777-3', 84, '10*3/uL'),
              result('6690-2', 12.9, '10*3/uL'),
              result('1558-6', 231, 'mg/dL', { referenceRange: { low: 70, high: 100 } }),
              result('4548-4', 9.4, '%'),
              result('6301-6', 3.1, '{INR}'),
              result('3016-3', 0.02, 'm[IU]/L', { comparator: '<' }),
              result('2276-4', 9, 'ng/mL'),
              result('1988-5', 48, 'mg/L'),
            ],
          },
        ],
        trichoanalyses: [
          {
            ...whole.trichoanalyses[0],
            performedAt: `${DAY}T09:20:00+05:30`,
            scalpCondition: ['oily', 'flaky', 'erythematous'],
            infection: 'fungal',
            inflammation: 'moderate',
            suspiciousLesion: 'yes',
            hairDensity: { value: 64, unit: '/cm2' },
            hairCount: 64,
            growthPhase: { anagen: 55, catagen: 5, telogen: 40 },
            pullTest: { pulled: 60, extracted: 14 },
            note: 'Scaling plaque behind the hairline',
          },
        ],
        assessment: {
          diagnoses: [{ code: { system: 'icd-10', code: 'L64.9' }, clinicalStatus: 'active' }],
          note: 'Not to be treated before his physician has been asked.',
        },
        recommendation: undefined,
      }),
    ),
  );
  await sent(by.post(`/v1/consultations/${consultationId}/sign`, undefined, { ifMatch: 1 }));
  await sent(
    by.post(
      `/v1/consultations/${consultationId}/amendments`,
      { reason: 'The pulse was counted again', changes: { vitalSigns: { heartRate: 88 } } },
      { ifMatch: 2 },
    ),
  );
  const checkId = await check(by, patientId, 'scalp-micropigmentation', consultationId, ['carbon black', 'lidocaine']);
  const planId = await idOf(
    by.post(`/v1/patients/${patientId}/treatment-plans`, {
      treatment: 'scalp-micropigmentation',
      consultationId,
      contraindicationCheckId: checkId,
      indication: 'Receding hairline',
      goals: 'बिना सर्जरी के घने बालों जैसा दिखना',
      hairTrimming: { agreed: 'no', reason: 'For looks at work' },
      areas: [{ zone: 'hairline', size: { value: 40, unit: 'cm2' } }],
      series: { sessions: 3, intervalDays: 14, startOn: '2026-12-08' },
    }),
  );
  return { name: 'ill', patientId, consultationId, checkId, planId, sessionId: null };
};

const regions = ['frontal', 'mid-scalp', 'vertex', 'temporal-left', 'temporal-right', 'occipital'] as const;
const LONG = 'The patient describes that shedding began after a febrile illness, became less in spring and more again with the monsoon. ';

const stock = async (clinic: TestClinic): Promise<object[]> => {
  const by = clinic.as('dermatologist');
  const productId = await idOf(by.post('/v1/products', productExamples.solution));
  const locationId = await idOf(by.post('/v1/stock-locations', { name: 'Refrigerator, treatment room 2' }));
  const received = { value: 100, unit: productExamples.solution.stockUnit };
  const lotId = await idOf(by.post('/v1/product-lots', { productId, lotNumber: 'LOT-2026-0417', expiresOn: '2027-06-30', received, locationId }));
  return [{ lotId, locationId, amount: 1, unit: productExamples.solution.stockUnit }];
};

const much = async (clinic: TestClinic, clock: SetClock): Promise<PersonOnPaper> => {
  const by = clinic.as('dermatologist');
  const name = 'Venkatanarasimharajuvaripeta Lakshmi Testperson';
  const patientId = await idOf(
    by.post('/v1/patients', {
      names: [{ text: name }, { text: 'लक्ष्मी परीक्षण', use: 'usual' }, { text: 'Lakshmi Formerly', use: 'maiden' }],
      sexAtBirth: 'female',
      birthDate: '1979-08-30',
      phones: [
        { value: '+919999900000', use: 'mobile' },
        { value: '+911244000000', use: 'home' },
      ],
      emails: [{ value: 'lakshmi@example.test' }],
      addresses: [contact.address],
      identifiers: [{ system: 'https://healthid.abdm.gov.in', value: '91-1234-5678-9012' }],
      skinType: 'IV',
      preferredLanguage: 'hi-IN',
      emergencyContact: { name: 'Kiran Testperson', relationship: 'brother', phone: '+919999900000' },
    }),
  );
  const medicines = [
    'Levothyroxine 50 mcg',
    'Cholecalciferol 60000 IU',
    'Ferrous ascorbate 100 mg',
    'Cetirizine 10 mg',
    'Pantoprazole 40 mg',
    'Montelukast 10 mg',
  ];
  const consultationId = await idOf(
    by.post(
      `/v1/patients/${patientId}/consultations`,
      consultationOn(DAY, {
        reason: `${LONG.repeat(3)}\n\nShe asks whether pigment can cover the parting until then.`,
        medicalHistory: {
          ...whole.medicalHistory,
          screening: { ...whole.medicalHistory.screening, 'cold-sores': 'yes' },
          pregnancy: { status: 'no', assessedOn: DAY },
          contraception: { status: 'yes', method: 'intrauterine-device' },
          conditions: [
            {
              text: 'Hypothyroidism',
              code: { system: 'icd-10', code: 'E03.9' },
              clinicalStatus: 'remission',
              onset: '2014',
              note: 'Well adjusted, controlled each year',
            },
            { text: 'Iron deficiency', code: { system: 'icd-10', code: 'E61.1' }, clinicalStatus: 'active', onset: '2025-11' },
            { code: { system: 'icd-10', code: 'L64.9' }, clinicalStatus: 'active', onset: '2022' },
            { code: { system: 'icd-10', code: 'L65.0' }, clinicalStatus: 'resolved', onset: '2024-06' },
            { text: 'Allergic rhinitis', code: { system: 'icd-10', code: 'J30.4' }, clinicalStatus: 'active' },
          ],
          medications: medicines.map((medicine, index) => ({ name: medicine, status: index === 5 ? 'stopped' : 'active', startedOn: `20${14 + index}-03` })),
          allergies: [
            { substance: { text: 'penicillin' }, reaction: 'Rash over the trunk', criticality: 'low', clinicalStatus: 'active' },
            { substance: { text: 'nickel' }, reaction: 'Eczema under earrings' },
          ],
          procedures: [
            { code: { system: 'hairline', code: 'hair-transplant-fue' }, performedOn: '2023' },
            { text: 'Appendectomy', performedOn: '1996' },
          ],
          familyHistory: [
            { relative: 'Mother', code: { system: 'icd-10', code: 'L64.9' } },
            { relative: 'Sister', text: 'thinning since her thirties' },
          ],
          habits: { smoking: 'former', alcohol: 'occasional', hairCare: 'Keratin smoothing twice a year, tight braids at work' },
        },
        bloodTests: [0, 1].map((visit) => ({
          ...whole.bloodTests[0]!,
          laboratory: visit === 0 ? 'City Laboratory' : 'नगर प्रयोगशाला',
          collectedAt: `2026-${visit === 0 ? '05-04' : '11-20'}T07:30:00+05:30`,
        })),
        trichoanalyses: regions.map((region, index) => ({
          ...whole.trichoanalyses[0],
          region,
          performedAt: `${DAY}T09:2${index}:00+05:30`,
          hairDensity: { value: 120 + 14 * index, unit: '/cm2' },
          hairCount: 120 + 14 * index,
          terminalVellus: { terminal: 80, vellus: 20 },
          hairsPerUnit: { one: 40, two: 40, three: 15, four: 5 },
          signs: ['yellow-dots', 'peripilar-sign', 'empty-follicles'],
        })),
        assessment: {
          diagnoses: [
            { code: { system: 'icd-10', code: 'L64.9' }, clinicalStatus: 'active' },
            { code: { system: 'icd-10', code: 'L65.0' }, clinicalStatus: 'resolved' },
          ],
          note: `${LONG.repeat(4)}\n\n${LONG.repeat(2)}`,
        },
        recommendation: {
          treatment: 'scalp-micropigmentation',
          note: 'Three sittings, the lighter shade first. Iron is continued; ferritin again in three months.',
        },
      }),
    ),
  );
  for (const [scale, more] of [
    ['ludwig', { grade: 'II' }],
    ['dlqi', { dlqi: [2, 1, 1, 0, 2, 0, 1, 1, 1, 0], assessor: 'patient' }],
  ] as const)
    await sent(by.post(`/v1/patients/${patientId}/scales`, { scale, assessedAt: MORNING, assessor: 'clinician', consultationId, ...more }));
  await sent(by.post(`/v1/consultations/${consultationId}/sign`, undefined, { ifMatch: 1 }));
  const checkId = await check(by, patientId, 'scalp-micropigmentation', consultationId, ['carbon black']);
  const { findings } = (await sent(by.get(`/v1/contraindication-checks/${checkId}`))) as unknown as { findings: { ruleId: string; outcome: string }[] };
  for (const { ruleId, outcome } of findings)
    if (outcome === 'contraindicated')
      await sent(by.post(`/v1/contraindication-checks/${checkId}/overrides`, { ruleId, reason: 'Weighed with her physician, who agrees' }));
  const planId = await idOf(
    by.post(`/v1/patients/${patientId}/treatment-plans`, {
      treatment: 'scalp-micropigmentation',
      consultationId,
      contraindicationCheckId: checkId,
      indication: 'Wide parting and a see-through crown',
      indications: ['female-pattern-thinning', 'diffuse-thinning'],
      goals: 'The parting should not shine through under office light, and nobody should notice that anything was done.',
      expectations: {
        results: 'Less contrast between scalp and hair from the first sitting on; the shade settles in two weeks',
        limits: 'It adds no hair; it fades, and needs to be touched up',
        toldAt: MORNING,
      },
      hairTrimming: { agreed: 'no', reason: 'She wears it long' },
      areas: [
        { zone: 'hairline', size: { value: 20, unit: 'cm2' } },
        { zone: 'frontal', size: { value: 45, unit: 'cm2' } },
        { zone: 'mid-scalp', size: { value: 60, unit: 'cm2' } },
        { zone: 'vertex' },
      ],
      series: { sessions: 4, intervalDays: 14, startOn: DAY },
    }),
  );
  await consentTo(by, patientId, name, { kind: 'treatment', treatment: 'scalp-micropigmentation', text: consentText, witness: { name: 'Kiran Testperson' } });
  await consentTo(by, patientId, name, { kind: 'photography-record' });
  for (const region of ['vertex', 'frontal'])
    await sent(
      by.sendForm('post', `/v1/patients/${patientId}/photos`, { file: await photographWithMetadata(), region, angle: 'top', takenAt: `${DAY}T09:50:00+05:30` }),
    );
  await walk(by, planId, ['propose', 'accept', 'start']);
  await sent(by.post(`/v1/treatment-plans/${planId}/estimates`, { note: 'With a review of the shade after each sitting' }));
  const products = await stock(clinic);
  const [first, second] = await sessionsOf(by, planId);
  const give = async (sessionId: string, day: string, shades: string[]): Promise<void> => {
    clock.set(`${day}T04:30:00Z`);
    await sent(by.post(`/v1/treatment-sessions/${sessionId}/start`, { ingredients: ['carbon black'] }, { ifMatch: 1 }));
    clock.set(`${day}T08:10:00Z`);
    await sent(
      by.post(
        `/v1/treatment-sessions/${sessionId}/complete`,
        {
          ...treatmentExamples.micropigmentationRecord,
          micropigmentation: {
            ...treatmentExamples.micropigmentationRecord.micropigmentation,
            shades,
            hairTrimmed: 'no',
            hairNotTrimmedReason: 'She wears it long',
          },
          products,
          sharps: { opened: 4, disposed: 4 },
          note: 'Well tolerated',
        },
        { ifMatch: 2 },
      ),
    );
  };
  await give(first!, DAY, ['light brown']);
  await give(second!, '2026-12-08', ['light brown', 'medium brown']);
  await sent(
    by.post(`/v1/treatment-plans/${planId}/ratings`, {
      kind: 'satisfaction',
      score: 8,
      assessor: 'patient',
      ratedAt: '2026-12-08T13:00:00+05:30',
      note: 'Softer than she had feared',
    }),
  );
  return { name: 'much', patientId, consultationId, checkId, planId, sessionId: second! };
};

/** A clinic that says how it is reached, and three of its patients. */
export const peopleOnPaper = async (app: TestApp, clock: SetClock): Promise<{ clinic: TestClinic; people: PersonOnPaper[] }> => {
  const clinic = await app.clinic({ name: 'Demo Hair Clinic' });
  await sent(clinic.as('admin').patch('/v1/clinic', contact, { ifMatch: 1 }));
  await sent(
    clinic.as('admin').patch(`/v1/staff/${clinic.staff.dermatologist}`, { name: 'Dr Meera Example', registrationNumber: 'DEMO-12345' }, { ifMatch: 1 }),
  );
  clock.set('2026-11-24T04:30:00Z');
  const people = [await healthy(clinic, clock)];
  clock.set('2026-11-24T04:40:00Z');
  people.push(await ill(clinic));
  clock.set('2026-11-24T04:40:00Z');
  people.push(await much(clinic, clock));
  return { clinic, people };
};

/** Every document of a person, by its name. */
export const papersOf = ({ patientId, consultationId, checkId, planId, sessionId }: PersonOnPaper): Record<string, string> => ({
  consultation: `/v1/consultations/${consultationId}/document`,
  check: `/v1/contraindication-checks/${checkId}/document`,
  plan: `/v1/treatment-plans/${planId}/document`,
  ...(sessionId && { care: `/v1/treatment-plans/${planId}/care-instructions/document?phase=after&sessionId=${sessionId}` }),
  ...(sessionId && { 'care-before': `/v1/treatment-plans/${planId}/care-instructions/document?phase=before` }),
  record: `/v1/patients/${patientId}/export`,
});
