import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp, type TestClinic } from '../../support/app.js';
import { consentTo, dayFromNow, photographed, planFor, prepare, type Prepared } from '../../support/journey.js';

const smp = 'scalp-micropigmentation';

let app: TestApp;
let clinic: TestClinic;

beforeAll(async () => {
  app = await startApp();
  clinic = await app.clinic();
});
afterAll(() => app.stop());

const dermatologist = () => clinic.as('dermatologist');

const draft = async (stated: object, prepared?: Prepared): Promise<string> => {
  const person = prepared ?? (await prepare(clinic, { treatment: smp }));
  const { indication: _words, ...plan } = planFor(person, smp);
  const made = await dermatologist().post(`/v1/patients/${person.patientId}/treatment-plans`, { ...plan, ...stated });
  if (made.status !== 201) throw new Error(made.text);
  return `/v1/treatment-plans/${made.body.id}`;
};

interface Finding {
  ruleId: string;
  outcome: string;
  missing: { fact: string }[];
}

const rulesInTheWay = async (path: string, version = 1): Promise<string[]> => {
  const moved = await dermatologist().post(`${path}/propose`, undefined, { ifMatch: version });
  return moved.status === 200 ? [] : (moved.body.findings as Finding[]).map(({ ruleId }) => ruleId);
};

/** What the rules about the indication say in a check of its own. */
const checkOf = async (indications: object[] | undefined, treatment = smp): Promise<Map<string, Finding>> => {
  const { patientId } = await prepare(clinic, { treatment });
  const check = await dermatologist().post(`/v1/patients/${patientId}/contraindication-checks`, {
    treatment,
    plannedOn: dayFromNow(0),
    ...(indications && { indications }),
  });
  expect(check.status).toBe(201);
  return new Map((check.body.findings as Finding[]).map((finding) => [finding.ruleId, finding]));
};

const aged = { indication: 'scar-or-burn', since: '2019' };

describe('what a plan is for', () => {
  it.each(['scar-or-burn', 'strip-scar', 'beard-loss-trauma', 'cleft-lip-repair', 'post-transplant-cover'])(
    '%s: nobody proposes it before the age of the scar is known',
    async (code) => {
      const path = await draft({ indications: [code] });
      expect(await rulesInTheWay(path)).toEqual(['smp.scar-to-cover']);
      const told = await dermatologist().patch(path, { indicationDetails: [{ indication: code, since: '2019' }] }, { ifMatch: 1 });
      expect(told.body.indicationDetails).toEqual([{ indication: code, since: '2019' }]);
      expect(await rulesInTheWay(path, 2)).toEqual([]);
    },
  );

  it.each(['alopecia-areata', 'extensive-alopecia-areata', 'scarring-alopecia'])(
    '%s: nobody proposes it before its rest and the therapy are known',
    async (code) => {
      const path = await draft({ indications: [code] });
      expect(await rulesInTheWay(path)).toEqual(['smp.disease-to-cover', 'smp.therapy-before-cover']);
      const details = { indication: code, stableSince: '2020-05', therapyTried: 'yes', therapies: 'Intralesional triamcinolone, without result' };
      await dermatologist().patch(path, { indicationDetails: [details] }, { ifMatch: 1 });
      expect(await rulesInTheWay(path, 2)).toEqual([]);
    },
  );

  it('is read in words: a scar is asked for its age, and what nobody can read is unread', async () => {
    const inWords = await draft({ indication: 'Burn scar on the left temple' });
    expect(await rulesInTheWay(inWords)).toEqual(['smp.scar-to-cover']);
    await dermatologist().patch(inWords, { indicationDetails: [{ since: '2019' }] }, { ifMatch: 1 });
    expect(await rulesInTheWay(inWords, 2)).toEqual([]);
    expect(await rulesInTheWay(await draft({ indication: 'Zubrowski look' }))).toEqual(['record.unread']);
    expect(await rulesInTheWay(await draft({ indication: 'Zubrowski look', indications: ['baldness'] }))).toEqual([]);
    expect(
      await rulesInTheWay(await draft({ indication: 'Strip scar', indications: ['strip-scar'], indicationDetails: [{ ...aged, indication: 'strip-scar' }] })),
    ).toEqual([]);
    expect(await rulesInTheWay(await draft({ indication: 'Strip scar', indications: ['baldness'] }))).toEqual(['smp.scar-to-cover']);
  });

  it('is asked again on the day of a session, and can be completed until the plan has ended', async () => {
    const prepared = await prepare(clinic, { treatment: smp });
    const path = await draft({ indications: ['scar-or-burn'], indicationDetails: [aged] }, prepared);
    await consentTo(clinic, prepared.patientId, smp);
    await photographed(clinic, prepared.patientId);
    for (const [index, action] of ['propose', 'accept', 'start'].entries()) {
      expect((await dermatologist().post(`${path}/${action}`, undefined, { ifMatch: index + 1 })).status).toBe(200);
    }
    const [session] = (await dermatologist().get(`${path}/sessions`)).body.items as { id: string }[];
    const start = () => dermatologist().post(`/v1/treatment-sessions/${session!.id}/start`, { ingredients: ['carbon-pigment'] }, { ifMatch: 1 });
    const emptied = await dermatologist().patch(path, { indicationDetails: null }, { ifMatch: 4 });
    expect([emptied.status, emptied.body.status]).toEqual([200, 'active']);
    const refused = await start();
    expect((refused.body.findings as Finding[]).map(({ ruleId }) => ruleId)).toContain('smp.scar-to-cover');
    const refusedChange = await dermatologist().patch(path, { goals: 'Something else' }, { ifMatch: 5 });
    expect(refusedChange.body.type).toBe('/problems/invalid-transition');
    const completed = await dermatologist().patch(path, { indicationDetails: [aged] }, { ifMatch: 5 });
    expect(completed.status).toBe(200);
    const begun = await start();
    expect([begun.status, begun.body.detail]).toEqual([200, undefined]);
    const planId = path.split('/').at(-1)!;
    const replaced = await app.openedSql<{ details: object[] }>(
      `SELECT record -> 'indication_details' AS details FROM record_history WHERE row_id = $1 AND version IN (4, 5) ORDER BY version`,
      [planId],
      clinic.id,
    );
    expect(replaced).toEqual([{ details: [aged] }, { details: [] }]);
    await expect(app.sql(`UPDATE treatment_plans SET indication_details = '{}', version = version + 1 WHERE id = $1`, [planId], clinic.id)).rejects.toThrow(
      'treatment_plans_indication_details',
    );
  });

  it('has details of what it names alone, each once, that can be so', async () => {
    const prepared = await prepare(clinic, { treatment: smp });
    const made = await dermatologist().post(`/v1/patients/${prepared.patientId}/treatment-plans`, {
      ...planFor(prepared, smp),
      indications: ['scar-or-burn'],
      indicationDetails: [{ indication: 'strip-scar', since: '2019' }, { ...aged, stableSince: '2018' }, { ...aged, since: '2199' }, { therapyTried: 'yes' }],
    });
    expect(made.status).toBe(400);
    expect((made.body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([
      '/indicationDetails/0/indication unknown-indication',
      '/indicationDetails/1/stableSince before-it-began',
      '/indicationDetails/2/indication duplicate',
      '/indicationDetails/2/since in-the-future',
      '/indicationDetails/3/therapies required',
    ]);
  });
});

describe('what a check is told that the treatment is for', () => {
  const burn = { code: { system: 'hairline', code: 'scar-or-burn' } };

  it('is not asked about while nobody says it', async () => {
    const findings = await checkOf(undefined);
    for (const rule of ['smp.scar-to-cover', 'smp.disease-to-cover', 'smp.therapy-before-cover']) expect(findings.get(rule)?.outcome).toBe('clear');
  });

  it.each<[string, object, string, string]>([
    ['a scar of which nobody knows the age', burn, 'smp.scar-to-cover', 'needs-data'],
    ['a scar of half a year', { ...burn, since: dayFromNow(-180) }, 'smp.scar-to-cover', 'caution'],
    ['a scar of two years', { ...burn, since: dayFromNow(-730) }, 'smp.scar-to-cover', 'clear'],
    ['a scar by its ICD-10 code', { code: { system: 'icd-10', code: 'L90.5' } }, 'smp.scar-to-cover', 'needs-data'],
    ['lichen planopilaris in words', { text: 'lichen planopilaris' }, 'smp.disease-to-cover', 'needs-data'],
    ['alopecia areata, stable for two months', { text: 'alopecia areata', stableSince: dayFromNow(-60) }, 'smp.disease-to-cover', 'caution'],
    ['alopecia areata, stable for two years', { text: 'alopecia areata', stableSince: dayFromNow(-730) }, 'smp.disease-to-cover', 'clear'],
    ['alopecia areata, nothing tried', { text: 'alopecia areata', therapyTried: 'no' }, 'smp.therapy-before-cover', 'caution'],
    ['words that nobody knows', { text: 'Zubrowski look' }, 'record.unread', 'needs-data'],
    ['a code that nobody knows', { code: { system: 'hairline', code: 'zubrowski' } }, 'record.unread', 'needs-data'],
  ])('%s', async (_what, indication, rule, outcome) => {
    expect((await checkOf([indication])).get(rule)?.outcome).toBe(outcome);
  });

  it('states a disease of the patient, though no list has it', async () => {
    expect((await checkOf([{ text: 'alopecia areata' }], 'mesotherapy')).get('mesotherapy.autoimmune')?.outcome).toBe('contraindicated');
  });

  it('counts for a plan that says nothing itself', async () => {
    const prepared = await prepare(clinic, { treatment: smp });
    const check = await dermatologist().post(`/v1/patients/${prepared.patientId}/contraindication-checks`, {
      treatment: smp,
      plannedOn: dayFromNow(0),
      consultationId: prepared.consultationId,
      indications: [burn],
    });
    expect(check.body.indications).toEqual([burn]);
    expect(await rulesInTheWay(await draft({}, { ...prepared, checkId: check.body.id as string }))).toEqual(['smp.scar-to-cover']);
  });
});
