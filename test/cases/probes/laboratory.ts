import { addResult, changed, each, earlier, figure, instant, meso, pressure, together, withoutResults, worded, type Probe, type ResultSent } from './probe.js';

const loinc = (code: string, display?: string) => ({ system: 'loinc', code, ...(display && { display }) });
const hba1c = ['4548-4'];
const glucose = ['1558-6'];
const inr = ['6301-6'];
const platelets = ['777-3'];
const haemoglobin = ['718-7'];
const tsh = ['3016-3'];

const aliases: readonly Probe[] = [
  figure('4548-4', 9, '%', each('contraindicated', 'caution'), 'haemoglobin A1c of 9 %'),
  figure('17856-6', 9, '%', each('contraindicated', 'caution'), 'haemoglobin A1c by chromatography', hba1c),
  figure('17855-8', 9, '%', each('contraindicated', 'caution'), 'haemoglobin A1c as computed', hba1c),
  figure('4549-2', 9, '%', each('contraindicated', 'caution'), 'haemoglobin A1c by electrophoresis', hba1c),
  figure('62388-4', 9, '%', each('contraindicated', 'caution'), 'haemoglobin A1c by another standard', hba1c),
  figure('59261-8', 75, 'mmol/mol', each('contraindicated', 'caution'), 'haemoglobin A1c by the IFCC', hba1c),
  figure('17856-6', 6.5, '%', meso('contraindicated'), 'the fresh one under the usual code says 5.2 %: the graver of the two holds'),
  figure('17856-6', 6, '%', meso('caution'), 'a raised haemoglobin A1c', hba1c),
  figure('1558-6', 160, 'mg/dL', meso('contraindicated'), 'fasting glucose of a diabetic'),
  figure('14771-0', 9.1, 'mmol/L', meso('contraindicated'), 'fasting glucose in mmol/L', glucose),
  figure('1556-0', 160, 'mg/dL', meso('caution'), 'fasting glucose of a finger', glucose),
  figure('41604-0', 160, 'mg/dL', meso('caution'), 'fasting glucose by a glucometer', glucose),
  figure('1518-0', 240, 'mg/dL', meso('contraindicated'), 'glucose two hours after 75 g'),
  figure('1518-0', 160, 'mg/dL', meso('caution'), 'an impaired tolerance of glucose'),
  figure('1521-4', 260, 'mg/dL', meso('caution'), 'glucose two hours after a meal'),
  figure('2345-7', 320, 'mg/dL', meso('caution'), 'a random glucose of 320 mg/dL'),
  figure('2339-0', 320, 'mg/dL', meso('caution'), 'a random glucose in whole blood'),
  figure('74774-1', 320, 'mg/dL', meso('caution'), 'glucose in blood, serum or plasma'),
  figure('6301-6', 3.2, '{INR}', each('contraindicated', 'caution'), 'an INR of somebody on warfarin'),
  figure('34714-6', 3.2, '{INR}', each('contraindicated', 'caution'), 'an INR in blood', inr),
  figure('38875-1', 3.2, '{INR}', each('contraindicated', 'caution'), 'an INR in plasma or blood', inr),
  figure('46418-0', 3.2, '{INR}', each('contraindicated', 'caution'), 'an INR from a finger', inr),
  figure('6301-6', 3.2, '1', each('contraindicated', 'caution'), 'an INR in the unit 1', [], { mayRefuse: true }),
  figure('5902-2', 31, 's', each('caution', 'caution'), 'a long prothrombin time, and no INR', inr),
  figure('5964-2', 31, 's', each('caution', 'caution'), 'a long prothrombin time in blood, and no INR', inr),
  figure('14979-9', 62, 's', each('contraindicated', 'caution'), 'a long aPTT'),
  figure('3173-2', 62, 's', each('contraindicated', 'caution'), 'a long aPTT in blood', ['14979-9']),
  figure('777-3', 40, '10*3/uL', 'contraindicated', 'few platelets'),
  figure('26515-7', 40, '10*3/uL', 'contraindicated', 'few platelets, whatever the method', platelets),
  figure('778-1', 40, '10*3/uL', 'contraindicated', 'few platelets, counted by eye', platelets),
  figure('49497-1', 40, '10*3/uL', 'contraindicated', 'few platelets, estimated', platelets),
  figure('26515-7', 40, '10*9/L', 'contraindicated', 'few platelets in another unit', platelets),
  figure('777-3', 40000, '/uL', 'contraindicated', 'few platelets in a microlitre'),
  figure('718-7', 6.8, 'g/dL', each('caution', 'caution'), 'a severe anaemia'),
  figure('20509-6', 6.8, 'g/dL', each('caution', 'caution'), 'a severe anaemia, computed', haemoglobin),
  figure('59260-0', 4.2, 'mmol/L', each('caution', 'caution'), 'a severe anaemia in mmol/L', haemoglobin),
  figure('751-8', 0.4, '10*3/uL', 'contraindicated', 'hardly any neutrophils'),
  figure('751-8', 0.8, '10*3/uL', each('caution', 'contraindicated'), 'few neutrophils'),
  figure('26499-4', 0.8, '10*3/uL', each('caution', 'contraindicated'), 'few neutrophils, whatever the method', ['751-8']),
  figure('753-4', 0.8, '10*3/uL', each('caution', 'contraindicated'), 'few neutrophils, counted by eye', ['751-8']),
  figure('6690-2', 24, '10*3/uL', meso('caution'), 'many leucocytes'),
  figure('26464-8', 24, '10*3/uL', meso('caution'), 'many leucocytes, whatever the method', ['6690-2']),
  figure('6690-2', 1.2, '10*3/uL', each('caution', 'caution'), 'few leucocytes'),
  figure('3016-3', 14, 'm[IU]/L', meso('caution'), 'an underactive thyroid'),
  figure('11580-8', 14, 'm[IU]/L', meso('caution'), 'a TSH of the third generation', tsh),
  figure('11579-0', 14, 'm[IU]/L', meso('caution'), 'a TSH of the second generation', tsh),
  figure('3024-7', 4.8, 'ng/dL', meso('caution'), 'a free T4 of an overactive thyroid'),
  figure('2276-4', 5, 'ng/mL', meso('caution'), 'no iron in store'),
  figure('20567-4', 5, 'ng/mL', meso('caution'), 'no iron in store, by immunoassay', ['2276-4']),
  figure('1988-5', 64, 'mg/L', meso('caution'), 'an inflammation'),
  figure('30522-7', 64, 'mg/L', meso('caution'), 'an inflammation, by a sensitive method', ['1988-5']),
  figure('4537-7', 90, 'mm/h', meso('caution'), 'a sedimentation rate of 90'),
  figure('1742-6', 320, 'U/L', meso('caution'), 'an inflamed liver'),
  figure('1743-4', 320, 'U/L', meso('caution'), 'an inflamed liver, by the other method', ['1742-6']),
  figure('1920-8', 320, 'U/L', meso('caution'), 'AST of an inflamed liver'),
  figure('30239-8', 320, 'U/L', meso('caution'), 'AST by the other method'),
  figure('1975-2', 4.8, 'mg/dL', meso('caution'), 'jaundice'),
  figure('1751-7', 2.1, 'g/dL', meso('caution'), 'little albumin: liver, kidney or food'),
  figure('2160-0', 3.4, 'mg/dL', meso('caution'), 'kidney failure', ['98979-8']),
  figure('14682-9', 300, 'umol/L', meso('caution'), 'kidney failure in umol/L', ['98979-8']),
  figure('98979-8', 24, 'mL/min/{1.73_m2}', meso('caution'), 'kidney failure'),
  figure('62238-1', 24, 'mL/min/{1.73_m2}', meso('caution'), 'kidney failure by another formula', ['98979-8']),
  figure('48642-3', 24, 'mL/min/{1.73_m2}', meso('caution'), 'kidney failure by an older formula', ['98979-8']),
  figure('88293-6', 24, 'mL/min/{1.73_m2}', meso('caution'), 'kidney failure by an older formula', ['98979-8']),
  figure('11067-6', 22, 'min', meso('caution'), 'a long bleeding time'),
  figure('2986-8', 260, 'ng/dL', meso('caution'), 'the testosterone of a man in a woman: a cause to look for first'),
  figure('2842-3', 180, 'ng/mL', meso('caution'), 'a prolactin of a tumour: a cause to look for first'),
];

const pregnant: readonly Probe[] = [
  ...(
    [
      ['2118-8', 'positive'],
      ['2106-3', 'positive'],
      ['80384-1', 'positive'],
      ['2110-5', 'positive'],
      ['2112-1', 'positive'],
      ['2118-8', 'POSITIVE'],
      ['2118-8', 'Pos'],
      ['2118-8', '+ve'],
      ['2118-8', 'reactive'],
      ['2118-8', 'detected'],
      ['2106-3', 'two lines'],
    ] as const
  ).map(([code, text]) => worded(code, text, text === 'two lines' ? 'needs-data' : 'contraindicated', 'a positive test of pregnancy')),
  worded('2118-8', 'weakly positive', 'contraindicated', 'a positive test of pregnancy'),
  worded('2118-8', 'faint line', 'needs-data', 'to be repeated'),
  worded('2118-8', 'equivocal', 'needs-data', 'to be repeated'),
  worded('2118-8', 'invalid, repeat', 'caution', 'to be repeated'),
  figure('19080-1', 850, '[IU]/L', 'contraindicated', 'a quantity of hCG of a pregnancy'),
  figure('21198-7', 850, '[IU]/L', 'contraindicated', 'a quantity of beta-hCG of a pregnancy'),
  figure('45194-8', 850, '[IU]/L', 'contraindicated', 'a quantity of hCG of a pregnancy'),
  figure('21198-7', 850, 'm[IU]/mL', 'contraindicated', 'the same in another unit'),
  figure('21198-7', 14, '[IU]/L', 'caution', 'between 5 and 25: to be repeated'),
  worded('21198-7', '850', 'contraindicated', 'a quantity sent as text'),
  worded('21198-7', '> 1000', 'contraindicated', 'a quantity sent as text'),
];

const inWords: readonly Probe[] = [
  worded('4548-4', '8.0 %', meso('contraindicated'), 'a figure sent as text'),
  worded('4548-4', '8.0', meso('contraindicated'), 'a figure sent as text without its unit'),
  worded('4548-4', '>14', each('contraindicated', 'caution'), 'a figure sent as text, beyond the range of the device'),
  worded('17856-6', '8,0 %', meso('contraindicated'), 'a figure sent as text, with a comma', hba1c),
  worded('4548-4', 'high', meso('caution'), 'a word in the place of a figure'),
  worded('1558-6', '160 mg/dL', meso('contraindicated'), 'a figure sent as text'),
  worded('777-3', '45,000', 'contraindicated', 'forty-five thousand a microlitre'),
  worded('777-3', '45000 /cumm', 'contraindicated', 'forty-five thousand a microlitre'),
  worded('777-3', '0.45 lakh', 'contraindicated', 'forty-five thousand, as laboratories in India write it'),
  worded('777-3', 'reduced on smear', 'caution', 'words in the place of a figure'),
  worded('6301-6', '3.2', each('contraindicated', 'caution'), 'a figure sent as text'),
  worded('6301-6', 'INR 3.2', each('contraindicated', 'caution'), 'a figure sent as text'),
  worded('718-7', '6.8 g/dl', each('caution', 'caution'), 'a figure sent as text'),
  worded('3016-3', '<0.01', meso('caution'), 'an overactive thyroid, sent as text'),
  ...(['positive', 'reactive', '1:320 speckled', 'Positive 1:160 homogeneous', '+++', 'detected', '1:640'] as const).map((text) =>
    worded('8061-4', text, meso('caution'), 'antinuclear antibodies'),
  ),
  worded('5048-4', '1:320', meso('caution'), 'a titre of antinuclear antibodies'),
  worded('5130-0', 'positive', meso('caution'), 'antibodies against DNA'),
  ...(
    [
      ['5196-1', 'reactive'],
      ['5195-3', 'Positive'],
      ['5195-3', 'detected'],
      ['58452-4', 'reactive'],
      ['13955-0', 'reactive'],
      ['16128-1', 'positive'],
      ['56888-1', 'reactive'],
      ['31201-7', 'detected'],
      ['7918-6', 'reactive'],
      ['56888-1', 'weakly reactive'],
    ] as const
  ).map(([code, text]) => worded(code, text, 'caution', 'hepatitis or HIV: for whoever handles the needles')),
];

const abnormal = (code: string, display: string, result: Partial<ResultSent>, because: string): Probe =>
  changed(
    'laboratory result',
    `${code} (${display}) ${result.text ?? `${result.value} ${result.unit}`}`,
    addResult({ code: loinc(code, display), ...result }),
    'caution',
    because,
  );
const unread: readonly Probe[] = [
  abnormal('3209-4', 'factor VIII', { value: 4, unit: '%', referenceRange: { low: 50, high: 150 } }, 'its laboratory calls it low'),
  abnormal('48065-7', 'D-dimer', { value: 4200, unit: 'ng/mL', referenceRange: { high: 500 } }, 'its laboratory calls it high'),
  abnormal('6598-7', 'troponin', { value: 3, unit: 'ng/mL', referenceRange: { high: 0.04 } }, 'its laboratory calls it high'),
  abnormal('30934-4', 'BNP', { value: 1800, unit: 'pg/mL', referenceRange: { high: 100 } }, 'its laboratory calls it high'),
  abnormal('2614-6', 'methaemoglobin', { value: 14, unit: '%', referenceRange: { high: 1.5 } }, 'its laboratory calls it high'),
  abnormal('3255-7', 'fibrinogen', { value: 60, unit: 'mg/dL', referenceRange: { low: 200, high: 400 } }, 'its laboratory calls it low'),
  abnormal('20507-0', 'RPR', { text: 'reactive 1:32' }, 'syphilis'),
  abnormal('5292-8', 'VDRL', { text: 'Reactive' }, 'syphilis'),
  abnormal('2857-1', 'PSA', { value: 90, unit: 'ng/mL', referenceRange: { high: 4 } }, 'its laboratory calls it high'),
  abnormal('2143-6', 'cortisol', { value: 0.5, unit: 'ug/dL', referenceRange: { low: 5, high: 25 } }, 'its laboratory calls it low'),
  abnormal('32546-4', 'G6PD', { value: 1, unit: 'U/g{Hb}', referenceRange: { low: 7, high: 20 } }, 'a lack of G6PD'),
  abnormal('600-7', 'blood culture', { text: 'Staphylococcus aureus grown' }, 'bacteria in the blood'),
  abnormal('630-4', 'urine culture', { text: 'E. coli > 10^5' }, 'an infection'),
  abnormal('580-1', 'fungus culture of skin', { text: 'Trichophyton grown' }, 'a fungal infection'),
];

/** A sample of so many days ago in which one result stood. */
const sampleOf = (daysAgo: number, result: ResultSent) =>
  together(({ today }) => void today.bloodTests.push({ collectedAt: instant(-daysAgo), results: [result] }));
const kind = 'old result';
const old: readonly Probe[] = [
  changed(
    kind,
    'HbA1c 8 % of 100 days ago, none since',
    together(withoutResults('4548-4'), sampleOf(100, { code: loinc('4548-4'), value: 8, unit: '%' })),
    meso('caution'),
    'it is not healed by the calendar',
  ),
  changed(
    kind,
    'HbA1c 10 % of 200 days ago, none since',
    together(withoutResults('4548-4'), sampleOf(200, { code: loinc('4548-4'), value: 10, unit: '%' })),
    each('caution', 'caution'),
    'it is not healed by the calendar',
  ),
  changed(
    kind,
    'HbA1c 8 % of 400 days ago under 17856-6, none since',
    together(withoutResults('4548-4'), sampleOf(400, { code: loinc('17856-6'), value: 8, unit: '%' })),
    meso('caution'),
    'it is not healed by the calendar',
  ),
  changed(
    kind,
    'hCG positive 20 days ago, the answer of today is no',
    sampleOf(20, { code: loinc('2118-8'), text: 'positive' }),
    'needs-data',
    'a pregnancy does not end in twenty days unsaid',
  ),
  changed(
    kind,
    'hCG positive 100 days ago, the answer of today is no',
    sampleOf(100, { code: loinc('2118-8'), text: 'positive' }),
    'caution',
    'what became of it?',
  ),
  changed(kind, 'hCG 850 IU/L 20 days ago', sampleOf(20, { code: loinc('21198-7'), value: 850, unit: '[IU]/L' }), 'needs-data', 'what became of it?'),
  changed(
    kind,
    'platelets 40 of 120 days ago, none since',
    together(withoutResults('777-3'), sampleOf(120, { code: loinc('777-3'), value: 40, unit: '10*3/uL' })),
    each('needs-data', 'caution'),
    'a bad one keeps warning',
  ),
  changed(
    kind,
    'INR 4 of 120 days ago, none since',
    together(withoutResults('6301-6'), sampleOf(120, { code: loinc('6301-6'), value: 4, unit: '{INR}' })),
    each('needs-data', 'caution'),
    'a bad one keeps warning',
  ),
  changed(kind, 'HBsAg reactive 300 days ago', sampleOf(300, { code: loinc('5196-1'), text: 'reactive' }), 'caution', 'hepatitis B does not go by itself'),
  changed(kind, 'HIV reactive two years ago', sampleOf(730, { code: loinc('56888-1'), text: 'reactive' }), 'caution', 'HIV does not go'),
  changed(kind, 'ANA 1:640 of 200 days ago', sampleOf(200, { code: loinc('8061-4'), text: '1:640' }), meso('caution'), 'it is not healed by the calendar'),
  changed(
    kind,
    'neutrophils 0.6 of 60 days ago, none since',
    together(withoutResults('751-8'), sampleOf(60, { code: loinc('751-8'), value: 0.6, unit: '10*3/uL' })),
    each('caution', 'caution'),
    'a bad one keeps warning',
  ),
  changed(
    kind,
    'creatinine 3.4 of 250 days ago, no filtration rate',
    together(withoutResults('98979-8'), sampleOf(250, { code: loinc('2160-0'), value: 3.4, unit: 'mg/dL' })),
    meso('caution'),
    'a bad one keeps warning',
  ),
  changed(kind, 'all of the blood is 100 days old', ({ today }) => (today.bloodTests[0]!.collectedAt = instant(-100)), meso('needs-data'), 'too old to clear'),
  changed(kind, 'no blood test', ({ today }) => (today.bloodTests = []), meso('needs-data'), 'none on file'),
  changed(kind, 'no haemoglobin', withoutResults('718-7'), meso('needs-data'), 'a result that is required'),
  changed(kind, 'no platelets', withoutResults('777-3'), meso('needs-data'), 'a result that is required'),
  changed(kind, 'no TSH', withoutResults('3016-3'), meso('needs-data'), 'a result that is required'),
  changed(kind, 'neither glucose nor HbA1c', withoutResults('1558-6', '4548-4'), meso('needs-data'), 'a result that is required'),
  changed(kind, 'no INR and no prothrombin time', withoutResults('6301-6'), meso('needs-data'), 'a result that is required'),
];

const blood = 'blood pressure';
const pressures: readonly Probe[] = [
  changed(blood, '190/120 today', pressure(190, 120), each('contraindicated', 'caution'), 'a crisis'),
  changed(blood, '184/84 today', pressure(184, 84), meso('contraindicated'), 'a systolic of a crisis'),
  changed(blood, '150/112 today', pressure(150, 112), meso('contraindicated'), 'a diastolic of a crisis'),
  changed(blood, '150/94 today', pressure(150, 94), meso('caution'), 'raised'),
  changed(blood, '190/120 31 days ago', pressure(190, 120, 31), each('needs-data', 'caution'), 'it asks for a new one'),
  changed(blood, '190/120 100 days ago', pressure(190, 120, 100), each('needs-data', 'caution'), 'it asks for a new one'),
  changed(blood, '162/104 40 days ago', pressure(162, 104, 40), meso('caution'), 'it is not healed by the calendar'),
  changed(blood, '82/48 today', pressure(82, 48), each('caution', 'caution'), 'fainting'),
  changed(
    blood,
    '118/76 a month ago, 190/120 today',
    (asked) => {
      earlier(30, {})(asked);
      pressure(190, 120)(asked);
    },
    meso('contraindicated'),
    'the newest holds',
  ),
];

export const laboratory: readonly Probe[] = [...aliases, ...pregnant, ...inWords, ...unread, ...old, ...pressures];
