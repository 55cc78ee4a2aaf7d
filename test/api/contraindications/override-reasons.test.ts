import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { prepare } from '../../support/journey.js';

let app: TestApp;
let clinic: TestClinic;
let dermatologist: Caller;
let checkId: string;

const ruleId = 'mesotherapy.hypertension';
const reason = 'Well controlled for two years.';
const override = (body: object) => dermatologist.post(`/v1/contraindication-checks/${checkId}/overrides`, { ruleId, ...body });
const stored = () => app.sql('SELECT FROM contraindication_overrides', [], clinic.id);

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
  dermatologist = clinic.as('dermatologist');
  ({ checkId } = await prepare(clinic, { medicalHistory: { conditions: [{ code: { system: 'icd-10', code: 'I10' }, clinicalStatus: 'active' }] } }));
});

describe('the reason of an override', () => {
  it.each([
    ['a word', 'ok', 'too-short'],
    ['too little', 'She is sure.', 'too-short'],
    ['a row of the keyboard', 'asdf asdf asdf asdf', 'repeats-itself'],
    ['one word again and again', 'fine fine fine fine fine', 'repeats-itself'],
  ])('is not %s', async (_what, text, code) => {
    const refused = await override({ reason: text });
    expect([refused.status, refused.body.type]).toEqual([400, '/problems/invalid-input']);
    expect(refused.body.errors).toEqual([{ pointer: '/reason', code, detail: expect.stringMatching(/ay in at least 2 different words and 12 letters why/) }]);
    expect(await stored()).toEqual([]);
  });

  it('is not what the rule is called', async () => {
    ({ checkId } = await prepare(clinic, { medicalHistory: { screening: { 'bleeding-disorder': 'yes' } } }));
    const { body: check } = await dermatologist.get(`/v1/contraindication-checks/${checkId}`);
    const open = (check.findings as { ruleId: string; title: string; outcome: string; overridable: boolean }[]).filter(
      ({ title, outcome, overridable }) => outcome !== 'clear' && overridable && title.split(' ').length > 2,
    );
    expect(open.length).toBeGreaterThan(0);
    for (const finding of open) {
      const refused = await override({ ruleId: finding.ruleId, reason: finding.title });
      expect([finding.ruleId, refused.status]).toEqual([finding.ruleId, 400]);
    }
    expect(await stored()).toEqual([]);
  });

  it('may be of another script', async () => {
    const accepted = await override({ reason: 'रक्तचाप दो वर्षों से नियंत्रित है', weighed: 'रक्तस्राव का थोड़ा जोखिम, लंबी प्रतीक्षा के मुक़ाबले' });
    expect([accepted.status, accepted.body.effectiveOutcome]).toEqual([201, 'caution']);
  });

  it('is asked for only where an override could be', async () => {
    ({ checkId } = await prepare(clinic, { medicalHistory: { screening: { 'active-infection': 'yes' } } }));
    const refused = await override({ ruleId: 'mesotherapy.active-infection', reason: 'ok' });
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/not-overridable']);
  });
});

describe('what belongs to an override beside its reason', () => {
  const weighed = 'A small risk of bleeding against the distress of waiting';
  const explained = async (language: string) =>
    (await dermatologist.get(`/v1/contraindication-checks/${checkId}/explanation`, { headers: { 'Accept-Language': language } })).body.text as string;

  it('is what was weighed, and that the patient knows: in the answer, in the next check and in words', async () => {
    const accepted = await override({ reason, weighed, discussedWithPatient: 'yes' });
    expect(accepted.status).toBe(201);
    expect(accepted.body.overrides).toMatchObject([{ reason, weighed, discussedWithPatient: 'yes', inForce: true }]);
    expect((await dermatologist.get(`/v1/contraindication-checks/${checkId}`)).body).toEqual(accepted.body);
    const text = await explained('en');
    expect(text).toContain(`What was weighed: ${weighed}. Discussed with the patient.`);
    expect(await explained('hi')).toContain(`क्या तौला गया: ${weighed}। मरीज़ से इस पर बात हुई।`);
  });

  it('may be left out, and is then shown as not stated', async () => {
    const accepted = await override({ reason });
    expect([accepted.status, accepted.body.effectiveOutcome]).toEqual([201, 'caution']);
    expect(accepted.body.overrides).toMatchObject([{ weighed: null, discussedWithPatient: null, inForce: true }]);
    expect(await explained('en')).toContain('Whether it was discussed with the patient is not stated.');
    expect(await explained('hi')).toContain('यह दर्ज नहीं है कि मरीज़ से इस पर बात हुई या नहीं।');
  });

  it.each([
    ['not discussed', { discussedWithPatient: 'no' }, '/discussedWithPatient', 'not-discussed'],
    ['weighed in a word', { weighed: 'everything' }, '/weighed', 'too-short'],
    ['weighed in nothing', { weighed: '  ' }, '/weighed', 'invalid-text'],
  ])('keeps it from counting when it is %s', async (_what, more, pointer, code) => {
    const refused = await override({ reason, ...more });
    expect([refused.status, refused.body.errors]).toEqual([400, [expect.objectContaining({ pointer, code })]]);
    expect(await stored()).toEqual([]);
  });

  it('is told with the reason when all of it is wrong', async () => {
    const refused = await override({ reason: 'ok', weighed: 'ok', discussedWithPatient: 'no' });
    expect((refused.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(['/reason', '/weighed', '/discussedWithPatient']);
  });
});
