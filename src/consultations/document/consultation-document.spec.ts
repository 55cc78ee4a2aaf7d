import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { consultationExamples } from '../examples/consultation.examples.js';
import type { ConsultationInput } from '../consultation.dto.js';
import { buildConsultation } from '../domain/consultation-input.js';
import type { ConsultationRecord } from '../domain/consultation-record.js';
import { screeningQuestions } from '../domain/medical-history/screening.js';
import { getMessages } from '../../messages/index.js';
import { toResponse } from '../consultation.response.js';
import { buildConsultationView, type DocumentSources } from './consultation-document.js';
import { findGauge } from './gauge.js';
import { Calendar, formatUnit } from './print.js';

const { whole } = consultationExamples;
const person = { name: 'Dr Test Dermatologist', role: 'dermatologist', registrationNumber: 'TEST-1' };

let made = 0;
const recordOf = (input: object, over: Partial<ConsultationRecord> = {}): ConsultationRecord => {
  const context = {
    patientId: 'patient',
    sexAtBirth: 'female',
    birthDate: '1991-04-03',
    now: new Date('2026-11-20T06:00:00Z'),
    timeZone: 'Asia/Kolkata',
    newId: () => String(++made).padStart(4, '0'),
  } as const;
  const { record, errors } = buildConsultation(input as ConsultationInput, 'recorder', context);
  expect(errors).toEqual([]);
  return { ...record, ...over };
};

const viewOf = (input: object, over: Partial<ConsultationRecord> = {}, sources: Partial<DocumentSources> = {}) =>
  buildConsultationView({
    consultation: recordOf(input, over),
    scales: [],
    versions: [],
    patient: { name: 'Asha Testperson', birthDate: '1991-04-03', sexAtBirth: 'female', gender: null, recordNumber: 'P000042' },
    clinic: { name: 'Test Clinic', country: 'IN', timeZone: 'Asia/Kolkata' },
    signer: null,
    recorder: null,
    ...sources,
  });

const history = (medicalHistory: object) => viewOf({ startedAt: whole.startedAt, medicalHistory }).history;
const listNamed = (medicalHistory: object, label: string) => history(medicalHistory).lists.find((list) => list.label === label)!;
const results = (...reported: object[]) => viewOf({ ...whole, bloodTests: [{ collectedAt: '2026-01-12T08:00:00+05:30', results: reported }] });
const result = (code: string, value: number, unit: string, rest: object = {}) => ({ code: { system: 'loinc', code }, value, unit, ...rest });

describe('the document of a consultation', () => {
  it('says who, when and how old on that day, by the clinic’s calendar', () => {
    // Half past seven in the evening in UTC is the next day in Kolkata: her birthday.
    const view = viewOf({ startedAt: '2026-04-02T19:30:00Z' });
    expect(view.patient.map(({ value }) => value)).toEqual(['Asha Testperson', '3 April 1991 (35 years)', 'Female']);
    expect(view.visit[0]).toEqual({ label: 'Date', value: '3 April 2026, 01:00' });
  });

  it.each([
    ['1991', '1991 (34 or 35 years)'],
    ['1991-04', 'April 1991 (34 years)'],
    [null, 'Not known'],
  ])('says the birth date %s as exactly as it is known', (birthDate, said) => {
    const patient = { name: 'Asha Testperson', birthDate, sexAtBirth: 'female', gender: null, recordNumber: 'P1' };
    expect(viewOf({ startedAt: '2026-01-20T10:15:00+05:30' }, {}, { patient }).patient[1]!.value).toBe(said);
  });

  it.each([
    ['draft', 'DRAFT', /not signed/],
    ['entered-in-error', 'ENTERED IN ERROR', /must not be relied on/],
    ['amended', null, /this is signed version 2\./],
    ['signed', null, null],
  ] as const)('marks one that is %s', (status, watermark, notice) => {
    const view = viewOf(whole, { status, version: 3, versionNumber: 2 });
    expect(view.watermark).toBe(watermark);
    expect(view.notice).toEqual(notice === null ? null : expect.stringMatching(notice));
  });

  it('bears who signed it, when, and the beginning of the hash', () => {
    const over = { status: 'signed', signedBy: 'x', signedAt: '2026-01-20T05:31:00.000Z', contentHash: '0123456789abcdef'.repeat(4) } as const;
    expect(viewOf(whole, over, { signer: person }).signature.facts.map(({ value }) => value)).toEqual([
      'Dr Test Dermatologist, Dermatologist',
      'TEST-1',
      '20 January 2026, 11:01',
      '0123 4567 89ab cdef',
    ]);
    expect(viewOf(whole).signature).toEqual({ signed: false, title: 'Not signed.', facts: [], note: null });
  });

  it('of more than one version says who signed which, when and why', () => {
    const first = { number: 1, signedAt: '2026-01-20T05:31:00.000Z', reason: null, signer: person, takenOver: null };
    expect(viewOf(whole, {}, { versions: [first] }).versions).toEqual([]);
    const takenOver = { from: { ...person, name: 'Dr First' }, reason: 'On leave' };
    const second = { number: 2, signedAt: '2026-01-21T05:31:00.000Z', reason: 'Brought her medicines', signer: null, takenOver };
    expect(viewOf(whole, {}, { versions: [first, second] }).versions).toEqual([
      { title: 'Version 1', details: ['Signed by Dr Test Dermatologist on 20 January 2026, 11:01'] },
      {
        title: 'Version 2',
        details: ['Signed by Not on the staff list on 21 January 2026, 11:01', 'Taken over from Dr First: On leave', 'Amended: Brought her medicines'],
      },
    ]);
    expect(viewOf(whole, {}, { versions: [{ ...first, takenOver }] }).versions).toHaveLength(1);
  });

  it('says why it was entered in error', () => {
    const enteredInError = { reason: 'Another person', by: 'x', at: '2026-01-20T05:31:00.000Z' };
    expect(viewOf(whole, { status: 'entered-in-error', enteredInError }).notice).toMatch(/relied on\. The reason given: Another person$/);
  });

  it('shows its scales with what they mean', () => {
    const assessedAt = new Date('2026-01-20T05:00:00Z');
    const shown = [
      { scale: 'salt', assessor: 'clinician', assessedAt, salt: { top: 30, back: 10, left: 5, right: 0 } },
      { scale: 'gais', assessor: 'patient', assessedAt, grade: '2', baselineOn: '2025-07-20', note: 'Very happy' },
      { scale: 'dlqi', assessor: 'patient', assessedAt, dlqi: [1, 2, 0, 1, 1, 0, 0, 1, 0, 3] },
      { scale: 'ludwig', assessor: 'clinician', assessedAt, grade: 'II' },
    ] as const;
    expect(viewOf(whole, {}, { scales: shown }).scales).toEqual([
      {
        name: 'SALT, loss of hair',
        value: '15.3\u00a0%, class S1',
        details: ['top 30\u00a0%, back 10\u00a0%, left 5\u00a0%, right 0\u00a0%', 'by the clinician, 20 January 2026'],
      },
      {
        name: 'GAIS, improvement',
        value: 'Grade 2, much improved',
        details: ['compared with 20 July 2025', 'by the patient, 20 January 2026', 'Very happy'],
      },
      { name: 'DLQI, quality of life', value: '9 of 30', details: ['by the patient, 20 January 2026'] },
      { name: 'Ludwig', value: 'Grade II', details: ['by the clinician, 20 January 2026'] },
    ]);
  });

  it('names the parts that the record does not have', () => {
    expect(viewOf({ startedAt: whole.startedAt }).absent).toBe(
      'This consultation has no record of: reason for the visit, vital signs, blood results, hair and scalp analysis, assessment, recommendation.',
    );
    expect(viewOf(whole).absent).toBeNull();
  });

  it('tells of each result whether it counts, and how a signed one is read today', () => {
    const report = (value: number, more: object = {}) => ({
      collectedAt: '2026-01-12T08:00:00+05:30',
      reportNumber: 'R-1',
      results: [result('718-7', value, 'g/dL')],
      ...more,
    });
    const shown = (view: ReturnType<typeof viewOf>) =>
      view.bloodTests!.tests.map(({ details, results: [one] }) =>
        [details.join(', '), one!.value, ...one!.notes].map((words) => words.replaceAll('\u00a0', ' ')),
      );
    const corrected = { ...whole, bloodTests: [report(6.1), report(13.1), report(13.1)] };
    expect(shown(viewOf(corrected))).toEqual([
      ['report R-1, not known whether fasting', '6.1 g/dL', 'superseded by a later report'],
      ['report R-1, corrected report, not known whether fasting', '13.1 g/dL'],
      ['report R-1, not known whether fasting', '13.1 g/dL', 'counted in another report'],
    ]);
    expect(viewOf(corrected).critical).toBeNull();
    const draft = recordOf({ ...whole, bloodTests: [report(12.5)] });
    const { bloodTests } = toResponse(draft, 'Asia/Kolkata');
    const signed: ConsultationRecord = { ...draft, status: 'signed', signedAt: '2026-11-20T06:00:00.000Z', signedBloodTests: bloodTests };
    const ofMan = draft.bloodTests.map((test) => ({ ...test, whose: { ...test.whose, sexAtBirth: 'male' } }));
    expect(shown(viewOf(whole, { ...signed, bloodTests: ofMan }))).toEqual([['report R-1, not known whether fasting', '12.5 g/dL', 'today: low, 13–17 g/dL']]);
  });
});

describe('its medical history', () => {
  it('says "none" only of a list that was gone through', () => {
    expect(listNamed({ reviewed: ['allergies'] }, 'Allergies').state).toBe('None');
    expect(listNamed({ reviewed: ['allergies'] }, 'Medicines').state).toBe('Not asked');
    expect(listNamed({ medications: [{ name: 'Aspirin 75 mg' }] }, 'Medicines')).toMatchObject({ state: expect.stringContaining('not gone through') });
    expect(listNamed({ reviewed: ['medications'], medications: [{ name: 'Aspirin 75 mg' }] }, 'Medicines').state).toBeNull();
  });

  it('counts a question without an answer among the unknown ones, never among the noes', () => {
    const { screening } = history({ screening: { diabetes: 'no', hypertension: 'yes', cancer: 'unknown' } });
    const items = (kind: string) => screening!.groups.find((group) => group.kind === kind)!.items;
    expect(screening!.groups.map(({ kind }) => kind)).toEqual(['yes', 'unknown', 'no']);
    expect(items('yes')).toEqual(['High blood pressure']);
    expect(items('no')).toEqual(['Diabetes']);
    expect(items('unknown')).toHaveLength(screeningQuestions.length - 2);
  });

  it('does not imply that a woman is not pregnant, and does not ask a man', () => {
    const said = (sexAtBirth: string, medicalHistory: object) => {
      const patient = { name: 'A', birthDate: null, sexAtBirth, gender: null, recordNumber: 'P1' };
      return viewOf({ startedAt: whole.startedAt, medicalHistory }, {}, { patient }).history.facts.filter(({ label }) => label === 'Pregnancy');
    };
    expect(said('female', {})).toEqual([{ label: 'Pregnancy', value: 'Not asked' }]);
    expect(said('male', {})).toEqual([]);
    expect(said('male', { pregnancy: { status: 'no' } })).toEqual([{ label: 'Pregnancy', value: 'No' }]);
  });

  it('leaves out what was entered in error, and says what was ruled out', () => {
    const conditions = [
      { text: 'Psoriasis', verificationStatus: 'entered-in-error' },
      { code: { system: 'icd-10', code: 'L63.0' }, verificationStatus: 'refuted', onset: '2024' },
    ];
    expect(listNamed({ conditions, reviewed: ['conditions'] }, 'Conditions').entries).toEqual([
      { text: 'Alopecia totalis', details: ['ICD-10 L63.0', 'ruled out', 'since 2024'] },
    ]);
  });
});

describe('its blood results', () => {
  it('are said as reported, and in the unit in which they are compared', () => {
    const [haemoglobin, platelets] = results(result('718-7', 62, 'g/L'), result('777-3', 248, '10*3/uL')).bloodTests!.tests[0]!.results;
    expect(haemoglobin).toMatchObject({
      analyte: 'Haemoglobin',
      value: '62\u00a0g/L',
      canonical: '= 6.2\u00a0g/dL',
      flag: 'LL',
      flagWords: 'critically low',
      range: '12–15.5\u00a0g/dL',
      rangeSource: 'by sex at birth',
      gauge: { within: false, beyond: 'low', at: 0 },
    });
    expect(platelets).toMatchObject({ value: '248\u00a0×10³/µL', canonical: null, flag: 'N', gauge: { within: true, beyond: null } });
  });

  it('name the laboratory’s own range as the one that was used', () => {
    const [ferritin] = results(result('2276-4', 8, 'ng/mL', { comparator: '<=', referenceRange: { low: 10 } })).bloodTests!.tests[0]!.results;
    expect(ferritin).toMatchObject({ value: 'at most\u00a08\u00a0ng/mL', range: 'at least 10\u00a0ng/mL', rangeSource: 'of the laboratory', flag: 'L' });
  });

  it('stand out when somebody must act on them', () => {
    expect(results(result('718-7', 62, 'g/L')).critical!.items).toEqual(['Haemoglobin 62\u00a0g/L: critically low (12 January 2026)']);
    expect(results(result('718-7', 11, 'g/dL')).critical).toBeNull();
  });

  it('outside the panel are shown without a judgement', () => {
    const [other] = results({ code: { system: 'loinc', code: '33959-8' }, value: 0.2, unit: 'ng/mL' }).bloodTests!.tests[0]!.results;
    expect(other).toMatchObject({ analyte: 'LOINC 33959-8', flag: null, flagWords: 'not judged', range: null, gauge: null });
  });
});

describe('its trichoanalysis', () => {
  const findings = (over: object) =>
    viewOf({ ...whole, trichoanalyses: [{ performedAt: whole.vitalSigns.measuredAt, region: 'vertex', ...over }] }).trichoanalyses[0]!;

  it('shows figures against what is usual, in words and as a bar', () => {
    const [density, diameter] = findings({ hairDensity: { value: 132, unit: '/cm2' }, hairDiameter: { value: 0.07, unit: 'mm' } }).measures;
    expect(density).toMatchObject({ label: 'Hair density', value: '132\u00a0/cm²', usual: 'usual 150–250\u00a0/cm²', gauge: { within: false, beyond: null } });
    expect(diameter).toMatchObject({ value: '0.07\u00a0mm', usual: 'usual 60–90\u00a0µm', gauge: { within: true } });
  });

  it('says that a density was computed, and expects no scalp’s figures of a beard', () => {
    const counted = { hairCount: 96, fieldOfView: { value: 0.5, unit: 'cm2' } };
    expect(findings(counted).measures[0]).toMatchObject({ value: '192\u00a0/cm²', note: 'from count and area' });
    expect(findings({ ...counted, region: 'beard' }).measures[0]).toMatchObject({ usual: null, gauge: null });
  });

  it('warns of a suspicious lesion, and of nothing else', () => {
    expect(findings({ suspiciousLesion: 'yes' }).warning).toMatchObject({ value: expect.stringContaining('examined before') });
    expect(findings({ suspiciousLesion: 'no' })).toMatchObject({ warning: null, findings: [{ label: 'Suspicious lesion', value: 'None seen' }] });
    expect(findings({}).findings).toEqual([]);
  });

  it('shows how diameters differ, what is around the follicles, and where dandruff lies', () => {
    const { measures, findings: facts } = findings({
      hairDiameter: { value: 52, unit: 'um' },
      hairDiameterDeviation: { value: 14, unit: 'um' },
      hairDiameterDiversity: 24,
      terminalVellus: { terminal: 75, vellus: 25 },
      inflammation: 'mild',
      perifollicularSigns: ['erythema', 'casts'],
      microscopicDandruff: 1,
      microscopicDandruffDistribution: 'patchy',
      photoIds: ['a', 'b'],
    });
    expect(measures.map(({ label, value, usual }) => [label, value, usual])).toEqual([
      ['Mean hair diameter', '52\u00a0µm', 'usual 60–90\u00a0µm'],
      ['Its standard deviation', '14\u00a0µm', null],
      ['Hairs of differing diameter', '24\u00a0%', 'usual up to 20\u00a0%'],
      ['Thick to fine hairs', '3 : 1', null],
    ]);
    expect(facts).toEqual([
      { label: 'Inflammation', value: 'Mild' },
      { label: 'Around the follicles', value: 'Redness, casts' },
      { label: 'Microscopic dandruff', value: 'Grade 1 of 4, in patches' },
      { label: 'To be noted', value: 'More than 20 % of the hairs differ in diameter, a sign of androgenetic alopecia' },
      { label: 'Photographs', value: '2 on record' },
    ]);
  });

  it('says no more of thresholds than what was signed by older rules did', () => {
    const [old] = recordOf({
      ...whole,
      trichoanalyses: [{ performedAt: whole.vitalSigns.measuredAt, region: 'vertex', hairDiameterDiversity: 24 }],
    }).trichoanalyses;
    const view = viewOf(whole, { trichoanalyses: [{ ...old!, derivation: 1 }] });
    expect(view.trichoanalyses[0]!.findings).toEqual([]);
  });

  it('shows the phases of growth as shares', () => {
    expect(findings({ growthPhase: { anagen: 78, catagen: 2, telogen: 20 } }).stacks[0]!.parts.map(({ share, usual }) => [share, usual])).toEqual([
      [78, 'usual 85–90\u00a0%'],
      [2, 'usual 1–2\u00a0%'],
      [20, 'usual 10–15\u00a0%'],
    ]);
  });
});

describe('the bar of a value', () => {
  const bound = fc.double({ min: 0.01, max: 1000, noNaN: true });

  it('stays on the paper, and the value is in the tinted part exactly when it is in the range', () => {
    fc.assert(
      fc.property(bound, bound, fc.double({ min: 0, max: 5000, noNaN: true }), fc.constantFrom('both', 'low', 'high'), (low, width, value, kind) => {
        const range = { low: kind === 'high' ? null : low, high: kind === 'low' ? null : low + width };
        const gauge = findGauge(value, range)!;
        expect(gauge.at).toBeGreaterThanOrEqual(0);
        expect(gauge.at).toBeLessThanOrEqual(1);
        const tinted = gauge.at >= gauge.from - 1e-3 && gauge.at <= gauge.to + 1e-3;
        if (gauge.within) expect(tinted).toBe(true);
        if (!tinted) expect(gauge.within).toBe(false);
        const inside = (range.low === null || value >= range.low) && (range.high === null || value <= range.high);
        expect(gauge.within).toBe(inside);
      }),
    );
  });

  it('is not drawn where there is no range', () => {
    expect(findGauge(1, { low: null, high: null })).toBeNull();
  });
});

describe('words', () => {
  it('are made of a value that came later, which is never left out', () => {
    expect(getMessages('consultation-document', 'en').describeTerm('sign', 'pig-tail-hairs')).toBe('pig tail hairs');
  });

  it.each([
    ['10*3/uL', '×10³/µL'],
    ['m[IU]/L', 'mIU/L'],
    ['mL/min/{1.73_m2}', 'mL/min/1.73\u00a0m²'],
    ['{INR}', ''],
    ['ug/dL', 'µg/dL'],
    ['mm[Hg]', 'mmHg'],
    ['/cm2', '/cm²'],
    ['um', 'µm'],
    ['mmol/L', 'mmol/L'],
    ['10*12/L', '×10¹²/L'],
  ])('of the unit %s are those of a laboratory’s report', (unit, printed) => {
    expect(formatUnit(unit)).toBe(printed);
  });

  it('of a date are as exact as it is', () => {
    const calendar = new Calendar('en-GB', 'Asia/Kolkata');
    expect(['2024', '2024-03', '2024-03-09'].map((date) => calendar.formatDate(date))).toEqual(['2024', 'March 2024', '9 March 2024']);
  });
});
