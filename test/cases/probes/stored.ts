/**
 * Probes that one request cannot say: what is recorded between visits, in a draft, by an amendment or by an integration client; what
 * happened in a session; what a plan is for. Each begins with the healthy person of the worked cases, registered and signed.
 */
import { setTimeout } from 'node:timers/promises';
import { treatmentExamples } from '../../../src/treatments/index.js';
import { listWorkedCases } from '../../../src/cli/demo/worked-cases.js';
import type { Caller, TestClinic } from '../../support/app.js';
import { consentTo, photographed, planFor } from '../../support/journey.js';
import { day, each, instant, meso, shortNames, smp, treatmentOf, type Expected, type Got, type Probe, type ShortName } from './probe.js';

/** A registered person; with a plan that is active, and a first session that was given, where the probe asks for one. */
interface Stage {
  clinic: TestClinic;
  dermatologist: Caller;
  patientId: string;
  consultationId: string;
  /** The plan, and its sessions; the first has been completed. */
  planId: string;
  sessionIds: string[];
}

type StageName = 'registered' | 'mesotherapy given' | 'micropigmentation given' | 'mesotherapy planned' | 'micropigmentation planned';

export interface StoredProbe extends Pick<Probe, 'kind' | 'change' | 'atLeast' | 'atMost' | 'because' | 'mayRefuse'> {
  stage: StageName;
  /** Records the change. What it answers is the outcome; where it answers nothing, a check of each treatment tells. */
  act: (stage: Stage) => Promise<Got | void>;
}

type More = Partial<Pick<StoredProbe, 'stage' | 'mayRefuse' | 'atMost'>>;

const stored = (kind: string, change: string, act: StoredProbe['act'], atLeast: Expected | undefined, because: string, more: More = {}): StoredProbe => ({
  kind,
  change,
  act,
  because,
  stage: 'registered',
  mayRefuse: false,
  ...(atLeast && { atLeast }),
  ...more,
});

const rightNow = (): string => new Date().toISOString();

const icd = (code: string) => ({ system: 'icd-10', code });
const loinc = (code: string) => ({ system: 'loinc', code });
const atc = (code: string) => ({ system: 'atc', code });

interface Made {
  id: string;
  [member: string]: unknown;
}

/** Fails where the record itself is not taken: then nothing was tried. */
const must = async (answer: Promise<{ status: number; text: string; body: unknown }>): Promise<Made> => {
  const { status, text, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${text}`);
  return body as Made;
};

const toList =
  (list: 'conditions' | 'medications' | 'allergies' | 'procedures' | 'blood-tests', entry: object): StoredProbe['act'] =>
  async ({ dermatologist, patientId }) => {
    await must(dermatologist.post(`/v1/patients/${patientId}/${list}`, entry));
  };

const result = (code: string, result: object, daysAgo = 0): object => ({ collectedAt: instant(-daysAgo), results: [{ code: loinc(code), ...result }] });

const between = 'between visits';
const betweenVisits: readonly StoredProbe[] = [
  stored(between, 'condition D66', toList('conditions', { code: icd('D66') }), 'contraindicated', 'haemophilia'),
  stored(between, 'condition "lupus"', toList('conditions', { text: 'lupus' }), meso('contraindicated'), 'lupus'),
  stored(between, 'condition "Zubrowski syndrome"', toList('conditions', { text: 'Zubrowski syndrome' }), 'needs-data', 'nobody knows it'),
  stored(between, 'condition snomed 999999999', toList('conditions', { code: { system: 'snomed', code: '999999999' } }), 'needs-data', 'nobody knows it'),
  stored(between, 'condition D66 resolved', toList('conditions', { code: icd('D66'), clinicalStatus: 'resolved' }), 'caution', 'haemophilia does not resolve'),
  stored(
    between,
    'condition L64.8 "type 2 diabetes on insulin"',
    toList('conditions', { code: icd('L64.8'), text: 'type 2 diabetes on insulin' }),
    meso('contraindicated'),
    'the words say diabetes',
  ),
  stored(
    between,
    'medicine "Dolo 650 SOS, Warf 5 daily"',
    toList('medications', { name: 'Dolo 650 SOS, Warf 5 daily' }),
    'contraindicated',
    'Warf is warfarin',
  ),
  stored(between, 'medicine "Zubromycin"', toList('medications', { name: 'Zubromycin' }), 'needs-data', 'nobody knows it'),
  stored(between, 'medicine C10BX08', toList('medications', { code: atc('C10BX08') }), each('caution', 'contraindicated'), 'it holds aspirin'),
  stored(between, 'medicine "blood thinner"', toList('medications', { name: 'blood thinner' }), 'needs-data', 'which?'),
  stored(
    between,
    'medicine N02BE01 "Warfarin 5 mg"',
    toList('medications', { name: 'Warfarin 5 mg', code: atc('N02BE01') }),
    'contraindicated',
    'the words say warfarin',
  ),
  stored(between, 'medicine "Dolo 650 SOS"', toList('medications', { name: 'Dolo 650 SOS' }), undefined, 'paracetamol', { atMost: 'clear' }),
  stored(between, 'allergy "lignocain"', toList('allergies', { substance: { text: 'lignocain' } }), 'needs-data', 'a near miss of what is planned'),
  stored(between, 'allergy N01BB52', toList('allergies', { substance: { code: atc('N01BB52') } }), 'contraindicated', 'lidocaine in a combination'),
  stored(
    between,
    'allergy "numbing injection at the dentist"',
    toList('allergies', { substance: { text: 'numbing injection at the dentist' } }),
    'needs-data',
    'which anaesthetic?',
  ),
  stored(between, 'allergy "Zubromycin"', toList('allergies', { substance: { text: 'Zubromycin' } }), 'needs-data', 'nobody knows it'),
  stored(
    between,
    'procedure "FUE hair transplantation, Delhi"',
    toList('procedures', { text: 'FUE hair transplantation, Delhi', performedOn: day(-60) }),
    smp('caution'),
    'younger than twelve months',
  ),
  stored(between, 'procedure "skin graft scalp"', toList('procedures', { text: 'skin graft scalp', performedOn: day(-60) }), 'caution', 'a fresh scar on site'),
  stored(between, 'procedure "Zubrowski operation"', toList('procedures', { text: 'Zubrowski operation' }), 'needs-data', 'nobody knows it'),
  stored(
    between,
    'HbA1c 9 % under 17856-6',
    toList('blood-tests', result('17856-6', { value: 9, unit: '%' })),
    each('contraindicated', 'caution'),
    'a diabetes',
  ),
  stored(between, 'HbA1c "8.0 %"', toList('blood-tests', result('4548-4', { text: '8.0 %' })), meso('contraindicated'), 'a diabetes'),
  stored(between, 'hCG positive', toList('blood-tests', result('2118-8', { text: 'positive' })), 'contraindicated', 'a pregnancy'),
  stored(between, 'hCG 850 IU/L', toList('blood-tests', result('21198-7', { value: 850, unit: '[IU]/L' })), 'contraindicated', 'a pregnancy'),
  stored(between, 'hCG positive 20 days ago', toList('blood-tests', result('2118-8', { text: 'positive' }, 20)), 'needs-data', 'what became of it?'),
  stored(
    between,
    'factor VIII of 4 %',
    toList('blood-tests', result('3209-4', { value: 4, unit: '%', referenceRange: { low: 50, high: 150 } })),
    'caution',
    'its laboratory calls it low',
  ),
  stored(between, 'HIV reactive', toList('blood-tests', result('56888-1', { text: 'reactive' })), 'caution', 'for whoever handles the needles'),
  stored(between, 'haemoglobin 13.4 g/dL', toList('blood-tests', result('718-7', { value: 13.4, unit: 'g/dL' })), undefined, 'normal', { atMost: 'clear' }),
  stored(
    between,
    'a pregnancy in a draft',
    async ({ dermatologist, patientId }) => {
      await must(
        dermatologist.post(`/v1/patients/${patientId}/consultations`, {
          startedAt: rightNow(),
          medicalHistory: { pregnancy: { status: 'yes', assessedOn: day(0) } },
        }),
      );
    },
    'contraindicated',
    'a draft counts as well',
  ),
  stored(
    between,
    '"Warf 5" in a draft',
    async ({ dermatologist, patientId }) => {
      await must(
        dermatologist.post(`/v1/patients/${patientId}/consultations`, { startedAt: rightNow(), medicalHistory: { medications: [{ name: 'Warf 5' }] } }),
      );
    },
    'contraindicated',
    'a draft counts as well',
  ),
  stored(
    between,
    'D66 by an amendment',
    async ({ dermatologist, consultationId }) => {
      await must(
        dermatologist.post(
          `/v1/consultations/${consultationId}/amendments`,
          { reason: 'Forgotten', changes: { medicalHistory: { conditions: [{ code: icd('D66'), clinicalStatus: 'active' }] } } },
          { ifMatch: 2 },
        ),
      );
    },
    'contraindicated',
    'an amendment counts as well',
  ),
  stored(
    between,
    '"Zubromycin" by an amendment',
    async ({ dermatologist, consultationId }) => {
      await must(
        dermatologist.post(
          `/v1/consultations/${consultationId}/amendments`,
          { reason: 'Forgotten', changes: { medicalHistory: { medications: [{ name: 'Zubromycin' }] } } },
          { ifMatch: 2 },
        ),
      );
    },
    'needs-data',
    'nobody knows it',
  ),
  stored(
    between,
    '"haemophilia" by an integration client',
    async ({ clinic, patientId }) => {
      const client = await clinic.asClient(['consultation.write']);
      await must(client.post(`/v1/patients/${patientId}/conditions`, { text: 'haemophilia' }));
    },
    'contraindicated',
    'a bleeding disorder',
  ),
  stored(
    between,
    'HbA1c 9 % under 17856-6 by an integration client',
    async ({ clinic, patientId }) => {
      const client = await clinic.asClient(['consultation.write']);
      await must(client.post(`/v1/patients/${patientId}/blood-tests`, result('17856-6', { value: 9, unit: '%' })));
    },
    meso('contraindicated'),
    'a diabetes',
  ),
  stored(
    between,
    'the birth year corrected to one of a child',
    async ({ dermatologist, patientId }) => {
      await must(dermatologist.patch(`/v1/patients/${patientId}`, { birthDate: '2015-01-01' }, { ifMatch: 1 }));
    },
    'contraindicated',
    'under 18',
  ),
  stored(
    between,
    'a pregnancy, and the birth year mistyped as 1919',
    async ({ dermatologist, patientId }) => {
      await must(dermatologist.patch(`/v1/patients/${patientId}`, { birthDate: '1919-01-01' }, { ifMatch: 1 }));
      await must(
        dermatologist.post(`/v1/patients/${patientId}/consultations`, {
          startedAt: rightNow(),
          medicalHistory: { pregnancy: { status: 'yes', assessedOn: day(0) } },
        }),
      );
    },
    'contraindicated',
    'an exemption excuses silence, never a stated fact',
  ),
];

/** An event of the first session that began just now; over, where it is said to be. */
const event =
  (type: string, more: object = {}): StoredProbe['act'] =>
  async ({ dermatologist, sessionIds }) => {
    const sent = { type, grade: 2, onsetAt: rightNow(), outcome: 'not-recovered', ...more };
    await setTimeout(5);
    const ended = sent.outcome === 'recovered' ? { ...sent, resolvedAt: rightNow() } : sent;
    await must(dermatologist.post(`/v1/treatment-sessions/${sessionIds[0]}/adverse-events`, ended));
  };
const after = 'after a session';
const given: More = { stage: 'mesotherapy given' };
const pigmented: More = { stage: 'micropigmentation given' };
const recovered = { outcome: 'recovered' };
const events: readonly StoredProbe[] = [
  stored(after, 'nothing', () => Promise.resolve(), undefined, 'a session without any event, and the interval between sessions', {
    ...given,
    atMost: 'caution',
  }),
  stored(after, 'a swelling of grade 1', event('swelling', { grade: 1, outcome: 'recovering' }), undefined, 'it was to be expected', {
    ...given,
    atMost: 'caution',
  }),
  stored(after, 'an allergic reaction', event('allergic-reaction'), 'needs-data', 'to what? It counts until the allergy is recorded', given),
  stored(after, 'an allergic reaction that is over', event('allergic-reaction', recovered), 'needs-data', 'the allergy is not over', given),
  stored(after, 'an allergic reaction of grade 1', event('allergic-reaction', { grade: 1 }), 'needs-data', 'the next one may be graver', given),
  stored(after, 'anaphylaxis', event('anaphylaxis', { grade: 4 }), 'needs-data', 'to what?', given),
  stored(after, 'anaphylaxis of grade 2', event('anaphylaxis', recovered), 'needs-data', 'to what? It is serious at any grade', given),
  stored(after, 'toxicity of the anaesthetic', event('anaesthetic-toxicity', { grade: 3, ...recovered }), 'caution', 'a lower dose, or none', given),
  stored(after, 'an infection that is not over', event('infection'), 'contraindicated', 'an active infection on site', given),
  stored(after, 'an infection of which nobody knows how it ended', event('infection', { outcome: 'unknown' }), 'contraindicated', 'not said to be over', given),
  stored(after, 'an infection that is getting better', event('infection', { outcome: 'recovering' }), 'contraindicated', 'not over', given),
  stored(after, 'an infection that is over', event('infection', recovered), undefined, 'it is over', { ...given, atMost: 'caution' }),
  stored(after, 'an abscess', event('abscess'), 'contraindicated', 'an infection on site', given),
  stored(after, 'a mycobacterial infection', event('mycobacterial-infection', { grade: 3 }), 'contraindicated', 'an infection on site', given),
  stored(after, 'a granuloma', event('granuloma'), 'caution', 'to be made out first', given),
  stored(after, 'a scar', event('scarring'), 'caution', 'a tendency to keloids is to be asked about', given),
  stored(after, 'a faint', event('vasovagal-syncope', { grade: 2, ...recovered }), 'caution', 'needles', given),
  stored(after, 'loss of hair at the site', event('hair-loss-at-site'), 'caution', 'to be made out first', given),
  stored(after, 'pain beyond 48 hours', event('pain-beyond-48-hours'), 'caution', 'an infection is to be ruled out', given),
  stored(
    after,
    'something else: "collapsed, lips swollen"',
    event('other', { description: 'collapsed, lips swollen', grade: 3 }),
    'needs-data',
    'it is to be made out',
    given,
  ),
  stored(after, 'a needle that broke', event('needlestick-injury'), 'caution', 'is it out?', given),
  stored(after, 'an allergic reaction', event('allergic-reaction'), 'needs-data', 'to what? It counts until the allergy is recorded', pigmented),
  stored(after, 'an infection that is not over', event('infection'), 'contraindicated', 'an active infection on site', pigmented),
  stored(after, 'pigment that migrates', event('pigment-migration'), smp('caution'), 'to be made out first', pigmented),
  stored(after, 'a colour that changed', event('colour-change'), smp('caution'), 'to be made out first', pigmented),
  stored(after, 'scabs', event('scabbing', { grade: 1, outcome: 'recovering' }), undefined, 'they were to be expected', { ...pigmented, atMost: 'caution' }),
];

/** Whether the next session of the plan can be begun. */
const startOf = async ({ dermatologist, sessionIds }: Stage, index: number, body: object = {}): Promise<Got> =>
  (await dermatologist.post(`/v1/treatment-sessions/${sessionIds[index]}/start`, body, { ifMatch: 1 })).status === 200 ? 'clear' : 'refused';

const mayNot: More = { mayRefuse: true };
const start = 'start of a session';
const startsOf = (stage: StageName, treatment: ShortName): readonly StoredProbe[] => {
  const expected: Expected = { [treatment]: 'contraindicated' };
  const starting = (change: string, record: ((stage: Stage) => Promise<unknown>) | null, body: object, because: string): StoredProbe =>
    stored(
      start,
      change,
      async (here) => {
        await record?.(here);
        return startOf(here, 0, body);
      },
      expected,
      because,
      { ...mayNot, stage },
    );
  return [
    starting('after a positive hCG', toList('blood-tests', result('2118-8', { text: 'positive' })), {}, 'a pregnancy'),
    starting('after an hCG of 850 IU/L', toList('blood-tests', result('21198-7', { value: 850, unit: '[IU]/L' })), {}, 'a pregnancy'),
    starting(
      'with lidocaine, and an allergy to "lignocain"',
      toList('allergies', { substance: { text: 'lignocain' } }),
      { ingredients: ['lidocaine'] },
      'a near miss',
    ),
    starting(
      'with "LOX 2%", and an allergy to lidocaine',
      toList('allergies', { substance: { text: 'lidocaine' } }),
      { ingredients: ['LOX 2%'] },
      'a brand of lidocaine',
    ),
    starting('with "secret cocktail"', null, { ingredients: ['secret cocktail'] }, 'nobody knows what is in it'),
    starting('after "Warf 5" was recorded', toList('medications', { name: 'Warf 5' }), {}, 'an anticoagulant'),
    starting('after an unknown medicine was recorded', toList('medications', { name: 'Zubromycin' }), {}, 'nobody knows it'),
  ];
};
const begun: readonly StoredProbe[] = [
  stored(start, 'with nothing recorded since', (here) => startOf(here, 0, { ingredients: ['d-panthenol'] }), undefined, 'nothing stands in the way', {
    stage: 'mesotherapy planned',
    atMost: meso('clear'),
  }),
  ...startsOf('mesotherapy planned', 'mesotherapy'),
  ...startsOf('micropigmentation planned', 'smp'),
  stored(start, 'of the second session on the day of the first', (here) => startOf(here, 1), meso('contraindicated'), 'the interval between sessions', {
    ...mayNot,
    ...given,
  }),
  stored(start, 'of the second sitting on the day of the first', (here) => startOf(here, 1), smp('contraindicated'), 'the interval between sittings', {
    ...mayNot,
    ...pigmented,
  }),
  stored(
    start,
    'of the second session after an allergic reaction',
    async (here) => {
      await event('allergic-reaction')(here);
      return startOf(here, 1, { ingredients: ['d-panthenol'] });
    },
    meso('contraindicated'),
    'to what?',
    { ...mayNot, ...given },
  ),
];

/** Proposes a plan of micropigmentation for something; the outcome is that of its check, once proposed. */
const proposed =
  (indications: readonly string[]): StoredProbe['act'] =>
  async ({ dermatologist, patientId, consultationId }) => {
    const check = await must(
      dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, {
        treatment: treatmentOf.smp,
        plannedOn: day(0),
        consultationId,
        ingredients: ['carbon-pigment'],
      }),
    );
    const sent = { ...planFor({ patientId, consultationId, checkId: check.id }, treatmentOf.smp), indications };
    const plan = await dermatologist.post(`/v1/patients/${patientId}/treatment-plans`, sent);
    if (plan.status !== 201) return 'refused';
    const moved = await dermatologist.post(`/v1/treatment-plans/${plan.body.id}/propose`, undefined, { ifMatch: 1 });
    if (moved.status !== 200) return 'refused';
    const { body } = await dermatologist.get(`/v1/contraindication-checks/${moved.body.currentCheckId}`);
    return body.outcome as Got;
  };
const purpose = 'what a plan is for';
const indications: readonly StoredProbe[] = [
  stored(purpose, 'a burned scar', proposed(['scar-or-burn']), smp('caution'), 'how old is it?', mayNot),
  stored(purpose, 'a strip scar', proposed(['strip-scar']), smp('caution'), 'how old is it?', mayNot),
  stored(purpose, 'alopecia areata', proposed(['alopecia-areata']), smp('caution'), 'which medicines were tried, and how long is it stable?', mayNot),
  stored(
    purpose,
    'alopecia totalis',
    proposed(['extensive-alopecia-areata']),
    smp('caution'),
    'which medicines were tried, and how long is it stable?',
    mayNot,
  ),
  stored(purpose, 'scarring alopecia', proposed(['scarring-alopecia']), smp('caution'), 'how long has it been quiet?', mayNot),
  stored(purpose, 'loss of beard by a burn', proposed(['beard-loss-trauma']), smp('caution'), 'how old is the scar?', mayNot),
  stored(purpose, 'hereditary loss', proposed(['hereditary-hair-loss']), undefined, 'nothing to ask', { atMost: smp('clear') }),
];

export const storedProbes: readonly StoredProbe[] = [...betweenVisits, ...events, ...begun, ...indications];

const timeZone = 'Asia/Kolkata';

const register = async (clinic: TestClinic): Promise<Stage> => {
  const dermatologist = clinic.as('dermatologist');
  const [healthy] = listWorkedCases(new Date(), timeZone);
  const patient = await must(dermatologist.post('/v1/patients', healthy!.patient));
  const consultation = await must(dermatologist.post(`/v1/patients/${patient.id}/consultations`, healthy!.consultation));
  await must(dermatologist.post(`/v1/consultations/${consultation.id}/sign`, undefined, { ifMatch: 1 }));
  return { clinic, dermatologist, patientId: patient.id, consultationId: consultation.id, planId: '', sessionIds: [] };
};

const withPlan = async (stage: Stage, treatment: ShortName): Promise<Stage> => {
  const { clinic, dermatologist, patientId, consultationId } = stage;
  const full = treatmentOf[treatment];
  const check = await must(
    dermatologist.post(`/v1/patients/${patientId}/contraindication-checks`, {
      treatment: full,
      plannedOn: day(0),
      consultationId,
      ingredients: usual[treatment],
    }),
  );
  const plan = await must(dermatologist.post(`/v1/patients/${patientId}/treatment-plans`, planFor({ patientId, consultationId, checkId: check.id }, full)));
  await consentTo(clinic, patientId, full);
  if (treatment === 'smp') await photographed(clinic, patientId);
  for (const [index, action] of ['propose', 'accept', 'start'].entries())
    await must(dermatologist.post(`/v1/treatment-plans/${plan.id}/${action}`, undefined, { ifMatch: index + 1 }));
  const sessions = await must(dermatologist.get(`/v1/treatment-plans/${plan.id}/sessions`));
  return { ...stage, planId: plan.id, sessionIds: (sessions.items as { id: string }[]).map(({ id }) => id) };
};

const usual: Record<ShortName, string[]> = { mesotherapy: ['d-panthenol'], smp: ['carbon-pigment'] };
const records: Record<ShortName, object> = {
  mesotherapy: { ...treatmentExamples.mesotherapyRecord, mesotherapy: { ...treatmentExamples.mesotherapyRecord.mesotherapy, substances: ['d-panthenol'] } },
  smp: treatmentExamples.micropigmentationRecord,
};

const withSession = async (stage: Stage, treatment: ShortName): Promise<Stage> => {
  const planned = await withPlan(stage, treatment);
  const path = `/v1/treatment-sessions/${planned.sessionIds[0]}`;
  await must(planned.dermatologist.post(`${path}/start`, { ingredients: usual[treatment] }, { ifMatch: 1 }));
  await must(planned.dermatologist.post(`${path}/complete`, records[treatment], { ifMatch: 2 }));
  return planned;
};

const stages: Record<StageName, (stage: Stage) => Promise<Stage>> = {
  registered: (stage) => Promise.resolve(stage),
  'mesotherapy planned': (stage) => withPlan(stage, 'mesotherapy'),
  'micropigmentation planned': (stage) => withPlan(stage, 'smp'),
  'mesotherapy given': (stage) => withSession(stage, 'mesotherapy'),
  'micropigmentation given': (stage) => withSession(stage, 'smp'),
};

const ingredientsOfChecks: Record<ShortName, string[]> = { mesotherapy: ['d-panthenol', 'lidocaine'], smp: ['carbon-pigment', 'lidocaine'] };

/** Records the change and asks about each treatment. */
export const runStored = async (clinic: TestClinic, probe: StoredProbe): Promise<{ treatment: ShortName; got: Got }[]> => {
  const stage = await stages[probe.stage](await register(clinic));
  const acted = await probe.act(stage);
  const answers: { treatment: ShortName; got: Got }[] = [];
  for (const treatment of shortNames) {
    if (acted) answers.push({ treatment, got: acted });
    else {
      const planned = { treatment: treatmentOf[treatment], plannedOn: day(2), ingredients: ingredientsOfChecks[treatment] };
      const check = await must(stage.dermatologist.post(`/v1/patients/${stage.patientId}/contraindication-checks`, planned));
      answers.push({ treatment, got: check.outcome as Got });
    }
  }
  return answers;
};
