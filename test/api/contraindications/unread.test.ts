/** Whatever was recorded and no rule reads is told by the next check, which is then not clear. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type Caller, type TestApp, type TestClinic } from '../../support/app.js';
import { activePlan, dayFromNow, prepare } from '../../support/journey.js';

interface Item {
  id: string;
  fact: string;
  about: string;
  code: { system: string; code: string } | null;
  recordedAt: string | null;
  source: { type: string; id: string | null };
  reason: string;
  words: string[];
  why: string;
  outcome: string;
  alternatives: { system: string; code: string; display: string }[];
}

interface Checked {
  id: string;
  outcome: string;
  earliestClearOn: string | null;
  unread: Item[];
  findings: { ruleId: string; outcome: string; overridable: boolean; missing: { fact: string; ask: string; how: string }[]; because: object[] }[];
}

const treatments = ['mesotherapy', 'scalp-micropigmentation'] as const;
const dismissals = 'POST /v1/contraindication-checks/{id}/dismissals';

let app: TestApp;
let clinic: TestClinic;
let dermatologist: Caller;
let patientId: string;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  clinic = await app.clinic();
  dermatologist = clinic.as('dermatologist');
  ({ patientId } = await prepare(clinic));
});

const check = async (treatment: string, more: object = { ingredients: ['biotin'] }): Promise<Checked> => {
  const answer = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn: dayFromNow(0), ...more });
  expect(answer.status).toBe(201);
  return answer.body as Checked;
};
const add = async (list: string, entry: object): Promise<string> => {
  const answer = await dermatologist.post(`/v1/patients/${patientId}/${list}`, entry);
  expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
  return answer.body.id as string;
};
const findingOf = ({ findings }: Checked, ruleId: string) => findings.find((finding) => finding.ruleId === ruleId);
const open = ({ findings }: Checked) => findings.filter(({ outcome }) => outcome !== 'clear').map(({ ruleId }) => ruleId);
const result = (code: string, more: object) => ({ code: { system: 'loinc', code }, ...more });
const report = (...results: object[]) => dermatologist.post(`/v1/patients/${patientId}/blood-tests`, { collectedAt: new Date().toISOString(), results });

describe('an item that nobody can read', () => {
  it.each<[string, string, { name?: string; text?: string }, string]>([
    ['a condition', 'conditions', { text: 'Zorbelia quexana', clinicalStatus: 'active' }, 'condition'],
    ['a medicine', 'medications', { name: 'Zorvexil', status: 'active' }, 'medication'],
    ['one word of a line of medicines', 'medications', { name: 'Dolo 650 SOS, Zorvexil 5 daily', status: 'active' }, 'medication'],
    ['an allergy', 'allergies', { substance: { text: 'Zorvexil' } } as object, 'allergy'],
    ['an operation', 'procedures', { text: 'Quexation of the left zorb', performedOn: '2024' }, 'procedure'],
  ])('makes the check of both treatments wait, and says what to do: %s', async (_what, list, entry, fact) => {
    const id = await add(list, entry);
    const about = entry.name ?? entry.text ?? 'Zorvexil';
    for (const treatment of treatments) {
      const checked = await check(treatment);
      expect(checked.unread).toMatchObject([
        {
          id: expect.stringMatching(/^[0-9a-f]{16}$/),
          fact,
          about,
          code: null,
          recordedAt: expect.any(String),
          source: { type: fact, id },
          outcome: 'needs-data',
          why: expect.stringMatching(/^Not read as an? .+: .+\.$/),
        },
      ]);
      expect(checked.unread[0]!.words.join(' ')).toMatch(/zor|quex/i);
      expect([checked.outcome, open(checked), checked.earliestClearOn]).toEqual(['needs-data', ['record.unread'], null]);
      expect(findingOf(checked, 'record.unread')).toMatchObject({
        outcome: 'needs-data',
        overridable: false,
        missing: [{ fact: `unread.${fact}`, ask: expect.stringContaining(`What is "${about}"?`), how: expect.stringContaining(dismissals) }],
      });
      const explained = await dermatologist.get(`/v1/contraindication-checks/${checked.id}/explanation`);
      expect(explained.body.text).toContain(`What is “${about}”?`);
      expect(explained.body.text).not.toContain('Mesotherapy may be given');
    }
  });

  it('may be a misspelt name: what may be meant is proposed, once, and read as little as anything else', async () => {
    await add('medications', { name: 'Lorattadine 10', status: 'active' });
    const checked = await check('mesotherapy');
    expect(checked.outcome).toBe('needs-data');
    expect(checked.unread).toMatchObject([{ reason: 'misspelt', words: ['lorattadine'], alternatives: [{ system: 'atc', code: 'R06AX13', display: 'Loratadine' }] }]);
    expect(findingOf(checked, 'record.unread')!.missing[0]!.how).toContain('Record it with a code: Loratadine (R06AX13) may be meant.');
    await add('allergies', { substance: { text: 'lignocain' } });
    const { id } = await check('mesotherapy');
    const { body } = await dermatologist.get(`/v1/contraindication-checks/${id}/explanation`);
    expect(body.text).toContain('Perhaps: Lidocaine.');
  }); // prettier-ignore

  it('that may be the name of something grave counts as that, and stays to be made out', async () => {
    await add('medications', { name: 'Warfrin 5', status: 'active' });
    for (const [treatment, rule] of [
      ['mesotherapy', 'mesotherapy.anticoagulant'],
      ['scalp-micropigmentation', 'smp.anticoagulant'],
    ] as const) {
      const checked = await check(treatment);
      expect([checked.outcome, findingOf(checked, rule)?.outcome]).toEqual(['contraindicated', 'contraindicated']);
    }
  });

  it('is read once it is recorded with one of the codes that were proposed', async () => {
    const id = await add('medications', { name: 'Lorattadine 10', status: 'active' });
    const [{ alternatives }] = (await check('mesotherapy')).unread as [Item];
    const { system, code } = alternatives[0]!;
    await dermatologist.post(`/v1/medications/${id}/entered-in-error`, { reason: 'Misspelt' }, { ifMatch: 1 });
    await add('medications', { name: 'Loratadine 10', code: { system, code }, status: 'active' });
    expect(await check('mesotherapy')).toMatchObject({ outcome: 'clear', unread: [] });
  });

  it('is told under one id however often, and in whatever letters, it was recorded', async () => {
    await add('medications', { name: 'Zorvexil', status: 'active' });
    const [{ id }] = (await check('mesotherapy')).unread as [Item];
    const again = { startedAt: new Date().toISOString(), medicalHistory: { medications: [{ name: ' ZORVEXIL', status: 'active' }] } };
    expect((await dermatologist.post(`/v1/patients/${patientId}/consultations`, again)).status).toBe(201);
    expect((await check('mesotherapy')).unread.map((item) => item.id)).toEqual([id]);
  });

  it('among what is planned is an ingredient that nobody knows, or a product of which nobody knows what is in it', async () => {
    const product = (await dermatologist.post('/v1/products', { kind: 'other', name: 'Cooling mist', ingredients: [], stockUnit: 'mL' })).body.id as string;
    const cartridge = { kind: 'cartridge', name: 'Cartridge of three', ingredients: [], stockUnit: '{piece}', needle: { needlesPerCartridge: 3 } };
    const needle = (await dermatologist.post('/v1/products', cartridge)).body.id as string;
    for (const treatment of treatments) {
      const checked = await check(treatment, { ingredients: ['biotin', 'Zorvexil'], products: [product, needle] });
      expect(checked.unread).toMatchObject([
        { fact: 'planned-ingredient', about: 'Zorvexil', recordedAt: null, source: { type: 'request', id: null }, reason: 'unknown-words' },
        { fact: 'planned-product', about: 'Cooling mist', recordedAt: null, source: { type: 'request', id: null }, reason: 'no-ingredients' },
      ]);
      expect(checked.outcome).toBe('needs-data');
      expect(findingOf(checked, 'record.unread')!.missing.map(({ fact }) => fact)).toEqual(['unread.planned-ingredient', 'unread.planned-product']);
    }
    expect((await check('mesotherapy', { ingredients: ['biotin'], products: [needle] })).outcome).toBe('clear');
  });

  it('is told by a question that stores nothing, too', async () => {
    const { body } = await dermatologist.post('/v1/contraindication-checks/evaluate', {
      treatment: 'mesotherapy',
      plannedOn: dayFromNow(0),
      ingredients: ['Zorvexil'],
      patient: { birthDate: '1991-04-03', sexAtBirth: 'female' },
      consultations: [{ startedAt: new Date().toISOString(), medicalHistory: { medications: [{ name: 'Quexapril', status: 'active' }] } }],
    });
    const told = (body.unread as Item[]).map(({ fact, about, source }) => [fact, about, source.type]);
    expect(told).toEqual([
      ['medication', 'Quexapril', 'request'],
      ['planned-ingredient', 'Zorvexil', 'request'],
    ]);
    expect(body.dismissed).toEqual([]);
  });
});

describe('a laboratory result that nobody can read', () => {
  it('is told in the answer that stores it, and in the check; one that is called abnormal calls for caution', async () => {
    const stored = await report(
      { code: { system: 'loinc', code: '33959-8', display: 'Procalcitonin' }, value: 4, unit: 'ng/mL', laboratoryInterpretation: 'H' },
      result('718-7', { text: 'haemolysed' }),
    );
    expect(stored.status).toBe(201);
    expect(stored.body.results).toMatchObject([
      { unread: { why: expect.stringContaining('Procalcitonin'), toDo: expect.stringContaining('A dermatologist reads it') } },
      { unread: { why: expect.stringContaining('haemolysed'), toDo: expect.stringContaining('Record the figure') } },
    ]);
    for (const treatment of treatments) {
      const checked = await check(treatment);
      expect(checked.outcome).toBe('caution');
      expect(checked.unread).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ fact: 'laboratory-result', about: 'Procalcitonin: 4 ng/mL', reason: 'unknown-result', outcome: 'caution', source: { type: 'blood-test', id: stored.body.id } }),
          expect.objectContaining({ fact: 'laboratory-result', about: 'Haemoglobin: haemolysed', reason: 'unknown-result', outcome: 'clear' }),
        ]),
      ); // prettier-ignore
      expect(checked.unread).toHaveLength(2);
      expect(open(checked)).toEqual(['record.unread-results']);
      expect(findingOf(checked, 'record.unread-results')).toMatchObject({
        outcome: 'caution',
        overridable: false,
        missing: [],
        because: [{ fact: 'laboratory-result', text: 'Procalcitonin: 4 ng/mL', code: { code: '33959-8' } }],
      });
      const { body } = await dermatologist.get(`/v1/contraindication-checks/${checked.id}/explanation`);
      expect(body.text).toContain('Haemoglobin: haemolysed');
      expect(body.text).not.toMatch(/718-7|33959-8/);
    }
  });

  it('that its laboratory calls normal is told, and changes nothing', async () => {
    await report({ code: { system: 'loinc', code: '33959-8', display: 'Procalcitonin' }, value: 0.02, unit: 'ng/mL', laboratoryInterpretation: 'N' });
    expect(await check('mesotherapy')).toMatchObject({ outcome: 'clear', unread: [{ about: 'Procalcitonin: 0.02 ng/mL', outcome: 'clear' }] });
  });

  it('is told no more once its test was repeated and could be read, or it was entered in error', async () => {
    await report(result('718-7', { text: 'haemolysed' }));
    expect((await check('mesotherapy')).unread).toHaveLength(1);
    expect((await report(result('718-7', { value: 13.4, unit: 'g/dL' }))).status).toBe(201);
    expect((await check('mesotherapy')).unread).toEqual([]);
    const wrong = await report({
      code: { system: 'loinc', code: '33959-8', display: 'Procalcitonin' },
      value: 4,
      unit: 'ng/mL',
      laboratoryInterpretation: 'H',
    });
    expect((await check('mesotherapy')).outcome).toBe('caution');
    await dermatologist.post(`/v1/blood-tests/${wrong.body.id}/entered-in-error`, { reason: 'Another patient' });
    expect(await check('mesotherapy')).toMatchObject({ outcome: 'clear', unread: [] });
  });

  it('that an integration client reports between visits screens the open plan', async () => {
    const client = await clinic.asClient(['consultation.write']);
    const { planId, prepared } = await activePlan(clinic);
    const results = [{ code: { system: 'loinc', code: '33959-8', display: 'Procalcitonin' }, value: 4, unit: 'ng/mL', laboratoryInterpretation: 'H' }];
    const stored = await client.post(`/v1/patients/${prepared.patientId}/blood-tests`, { collectedAt: new Date().toISOString(), results });
    expect([stored.status, stored.body.results]).toMatchObject([201, [{ unread: { why: expect.any(String) } }]]);
    const { body: plan } = await dermatologist.get(`/v1/treatment-plans/${planId}`);
    expect(plan.currentCheckId).not.toBe(prepared.checkId);
    const { body: screened } = await dermatologist.get(`/v1/contraindication-checks/${plan.currentCheckId}`);
    expect(screened).toMatchObject({ outcome: 'caution', unread: [{ about: 'Procalcitonin: 4 ng/mL' }] });
  });
});

describe('an exemption', () => {
  const registered = async (patient: object) => {
    const { body } = await dermatologist.post('/v1/patients', {
      names: [{ text: 'Exempt Testperson' }],
      sexAtBirth: 'female',
      birthDate: '1991-04-03',
      ...patient,
    });
    patientId = body.id as string;
  };
  const consultation = (medicalHistory: object) =>
    dermatologist.post(`/v1/patients/${patientId}/consultations`, { startedAt: new Date().toISOString(), medicalHistory });
  const pregnancyRules = [
    ['mesotherapy', 'mesotherapy.pregnancy'],
    ['scalp-micropigmentation', 'smp.pregnancy-breastfeeding'],
  ] as const;

  it('by an age that nobody reaches excuses nothing: a stated pregnancy counts, and the birth date is asked for', async () => {
    await registered({ birthDate: '1900' });
    await consultation({ pregnancy: { status: 'yes', assessedOn: dayFromNow(0) } });
    for (const [treatment, rule] of pregnancyRules) {
      const checked = await check(treatment);
      expect([checked.outcome, findingOf(checked, rule)]).toMatchObject(['contraindicated', { outcome: 'contraindicated', because: [{ fact: 'pregnancy', value: 'yes' }] }]);
      const asked = checked.findings.flatMap(({ missing }) => missing).filter(({ fact }) => fact === 'birthDate');
      expect(asked).toMatchObject([{ ask: expect.stringContaining('1900') }]);
    }
  }); // prettier-ignore

  it.each<[string, object, object]>([
    ['by an age past pregnancy', { birthDate: '1950-04-03' }, {}],
    ['by sex', { sexAtBirth: 'male' }, {}],
    ['by a hysterectomy', {}, { procedures: [{ text: 'Hysterectomy', performedOn: '2019' }] }],
    ['by an answer that she cannot', {}, { capacityForPregnancy: 'no' }],
  ])('%s excuses nobody from a stated pregnancy, and the two are told as a contradiction', async (_what, patient, history) => {
    await registered(patient);
    await consultation({ ...history, pregnancy: { status: 'yes', assessedOn: dayFromNow(0) } });
    for (const [treatment, rule] of pregnancyRules) {
      const answer = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn: dayFromNow(0) });
      const checked = answer.body as Checked;
      expect([checked.outcome, findingOf(checked, rule)?.outcome]).toEqual(['contraindicated', 'contraindicated']);
      expect(answer.body.contradictions).toMatchObject([{ about: 'pregnancy' }]);
    }
  });

  it('by a hysterectomy excuses nobody from a positive test of pregnancy, and the two are told as a contradiction', async () => {
    await registered({});
    await consultation({ procedures: [{ text: 'Hysterectomy', performedOn: '2019' }] });
    expect((await report(result('2106-3', { text: 'Positive' }))).status).toBe(201);
    for (const [treatment, rule] of pregnancyRules) {
      const answer = await dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, { treatment, plannedOn: dayFromNow(0) });
      expect(findingOf(answer.body as Checked, rule)).toMatchObject({
        outcome: 'contraindicated',
        because: [{ fact: 'lab', about: 'hcg', value: 'positive' }],
      });
      expect(answer.body.contradictions).toMatchObject([
        {
          about: 'pregnancy',
          says: [
            { fact: 'procedure', about: 'hysterectomy' },
            { fact: 'lab', about: 'hcg' },
          ],
          reconcile: expect.any(String),
        },
      ]);
    }
  });

  it('answers a question that nobody asked', async () => {
    await registered({});
    await consultation({ procedures: [{ text: 'Hysterectomy', performedOn: '2019' }], reviewed: ['procedures'] });
    for (const [treatment, rule] of pregnancyRules.slice(0, 1)) expect(findingOf(await check(treatment), rule)?.outcome).toBe('clear');
  });
});
