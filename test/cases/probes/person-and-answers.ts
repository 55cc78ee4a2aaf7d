import {
  addCondition,
  addProcedure,
  addResult,
  answered,
  changed,
  day,
  each,
  earlier,
  instant,
  meso,
  seen,
  smp,
  today,
  together,
  type Probe,
} from './probe.js';

type Edit = Probe['edit'];

const born =
  (birthDate: string | null): Edit =>
  ({ patient }) => {
    patient.birthDate = birthDate;
  };
const male: Edit = ({ patient }) => {
  patient.sexAtBirth = 'male';
};
const noCapacity: Edit = (asked) => {
  asked.today.medicalHistory.capacityForPregnancy = 'no';
};
const hysterectomy = addProcedure({ code: { system: 'hairline', code: 'hysterectomy' }, performedOn: '2015' });
const year = Number(today.slice(0, 4));

/** Each answers the question of a pregnancy that nobody asked. */
export const exemptions: readonly [string, Edit][] = [
  ['sex at birth male', male],
  ['capacity for pregnancy "no"', noCapacity],
  ['a hysterectomy in 2015', hysterectomy],
  ['a birth year mistyped as 1919', born('1919-04-03')],
  ['an age of 126', born(`${year - 126}-04-03`)],
  ['an age of 60', born(`${year - 60}-01-01`)],
  ['an age of 8', born(`${year - 8}-01-01`)],
];

const said: Edit = (asked) => {
  asked.today.medicalHistory.pregnancy = { status: 'yes', assessedOn: day(0) };
};
const unsaid: Edit = (asked) => {
  delete asked.today.medicalHistory.pregnancy;
};
const tested = addResult({ code: { system: 'loinc', code: '2118-8' }, text: 'positive' });
const quantity = addResult({ code: { system: 'loinc', code: '21198-7' }, value: 12000, unit: '[IU]/L' });
const codedO = addCondition({ code: { system: 'icd-10', code: 'O26.9' } });
const codedZ = addCondition({ code: { system: 'icd-10', code: 'Z33' } });
const words = addCondition({ text: '3 months pregnant' });

export const stated: readonly [string, Edit][] = [
  ['pregnancy "yes"', said],
  ['hCG positive', tested],
  ['hCG 12000 IU/L', quantity],
  ['condition O26.9', codedO],
  ['condition Z33', codedZ],
  ['"3 months pregnant"', words],
];

const kind = 'pregnancy and exemption';
const pregnant: readonly Probe[] = [
  ...stated.map(([fact, edit]) => changed(kind, fact, edit, 'contraindicated', 'a stated pregnancy')),
  ...exemptions.flatMap(([exemption, exempt]) =>
    stated.map(([fact, edit]) =>
      changed(kind, `${fact} against ${exemption}`, together(exempt, edit), 'contraindicated', 'an exemption excuses silence, never a stated fact'),
    ),
  ),
  ...exemptions.map(([exemption, exempt]) =>
    changed(
      kind,
      `breastfeeding "yes" against ${exemption}`,
      together(exempt, ({ today: { medicalHistory } }) => void (medicalHistory.breastfeeding = 'yes')),
      'caution',
      'an exemption excuses silence, never a stated fact',
    ),
  ),
  changed(kind, 'pregnancy "yes" today', said, 'contraindicated', 'a man by sex at birth who says so', { of: 'man' }),
  changed(
    kind,
    'pregnancy unknown',
    (asked) => (asked.today.medicalHistory.pregnancy = { status: 'unknown', assessedOn: day(0) }),
    'needs-data',
    'nobody knows',
  ),
  changed(kind, 'pregnancy never asked', unsaid, 'needs-data', 'silence'),
  changed(
    kind,
    'pregnancy "no" 20 days ago',
    (asked) => (asked.today.medicalHistory.pregnancy = { status: 'no', assessedOn: day(-20) }),
    'needs-data',
    'too old',
  ),
  changed(
    kind,
    'pregnancy "yes", due 5 days ago',
    (asked) => (asked.today.medicalHistory.pregnancy = { status: 'yes', assessedOn: day(-60), dueOn: day(-5) }),
    'needs-data',
    'born or not: nobody said',
  ),
  changed(
    kind,
    'pregnancy "yes" 100 days ago',
    (asked) => (asked.today.medicalHistory.pregnancy = { status: 'yes', assessedOn: day(-100) }),
    'contraindicated',
    'a yes does not get too old',
  ),
  changed(kind, 'pregnancy never asked, age 126', together(unsaid, born(`${year - 126}-01-01`)), 'needs-data', 'an age that nobody has exempts nobody'),
  changed(kind, 'pregnancy never asked, birth year 1900', together(unsaid, born('1900')), 'needs-data', 'an age that nobody has exempts nobody'),
  changed(kind, 'pregnancy never asked, born tomorrow', together(unsaid, born(day(1))), 'needs-data', 'an age below 0', { mayRefuse: true }),
  changed(kind, 'pregnancy never asked, born in ten years', together(unsaid, born(`${year + 10}-01-01`)), 'needs-data', 'an age below 0', { mayRefuse: true }),
  changed(kind, 'pregnancy never asked, no birth date', together(unsaid, born(null)), 'needs-data', 'nobody knows the age'),
  changed(
    kind,
    'pregnancy never asked, sex at birth unknown',
    together(unsaid, ({ patient }) => void (patient.sexAtBirth = 'unknown')),
    'needs-data',
    'nobody knows',
  ),
  changed(
    kind,
    'pregnancy never asked, intersex',
    together(unsaid, ({ patient }) => void (patient.sexAtBirth = 'intersex')),
    'needs-data',
    'it may be possible',
  ),
  changed(
    kind,
    'pregnancy never asked, capacity "no" four years ago',
    together(unsaid, earlier(4 * 365, { capacityForPregnancy: 'no' })),
    'needs-data',
    'an exemption rests on an answer that is itself of an age',
  ),
  changed(
    kind,
    'pregnancy never asked, "no hysterectomy"',
    together(unsaid, addProcedure({ text: 'no hysterectomy' })),
    'needs-data',
    'the operation is denied',
  ),
  changed(
    kind,
    'pregnancy never asked, "hysterectomy advised"',
    together(unsaid, addProcedure({ text: 'hysterectomy advised' })),
    'needs-data',
    'the operation has not been done',
  ),
  changed(
    kind,
    'pregnancy never asked, "hysteroscopy"',
    together(unsaid, addProcedure({ text: 'hysteroscopy', performedOn: '2020' })),
    'needs-data',
    'another operation',
  ),
  changed(
    kind,
    'pregnancy never asked, "tubal ligation"',
    together(unsaid, addProcedure({ text: 'tubal ligation', performedOn: '2020' })),
    'needs-data',
    'it fails at times: the question is short',
  ),
  changed(
    kind,
    'pregnancy never asked, "hysterectomy" of the mother',
    together(unsaid, addProcedure({ text: "mother's hysterectomy" })),
    'needs-data',
    'somebody else',
  ),
  changed(
    kind,
    'yes 30 days ago in an earlier consultation, never asked since',
    together(unsaid, earlier(30, { pregnancy: { status: 'yes', assessedOn: day(-30) } })),
    'contraindicated',
    'a yes does not get too old',
  ),
  changed(
    kind,
    'O26.9 in an earlier consultation 30 days ago, not on the list of today',
    earlier(30, { conditions: [{ code: { system: 'icd-10', code: 'O26.9' }, clinicalStatus: 'active' }] }),
    'clear',
    'today she says no, and the list is complete',
  ),
];

const age: readonly Probe[] = [
  changed('person', 'age 17', born(`${year - 17}-01-01`), 'contraindicated', 'under 18'),
  changed('person', 'age 12', born(`${year - 12}-01-01`), 'contraindicated', 'under 18'),
  changed('person', '18 tomorrow', born(`${year - 18}${day(1).slice(4)}`), 'clear', 'of age on the planned day'),
  changed('person', '18 in ten days', born(`${Number(day(10).slice(0, 4)) - 18}${day(10).slice(4)}`), 'contraindicated', 'under 18 on the planned day'),
  changed('person', 'born in the year of 18', born(String(year - 18)), 'needs-data', 'perhaps under 18'),
  changed('person', 'no birth date', born(null), 'needs-data', 'perhaps under 18'),
  changed('person', 'age 126', born(`${year - 126}-01-01`), 'caution', 'a mistyped year'),
  changed('person', 'born in 1019', born('1019-04-03'), 'caution', 'a mistyped year', { mayRefuse: true }),
  changed('person', 'born tomorrow', born(day(1)), 'contraindicated', 'under 18, or a mistyped year', { mayRefuse: true }),
  changed('person', 'nobody signed', ({ today: latest }) => void (latest.signed = false), 'needs-data', 'no dermatologist has'),
  changed('person', 'the consultation is 200 days old', ({ today: latest }) => void (latest.startedAt = instant(-200)), 'needs-data', 'too old'),
  changed('person', 'planned in 200 days', (asked) => void (asked.plannedOn = day(200)), 'needs-data', 'everything is too old by then'),
];

const answers: readonly Probe[] = [
  answered('diabetes', 'yes', meso('contraindicated'), 'the patient says so'),
  answered('bleeding-disorder', 'yes', 'contraindicated', 'the patient says so'),
  answered('active-infection', 'yes', each('contraindicated', 'caution'), 'the patient says so'),
  answered('autoimmune-disorder', 'yes', meso('contraindicated'), 'the patient says so'),
  answered('hypertension', 'yes', meso('contraindicated'), 'the patient says so'),
  answered('heart-condition', 'yes', meso('contraindicated'), 'the patient says so'),
  answered('keloid-tendency', 'yes', 'caution', 'the patient says so'),
  answered('epilepsy', 'yes', meso('caution'), 'the patient says so'),
  answered('cancer', 'yes', each('contraindicated', 'caution'), 'the patient says so'),
  answered('liver-disease', 'yes', meso('caution'), 'the patient says so'),
  answered('kidney-disease', 'yes', meso('caution'), 'the patient says so'),
  answered('immunodeficiency', 'yes', meso('caution'), 'the patient says so; for pigment the documents call it no obstacle'),
  answered('cold-sores', 'yes', 'caution', 'needles set them off'),
  answered('fainting-at-injections', 'yes', 'caution', 'needles'),
  answered('previous-reaction-to-local-anaesthetic', 'yes', each('needs-data', 'contraindicated'), 'lidocaine is planned'),
  answered('previous-reaction-to-tattoo-pigment', 'yes', smp('contraindicated'), 'pigment is planned'),
  answered('recent-sunburn-or-wound-on-site', 'yes', each('caution', 'contraindicated'), 'it heals first'),
  answered('active-infection', 'unknown', meso('needs-data'), 'silence'),
  answered('keloid-tendency', 'unknown', 'needs-data', 'silence'),
  answered('recent-sunburn-or-wound-on-site', 'unknown', smp('needs-data'), 'silence'),
  answered('previous-reaction-to-local-anaesthetic', 'unknown', smp('needs-data'), 'silence, and lidocaine is planned'),
  answered('previous-reaction-to-tattoo-pigment', 'unknown', smp('needs-data'), 'silence'),
  ...(['conditions', 'medications', 'allergies'] as const).map((list) =>
    changed(
      'answer',
      `the list of ${list} was not reviewed`,
      ({ today: { medicalHistory } }) => void (medicalHistory.reviewed = medicalHistory.reviewed.filter((text) => text !== list)),
      list === 'conditions' ? smp('needs-data') : 'needs-data',
      'an empty list that nobody went through says nothing',
    ),
  ),
  changed(
    'answer',
    'the list of procedures was not reviewed',
    ({ today: { medicalHistory } }) => void (medicalHistory.reviewed = medicalHistory.reviewed.filter((text) => text !== 'procedures')),
    smp('needs-data'),
    'an empty list that nobody went through says nothing',
  ),
  ...(['diabetes', 'bleeding-disorder', 'autoimmune-disorder', 'heart-condition', 'epilepsy'] as const).map((question) =>
    changed(
      'answer',
      `${question}: "yes" 40 days ago, "no" today`,
      earlier(40, { screening: { [question]: 'yes' } }),
      meso('caution'),
      'it does not end with a later no',
    ),
  ),
  changed(
    'answer',
    'bleeding-disorder: "yes" 40 days ago, "no" today, for micropigmentation',
    earlier(40, { screening: { 'bleeding-disorder': 'yes' } }),
    smp('caution'),
    'it does not end with a later no',
  ),
  changed(
    'answer',
    'keloid-tendency: "yes" 40 days ago, "no" today',
    earlier(40, { screening: { 'keloid-tendency': 'yes' } }),
    'caution',
    'it does not end with a later no',
  ),
  changed(
    'answer',
    'previous-reaction-to-local-anaesthetic: "yes" 40 days ago, "no" today',
    earlier(40, { screening: { 'previous-reaction-to-local-anaesthetic': 'yes' } }),
    'caution',
    'which of the two is right?',
  ),
  changed(
    'answer',
    'previous-reaction-to-tattoo-pigment: "yes" 40 days ago, "no" today',
    earlier(40, { screening: { 'previous-reaction-to-tattoo-pigment': 'yes' } }),
    smp('caution'),
    'which of the two is right?',
  ),
  changed(
    'answer',
    'B20 40 days ago, the list of today is complete without it',
    earlier(40, { conditions: [{ code: { system: 'icd-10', code: 'B20' }, clinicalStatus: 'active' }] }),
    'caution',
    'HIV does not end by being left out',
  ),
  ...(['E10.9', 'I21.9', 'G40.9', 'M32.9', 'Z94.0', 'B18.1'] as const).map((code) =>
    changed(
      'answer',
      `${code} 40 days ago, the list of today is complete without it`,
      earlier(40, { conditions: [{ code: { system: 'icd-10', code }, clinicalStatus: 'active' }] }),
      meso('caution'),
      'it does not end by being left out',
    ),
  ),
];

const causes = (...codes: string[]) => ({ possibleCauses: codes.map((code) => ({ system: 'icd-10', code })) });
const trichoanalyses: readonly Probe[] = [
  ...(['bacterial', 'fungal', 'viral', 'parasitic', 'unspecified'] as const).map((infection) => seen({ infection }, 'contraindicated', 'an infection on site')),
  seen({ infection: 'unknown' }, meso('needs-data'), 'nobody knows'),
  seen({ inflammation: 'moderate' }, meso('caution'), 'an inflamed scalp'),
  seen({ inflammation: 'severe' }, each('caution', 'caution'), 'a severely inflamed scalp'),
  seen({ inflammation: 'unknown' }, meso('needs-data'), 'nobody knows'),
  seen({ inflammation: 'severe', perifollicularSigns: ['pustules'] }, 'needs-data', 'pustules: an infection is to be ruled out'),
  seen({ inflammation: 'moderate', perifollicularSigns: ['pustules', 'crusts'] }, each('caution', 'caution'), 'pustules: an infection is to be ruled out'),
  seen({ inflammation: 'mild', perifollicularSigns: ['pustules'] }, each('caution', 'caution'), 'pustules: an infection is to be ruled out'),
  seen({ inflammation: 'moderate', perifollicularSigns: ['fibrosis'] }, each('caution', 'caution'), 'a scarring disease that is active'),
  seen({ suspiciousLesion: 'yes' }, each('needs-data', 'contraindicated'), 'it is examined before anything is done there'),
  seen(causes('B35.0'), 'needs-data', 'a fungal cause, and no infection: which is right?'),
  seen(causes('L64.9', 'B35.0'), 'needs-data', 'a fungal cause in the second place'),
  seen(causes('B35.9'), 'needs-data', 'a fungal cause'),
  seen(causes('L08.9'), 'needs-data', 'an infection of the skin as the cause'),
  seen(causes('A51.4'), 'caution', 'syphilis as the cause'),
  seen(causes('L66.1'), 'caution', 'lichen planopilaris as the cause'),
  seen(causes('L66.2'), 'caution', 'folliculitis decalvans as the cause'),
  seen(causes('L66.3'), 'caution', 'dissecting cellulitis as the cause'),
  seen(causes('L66.9'), 'caution', 'a scarring loss as the cause'),
  seen(causes('L93.0'), 'caution', 'discoid lupus as the cause'),
  seen(causes('M32.9'), meso('caution'), 'lupus as the cause'),
  seen(causes('L63.9'), meso('caution'), 'alopecia areata as the cause'),
  seen(causes('L40.9'), 'caution', 'psoriasis as the cause'),
  seen(causes('L21.0'), meso('caution'), 'seborrhoeic dermatitis as the cause'),
  seen(causes('C44.4'), 'needs-data', 'a skin cancer as the cause'),
  seen(causes('C43.4'), 'needs-data', 'a melanoma as the cause'),
  seen(causes('F63.3'), 'caution', 'pulling out hair as the cause'),
  seen(causes('E05.9'), meso('caution'), 'an overactive thyroid as the cause'),
  seen(causes('E61.1'), meso('clear'), 'a lack of iron as the cause: the blood says otherwise'),
  seen({ possibleCauses: [{ system: 'snomed', code: '999999999' }] }, 'needs-data', 'a code that nobody knows'),
  seen({ possibleCauses: [{ system: 'snomed', code: '5441008' }] }, 'needs-data', 'ringworm of the scalp by SNOMED CT'),
  seen({ signs: ['exclamation-mark-hairs', 'yellow-dots', 'black-dots'] }, meso('caution'), 'the signs of alopecia areata'),
  seen({ scalpCondition: ['scarred', 'atrophic'] }, 'caution', 'a scar or a scarring disease'),
  seen({ scalpCondition: ['erythematous', 'tender'], inflammation: 'severe' }, each('caution', 'caution'), 'an inflamed scalp'),
  changed('trichoanalysis', 'none', ({ today: latest }) => void (latest.trichoanalyses = []), 'needs-data', 'none on file'),
  changed('trichoanalysis', 'of 200 days ago', ({ today: latest }) => void (latest.trichoanalyses[0]!.performedAt = instant(-200)), 'needs-data', 'too old'),
  changed(
    'trichoanalysis',
    'a second region with a fungal infection',
    ({ today: latest }) => void latest.trichoanalyses.push({ ...structuredClone(latest.trichoanalyses[0]!), region: 'occipital', infection: 'fungal' }),
    'contraindicated',
    'an infection of another region of the scalp',
  ),
  changed(
    'trichoanalysis',
    'a suspicious lesion in the second region',
    ({ today: latest }) => void latest.trichoanalyses.push({ ...structuredClone(latest.trichoanalyses[0]!), region: 'frontal', suspiciousLesion: 'yes' }),
    each('needs-data', 'contraindicated'),
    'it is examined first',
  ),
];

export const personAndAnswers: readonly Probe[] = [...pregnant, ...age, ...answers, ...trichoanalyses];
