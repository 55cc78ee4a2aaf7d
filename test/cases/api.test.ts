import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type Caller, type TestApp, type TestClinic } from '../support/app.js';
import { listWorkedCases, type WorkedCase } from '../../src/cli/demo/worked-cases.js';

const timeZone = 'Asia/Kolkata';

interface FindingSent {
  ruleId: string;
  outcome: string;
  reconsiderOn: string | null;
}

let app: TestApp;
let clinic: TestClinic;
let dermatologist: Caller;

beforeAll(async () => {
  app = await startApp();
  clinic = await app.clinic({ timeZone });
  dermatologist = clinic.as('dermatologist');
});
afterAll(() => app.stop());

/** Registers the person, sends the consultation and signs it where the case does. */
const record = async (workedCase: WorkedCase): Promise<string> => {
  const registered = await dermatologist.post('/v1/patients', workedCase.patient);
  expect(registered.status).toBe(201);
  const patientId = registered.body.id as string;
  const consultation = await dermatologist.post(`/v1/patients/${patientId}/consultations`, workedCase.consultation);
  expect([consultation.status, consultation.body.errors ?? []]).toEqual([201, []]);
  if (workedCase.sign) {
    const signed = await dermatologist.post(`/v1/consultations/${consultation.body.id}/sign`, undefined, { ifMatch: consultation.headers.etag as string });
    expect([signed.status, signed.body.errors ?? []]).toEqual([200, []]);
  }
  return patientId;
};

const findingOf = (findings: FindingSent[], ruleId: string): FindingSent | undefined => findings.find((finding) => finding.ruleId === ruleId);

describe('the worked cases, over HTTP', () => {
  for (const { id, title } of listWorkedCases(new Date(), timeZone)) {
    it(`${id} ${title}`, async () => {
      const workedCase = listWorkedCases(new Date(), timeZone).find((other) => other.id === id)!;
      const patientId = await record(workedCase);
      for (const { expect: expected, ...planned } of workedCase.checks) {
        const check = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, planned);
        expect(check.status).toBe(201);
        const findings = check.body.findings as FindingSent[];
        expect([planned.treatment, check.body.outcome]).toEqual([planned.treatment, expected.outcome]);
        expect(check.body.effectiveOutcome).toBe(expected.outcome);
        for (const [ruleId, outcome] of Object.entries(expected.findings)) expect([ruleId, findingOf(findings, ruleId)?.outcome]).toEqual([ruleId, outcome]);
        for (const [ruleId, day] of Object.entries(expected.reconsiderOn ?? {})) expect(findingOf(findings, ruleId)?.reconsiderOn).toBe(day);
        if (expected.earliestClearOn) expect(check.body.earliestClearOn).toBe(expected.earliestClearOn);
        if (expected.contradiction) expect((check.body.contradictions as { about: string }[]).map(({ about }) => about)).toContain(expected.contradiction);

        const overrides = `/v1/contraindication-checks/${check.body.id}/overrides`;
        if (expected.overrideRefused) {
          const refused = await dermatologist.post(overrides, { ruleId: expected.overrideRefused, reason: 'It will be all right.' });
          expect([refused.status, refused.body.type]).toEqual([409, '/problems/not-overridable']);
        }
        if (expected.overrideAccepted) {
          const accepted = await dermatologist.post(overrides, { ruleId: expected.overrideAccepted, reason: 'Well controlled; the cardiologist agrees.' });
          expect([accepted.status, accepted.body.effectiveOutcome, accepted.body.outcome]).toEqual([201, expected.effectiveOutcomeAfter, expected.outcome]);
        }

        const evaluated = await dermatologist.post('/v1/contraindication-checks/evaluate', {
          ...planned,
          patient: { birthDate: workedCase.patient.birthDate, sexAtBirth: workedCase.patient.sexAtBirth },
          consultations: [{ ...workedCase.consultation, signed: workedCase.sign }],
        });
        expect([evaluated.status, evaluated.body.outcome, evaluated.body.earliestClearOn]).toEqual([200, check.body.outcome, check.body.earliestClearOn]);
        expect((evaluated.body.findings as FindingSent[]).map(({ ruleId, outcome }) => [ruleId, outcome])).toEqual(
          findings.map(({ ruleId, outcome }) => [ruleId, outcome]),
        );
      }
    });
  }
});

describe('what the worked cases record', () => {
  const consultationOf = async (id: string) => {
    const patientId = await record(listWorkedCases(new Date(), timeZone).find((workedCase) => workedCase.id === id)!);
    const { body } = await dermatologist.get(`/v1/consultations?patientId=${patientId}`);
    return (body.items as { bloodTests: { results: object[] }[]; trichoanalyses: { derived: object }[]; contentVersion: number | null }[])[0]!;
  };
  const resultOf = async (id: string, code: string) =>
    (await consultationOf(id)).bloodTests[0]!.results.find((result) => (result as { code: { code: string } }).code.code === code);

  it.each([
    ['01', '718-7', 'haemoglobin', { value: 13.1, unit: 'g/dL' }, 'N', { low: 12, high: 15.5, source: 'sex' }],
    ['04', '59261-8', 'hba1c', { value: expect.closeTo(6.543, 3), unit: '%' }, 'H', { low: 4, high: 5.6, source: 'adult' }],
    ['13', '777-3', 'platelets', { value: 95, unit: '10*3/uL' }, 'L', { low: 150, high: 410, source: 'adult' }],
  ])('case %s: %s is %s, in its canonical unit and judged', async (id, code, analyte, canonical, interpretation, rangeUsed) => {
    expect(await resultOf(id, code)).toMatchObject({ analyte, canonical, interpretation, rangeUsed });
  });

  it('case 01: the trichoanalysis with what follows from it, signed', async () => {
    const { trichoanalyses, contentVersion } = await consultationOf('01');
    expect(contentVersion).toBe(1);
    expect(trichoanalyses).toMatchObject([{ region: 'vertex', derived: { hairDensity: 132, anagenTelogenRatio: 3.9, cumulativeThickness: 6.86 } }]);
    expect((await consultationOf('19')).contentVersion).toBeNull();
  });
});
