/** Each clause alone: what makes it say yes, what it names then, and what leaves it open. */
import { describe, expect, it } from '@jest/globals';
import { exampleRule } from '../../../../test/support/example-rule.js';
import { answer, lab, today } from '../../../../test/support/healthy-person.js';
import { addDays, type Day } from '../../../kernel/day.js';
import { noFacts, type Facts, type LabFact } from '../facts.js';
import { EvaluationDate } from '../evaluation-date.js';
import { evaluateRule } from '../rule.js';
import type { Clause, MaxAgeDays } from '../ruleset.js';
import { createLabEvidence } from './lab.js';

const ago = (days: number): Day => addDays(today, -days);
const recorded = (on: Day = today) => ({ on, recordedAt: `${on}T05:30:00.000Z`, source: { type: 'consultation' as const, id: 'c1' } });

const read = (clause: Clause, facts: Partial<Facts>, maxAgeDays: MaxAgeDays = {}) => {
  const { outcome, because, missing } = evaluateRule(
    { ...exampleRule, severity: 'contraindicated', any: [clause], needsData: [], maxAgeDays },
    { ...noFacts, ...facts },
    EvaluationDate.fromDay(today),
  );
  return { outcome, because: because(), missing: missing() };
};

type Said = 'yes' | 'no' | 'open';
const words = { contraindicated: 'yes', clear: 'no', 'needs-data': 'open' } as const;
const says = (clause: Clause, facts: Partial<Facts>, maxAgeDays: MaxAgeDays = {}): Said => words[read(clause, facts, maxAgeDays).outcome as keyof typeof words];

describe('a result in evidence', () => {
  const tsh = lab('tsh', 2.1, 'm[IU]/L');
  const recordedOn = { on: tsh.on, recordedAt: tsh.recordedAt, source: tsh.source };

  it.each<[string, Partial<LabFact>, object]>([
    ['a figure', {}, { value: 2.1, unit: 'm[IU]/L' }],
    ['a figure with a comparator', { comparator: '<' }, { value: '<2.1', unit: 'm[IU]/L' }],
    ['a figure without a unit', { unit: null }, { value: 2.1 }],
    ['a coded one', { code: { system: 'loinc', code: '3016-3' } }, { code: { system: 'loinc', code: '3016-3' }, value: 2.1, unit: 'm[IU]/L' }],
    ['a word', { value: null, text: 'positive' }, { value: 'positive' }],
    ['a word beside which no unit has a meaning', { value: null, unit: null, text: 'negative' }, { value: 'negative' }],
    ['nothing readable', { value: null, unit: null }, {}],
  ])('says no more than it does: %s', (_what, change, said) => {
    expect(createLabEvidence({ ...tsh, ...change })).toStrictEqual({ fact: 'lab', about: 'tsh', ...said, ...recordedOn });
  });
});

describe('a limit of a laboratory value', () => {
  const comparators = [null, '<', '<=', '>', '>='] as const;
  const tests = {
    ge: (v: number, l: number) => v >= l,
    gt: (v: number, l: number) => v > l,
    le: (v: number, l: number) => v <= l,
    lt: (v: number, l: number) => v < l,
  };
  /** All that the true value may be, in steps finer than the figures. */
  const possible = (value: number, comparator: LabFact['comparator']): number[] => {
    const fits = {
      null: (v: number) => v === value,
      '<': (v: number) => v < value,
      '<=': (v: number) => v <= value,
      '>': (v: number) => v > value,
      '>=': (v: number) => v >= value,
    };
    return Array.from({ length: 1200 }, (_, step) => step / 4).filter(fits[`${comparator}`]);
  };
  const expected = (value: number, comparator: LabFact['comparator'], holds: (v: number) => boolean): Said => {
    const answers = new Set(possible(value, comparator).map(holds));
    return answers.size === 2 ? 'open' : answers.has(true) ? 'yes' : 'no';
  };

  it('is held against all that a figure with a comparator may stand for', () => {
    for (const [name, test] of Object.entries(tests)) {
      for (const comparator of comparators) {
        for (const value of [99, 100, 101]) {
          const said = says({ lab: 'platelets', unit: '10*3/uL', [name]: 100 }, { labs: { platelets: { ...lab('platelets', value, '10*3/uL'), comparator } } });
          expect([name, comparator, value, said]).toEqual([name, comparator, value, expected(value, comparator, (v) => test(v, 100))]);
        }
      }
    }
  });

  it('holds between two of them only where both do', () => {
    for (const comparator of comparators) {
      for (const value of [99, 100, 101, 149, 150, 151]) {
        const facts = { labs: { platelets: { ...lab('platelets', value, '10*3/uL'), comparator } } };
        const wanted = expected(value, comparator, (v) => v >= 100 && v < 150);
        const said = says({ lab: 'platelets', unit: '10*3/uL', ge: 100, lt: 150 }, facts);
        // Of two limits each may be open where together they are not: never the other way round.
        expect([comparator, value, wanted === 'open' ? said : wanted]).toEqual([comparator, value, said]);
      }
    }
  });

  it('names the figure with its comparator, and what an exact one would decide', () => {
    const result = { ...lab('platelets', 90, '10*3/uL'), code: { system: 'loinc', code: '777-3' }, comparator: '<' as const };
    expect(read({ lab: 'platelets', unit: '10*3/uL', lt: 100 }, { labs: { platelets: result } }).because).toEqual([
      { fact: 'lab', about: 'platelets', code: result.code, value: '<90', unit: '10*3/uL', on: today, recordedAt: result.recordedAt, source: result.source },
    ]);
    expect(read({ lab: 'platelets', unit: '10*3/uL', lt: 80 }, { labs: { platelets: result } }).missing).toMatchObject([
      { fact: 'lab.platelets', ask: 'An exact figure of Platelets: <90 10*3/uL leaves open what the rule asks.' },
    ]);
  });

  it('does not count without a figure, and asks for a new one when it is too old', () => {
    const clause: Clause = { lab: 'platelets', unit: '10*3/uL', lt: 100 };
    const labs = (on: Day) => ({ labs: { platelets: lab('platelets', 50, '10*3/uL', on) } });
    expect(says(clause, { labs: { platelets: { ...lab('platelets', 50, '10*3/uL'), value: null } } })).toBe('no');
    expect([says(clause, labs(ago(30)), { lab: 30 }), says(clause, labs(ago(31)), { lab: 30 })]).toEqual(['yes', 'open']);
    expect(says({ ...clause, lt: 40 }, labs(ago(31)), { lab: 30 })).toBe('no');
    expect(says(clause, {})).toBe('no');
  });
});

describe('results of one date that differ', () => {
  const of = (analyte: string, ...results: Partial<LabFact>[]): Partial<Facts> => {
    const [first, ...others] = results.map((result) => ({ ...lab(analyte, 0, '%'), ...result })) as [LabFact, ...LabFact[]];
    return { labs: { [analyte]: { ...first, others } } };
  };

  it('count each: one that says yes is enough, one that leaves it open is asked about, and whichever comes first', () => {
    const clause: Clause = { lab: 'hba1c', unit: '%', ge: 7 };
    expect([says(clause, of('hba1c', { value: 9 }, { value: 5 })), says(clause, of('hba1c', { value: 5 }, { value: 9 }))]).toEqual(['yes', 'yes']);
    expect(says(clause, of('hba1c', { value: 5 }, { value: 6 }))).toBe('no');
    expect(says(clause, of('hba1c', { value: 5 }, { value: 8, comparator: '<' }))).toBe('open');
    expect(read(clause, of('hba1c', { value: 9 }, { value: 5 }, { value: 8 })).because.map(({ value }) => value)).toEqual([9, 8]);
  });

  it('count each as words, and against their ranges', () => {
    const words = of('hiv', { value: null, text: 'negative' }, { value: null, text: 'positive' });
    expect([says({ lab: 'hiv', is: 'positive' }, words), says({ lab: 'hiv', is: 'negative' }, words)]).toEqual(['yes', 'yes']);
    const ranges = of('tsh', { interpretation: 'N' }, { interpretation: 'H' });
    expect(says({ lab: 'tsh', outsideReference: true }, ranges)).toBe('yes');
  });

  it('ask for a new one when they are too old', () => {
    const old = of('hba1c', { value: 5, on: ago(31) }, { value: 9, on: ago(31) });
    expect(says({ lab: 'hba1c', unit: '%', ge: 7 }, old, { lab: 30 })).toBe('open');
  });
});

describe('a word of the laboratory', () => {
  const clause: Clause = { lab: 'hiv', is: 'positive' };
  const result = (text: string | null, on = today): Partial<Facts> => ({ labs: { hiv: { ...lab('hiv', 0, '1', on), value: null, unit: null, text } } });

  it('is compared whatever its capitals, and named as it was written', () => {
    expect(read(clause, result('Positive'))).toMatchObject({ outcome: 'contraindicated', because: [{ fact: 'lab', about: 'hiv', value: 'Positive' }] });
    expect(read(clause, result('Positive')).because[0]).not.toHaveProperty('unit');
    expect([says(clause, result('negative')), says(clause, result(null)), says(clause, {})]).toEqual(['no', 'no', 'no']);
  });

  it('counts as long as the clause says, else as long as its rule does', () => {
    expect([says(clause, result('positive', ago(90)), { lab: 90 }), says(clause, result('positive', ago(91)), { lab: 90 })]).toEqual(['yes', 'open']);
    const shorter: Clause = { ...clause, withinDays: 10 };
    expect([says(shorter, result('positive', ago(10)), { lab: 90 }), says(shorter, result('positive', ago(11)), { lab: 90 })]).toEqual(['yes', 'open']);
  });
});

describe('a result outside its range', () => {
  const clause: Clause = { lab: 'tsh', outsideReference: true };
  const result = (interpretation: LabFact['interpretation'], comparator: LabFact['comparator'] = null, on = today): Partial<Facts> => ({
    labs: { tsh: { ...lab('tsh', 2, 'm[IU]/L', on), interpretation, comparator } },
  });

  it.each([
    ['LL', 'yes'],
    ['L', 'yes'],
    ['N', 'no'],
    ['H', 'yes'],
    ['HH', 'yes'],
    [null, 'no'],
  ] as const)('is one interpreted as %s: %s', (interpretation, said) => {
    expect(says(clause, result(interpretation))).toBe(said);
  });

  it('is left open by a comparator that no range could be held against', () => {
    expect(says(clause, result(null, '<'))).toBe('open');
    expect(says(clause, result('L', '<'))).toBe('yes');
    expect(read(clause, result(null, '<')).missing).toMatchObject([{ reason: 'unclear', ask: expect.stringContaining('<2') }]);
    expect(read(clause, result('L', '<')).because).toMatchObject([{ fact: 'lab', about: 'tsh', value: '<2' }]);
  });

  it('asks for a new one when it is too old', () => {
    expect([says(clause, result('H', null, ago(30)), { lab: 30 }), says(clause, result('H', null, ago(31)), { lab: 30 })]).toEqual(['yes', 'open']);
  });
});

describe('a result on file', () => {
  it('is one of any of the analytes, of any age, and each is named', () => {
    const clause: Clause = { labOnFile: ['hba1c', 'glucose-fasting', 'tsh'] };
    const labs = { hba1c: lab('hba1c', 5.2, '%', ago(4000)), tsh: lab('tsh', 2, 'm[IU]/L') };
    expect(read(clause, { labs }, { lab: 1 }).because.map((evidence) => evidence.about)).toEqual(['hba1c', 'tsh']);
    expect(says(clause, { labs: { ferritin: lab('ferritin', 50, 'ng/mL') } })).toBe('no');
  });
});

describe('the blood pressure', () => {
  const high: Clause = { vital: 'blood-pressure', geAny: [160, 100], unit: 'mm[Hg]' };
  const low: Clause = { vital: 'blood-pressure', ltAny: [90, 60], unit: 'mm[Hg]' };
  const measured = (systolic: number | null, diastolic: number | null, on = today): Partial<Facts> => ({
    bloodPressure: { ...recorded(on), systolic, diastolic },
  });

  it.each([
    [159, 99, 'no', 'no'],
    [160, 99, 'yes', 'no'],
    [159, 100, 'yes', 'no'],
    [90, 60, 'no', 'no'],
    [89, 60, 'no', 'yes'],
    [90, 59, 'no', 'yes'],
    [160, null, 'yes', 'no'],
    [null, 100, 'yes', 'no'],
    [89, null, 'no', 'yes'],
    [null, null, 'no', 'no'],
  ] as const)('of %s/%s is too high: %s, too low: %s', (systolic, diastolic, tooHigh, tooLow) => {
    expect([says(high, measured(systolic, diastolic)), says(low, measured(systolic, diastolic))]).toEqual([tooHigh, tooLow]);
  });

  it('is named as it is written, does not count unmeasured, and is asked for anew when it is too old', () => {
    expect(read(high, measured(170, null)).because).toEqual([{ fact: 'blood-pressure', value: '170/?', unit: 'mm[Hg]', ...recorded() }]);
    expect(read(high, measured(null, 110)).because).toMatchObject([{ value: '?/110' }]);
    expect([says(high, measured(170, 90, ago(7)), { vital: 7 }), says(high, measured(170, 90, ago(8)), { vital: 7 }), says(high, {})]).toEqual([
      'yes',
      'open',
      'no',
    ]);
  });
});

describe('who the person is', () => {
  const patient = { type: 'patient' as const, id: 'p1' };

  it('is known of the sex at birth only where it was recorded', () => {
    const clause: Clause = { not: { sexAtBirth: 'female' } };
    expect((['male', 'intersex', 'female', 'unknown'] as const).map((sexAtBirth) => says(clause, { sexAtBirth }))).toEqual(['yes', 'yes', 'no', 'no']);
    expect(read(clause, { sexAtBirth: 'male', patient }).because).toEqual([{ fact: 'sex-at-birth', value: 'male', source: patient }]);
    expect(read({ sexAtBirth: 'female' }, { sexAtBirth: 'female', patient }).because).toEqual([{ fact: 'sex-at-birth', value: 'female', source: patient }]);
  });

  it.each([
    ['2008-11-22', 'yes', 'yes'],
    ['2008-11-21', 'no', 'no'],
    ['1985-11-22', 'no', 'no'],
    ['1985-11-21', 'no', 'yes'],
    ['2008', 'open', 'open'],
    ['2008-11', 'open', 'open'],
    ['2009', 'yes', 'yes'],
    ['1985', 'no', 'open'],
    [null, 'no', 'no'],
  ] as const)('is of the age of one born %s: under 18 %s, outside 18 to 40 %s', (birthDate, under, outside) => {
    expect([says({ ageUnder: 18 }, { birthDate }), says({ ageOutside: [18, 40] }, { birthDate })]).toEqual([under, outside]);
  });

  it('is named with the age, or with what is known of the birth date', () => {
    expect(read({ ageUnder: 18 }, { birthDate: '2010-01-05', patient }).because).toEqual([
      { fact: 'age', value: 16, unit: 'a', text: 'born 2010-01-05', source: patient },
    ]);
    expect(read({ ageUnder: 18 }, { birthDate: '2010', patient }).because).toEqual([{ fact: 'age', text: 'born 2010', source: patient }]);
    expect(read({ not: { ageUnder: 18 } }, { birthDate: '1990-01-05', patient }).because).toMatchObject([{ fact: 'age', value: 36 }]);
    expect(read({ ageUnder: 18 }, { birthDate: '2008' }).missing).toMatchObject([{ fact: 'birthDate' }]);
  });

  it.each([
    ['nothing', {}, 'yes'],
    ['a woman of 35', { sexAtBirth: 'female', birthDate: '1991-04-03' }, 'yes'],
    ['a man', { sexAtBirth: 'male' }, 'no'],
    ['an intersex person', { sexAtBirth: 'intersex' }, 'yes'],
    ['a child of 9', { sexAtBirth: 'female', birthDate: '2016-11-22' }, 'no'],
    ['a child of 10', { sexAtBirth: 'female', birthDate: '2016-11-21' }, 'yes'],
    ['a woman of 55', { sexAtBirth: 'female', birthDate: '1970-11-22' }, 'yes'],
    ['a woman of 56', { sexAtBirth: 'female', birthDate: '1970-11-21' }, 'no'],
    ['a woman of 55 or 56', { sexAtBirth: 'female', birthDate: '1970' }, 'yes'],
    ['a woman who cannot', { sexAtBirth: 'female', capacityForPregnancy: answer('no') }, 'no'],
    ['a woman who can', { sexAtBirth: 'female', capacityForPregnancy: answer('yes') }, 'yes'],
    ['a woman without a womb', { sexAtBirth: 'female', procedures: [{ ...recorded(), kind: 'hysterectomy', text: null, performed: null }] }, 'no'],
    ['a woman with a transplant', { sexAtBirth: 'female', procedures: [{ ...recorded(), kind: 'hair-transplant-fue', text: null, performed: null }] }, 'yes'],
  ] as const)('could become pregnant, of whom this is known: %s', (_what, facts, said) => {
    expect(says({ couldBecomePregnant: true }, facts as Partial<Facts>)).toBe(said);
  });

  it('could become pregnant by her own answer, which is named, or because nobody excluded it', () => {
    expect(read({ couldBecomePregnant: true }, { capacityForPregnancy: answer('yes') }).because).toEqual([
      { fact: 'capacity-for-pregnancy', value: 'yes', recordedAt: answer('yes').recordedAt, source: answer('yes').source },
    ]);
    expect(read({ couldBecomePregnant: true }, {}).because).toEqual([{ fact: 'capacity-for-pregnancy', value: 'not excluded' }]);
  });

  it('cannot become pregnant by an answer of the last year', () => {
    const facts = (value: 'yes' | 'no', on = ago(365)) => ({ capacityForPregnancy: answer(value, on) });
    expect([says({ capacityForPregnancy: 'no' }, facts('no'), { history: 1 }), says({ capacityForPregnancy: 'no' }, facts('yes'))]).toEqual(['yes', 'no']);
    expect(says({ capacityForPregnancy: 'no' }, facts('no', ago(366)))).toBe('no');
    expect([says({ couldBecomePregnant: true }, facts('no')), says({ couldBecomePregnant: true }, facts('no', ago(366)))]).toEqual(['no', 'yes']);
    expect(read({ not: { capacityForPregnancy: 'no' } }, facts('yes')).because).toMatchObject([{ fact: 'capacity-for-pregnancy', value: 'yes' }]);
    expect(says({ not: { capacityForPregnancy: 'no' } }, {})).toBe('no');
  });
});

describe('an answer', () => {
  const questions: [Clause, (value: 'yes' | 'no', endsOn?: Day) => Partial<Facts>, object][] = [
    [
      { screening: 'diabetes', is: 'yes' },
      (value, endsOn) => ({ screening: { diabetes: { ...answer(value), endsOn } } }),
      { fact: 'screening', about: 'diabetes' },
    ],
    [{ pregnancy: 'yes' }, (value, endsOn) => ({ pregnancy: { ...answer(value), endsOn } }), { fact: 'pregnancy' }],
    [{ breastfeeding: 'yes' }, (value, endsOn) => ({ breastfeeding: { ...answer(value), endsOn } }), { fact: 'breastfeeding' }],
  ];

  it.each(questions)('to %j is yes until its last day, and is named', (clause, facts, named) => {
    expect(read(clause, facts('yes')).because).toEqual([{ ...named, value: 'yes', ...recorded() }]);
    expect([says(clause, facts('yes', today)), says(clause, facts('yes', ago(1))), says(clause, facts('no')), says(clause, {})]).toEqual([
      'yes',
      'no',
      'no',
      'no',
    ]);
  });
});

describe('a medicine', () => {
  type Medicine = Facts['medications'][number];
  const taken = (state: Partial<Medicine>): Partial<Facts> => ({
    medications: [{ ...recorded(), name: 'Acid', atc: 'B01AC06', inUse: false, lastTaken: null, ...state }],
  });
  const last = (days: number): Partial<Facts> => taken({ lastTaken: { first: ago(days), last: ago(days) } });

  it('in use counts, one stopped only where the clause does not ask for one in use', () => {
    expect([says({ medication: ['B01'] }, taken({ inUse: true })), says({ medication: ['B01'] }, last(900))]).toEqual(['yes', 'yes']);
    expect([says({ medication: ['B01'], status: 'active' }, taken({ inUse: true })), says({ medication: ['B01'], status: 'active' }, last(1))]).toEqual([
      'yes',
      'no',
    ]);
    expect(says({ medication: ['L04'] }, taken({ inUse: true }))).toBe('no');
  });

  it('is no longer in use after the last day of its course', () => {
    const course = (endsOn: Day) => taken({ inUse: true, endsOn });
    const clause: Clause = { medication: ['B01'], status: 'active' };
    expect([says(clause, course(today)), says(clause, course(ago(1)))]).toEqual(['yes', 'no']);
    const within: Clause = { medication: ['B01'], lastTakenWithinDays: 14 };
    expect([says(within, course(ago(14))), says(within, course(ago(15)))]).toEqual(['yes', 'no']);
    expect(read(within, course(ago(3))).because).toMatchObject([{ value: 'stopped', on: ago(3) }]);
  });

  it('was taken within so many days, the last included', () => {
    const clause: Clause = { medication: ['B01'], lastTakenWithinDays: 14 };
    expect([0, 14, 15].map((days) => says(clause, last(days)))).toEqual(['yes', 'yes', 'no']);
    expect(says(clause, taken({ inUse: true }))).toBe('yes');
    expect(read(clause, taken({})).missing).toMatchObject([{ fact: 'medication.lastTakenOn', ask: 'On which day did the patient last take Acid?' }]);
  });

  it('was taken between so many days ago, both included, and one in use is taken today', () => {
    const clause: Clause = { medication: ['B01'], lastTakenDaysAgo: [10, 14] };
    expect([9, 10, 14, 15].map((days) => says(clause, last(days)))).toEqual(['no', 'yes', 'yes', 'no']);
    expect(says(clause, taken({ inUse: true }))).toBe('no');
    expect(says({ medication: ['B01'], lastTakenDaysAgo: [0, 14] }, taken({ inUse: true }))).toBe('yes');
  });

  it('last taken within a span of days leaves open what only a part of it answers', () => {
    const clause: Clause = { medication: ['B01'], lastTakenWithinDays: 14 };
    const span = (first: number | null, latest: number) => taken({ lastTaken: { first: first === null ? null : ago(first), last: ago(latest) } });
    expect([
      says(clause, span(20, 10)),
      says(clause, span(14, 10)),
      says(clause, span(20, 15)),
      says(clause, span(null, 15)),
      says(clause, span(null, 14)),
    ]).toEqual(['open', 'yes', 'no', 'no', 'open']);
  });

  it('in use whose last day nobody stated is told from one with a day', () => {
    const clause: Clause = { medication: ['B01'], lastTaken: 'not-stated', status: 'active' };
    expect([says(clause, taken({ inUse: true })), says(clause, taken({ inUse: true, lastTaken: { first: today, last: today } }))]).toEqual(['yes', 'no']);
  });

  it('is named with its code, its name, and its last day where it is known', () => {
    const named = { fact: 'medication', code: { system: 'atc', code: 'B01AC06' }, text: 'Acid', recordedAt: recorded().recordedAt, source: recorded().source };
    expect(read({ medication: ['B01'] }, taken({ inUse: true })).because).toEqual([{ ...named, value: 'in use' }]);
    expect(read({ medication: ['B01'] }, last(3)).because).toEqual([{ ...named, value: 'stopped', on: ago(3) }]);
  });
});

describe('a condition', () => {
  const has = (...entries: { code: string; active?: boolean; text?: string | null }[]): Partial<Facts> => ({
    conditions: entries.map(({ code, active = true, text = null }) => ({ ...recorded(), code: { system: 'icd-10', code }, text, active })),
  });

  it('is found by the prefix of its code, unless that is excepted', () => {
    const clause: Clause = { condition: ['L63', 'E1'], except: ['E10'] };
    expect(['L63.0', 'E11.9', 'E10.1', 'L64.9'].map((code) => says(clause, has({ code })))).toEqual(['yes', 'yes', 'no', 'no']);
  });

  it('that is past counts, except where the clause asks for one that goes on', () => {
    expect(says({ condition: ['L20'] }, has({ code: 'L20.0', active: false }))).toBe('yes');
    const active: Clause = { condition: ['L20'], status: 'active' };
    expect([says(active, has({ code: 'L20.0', active: false })), says(active, has({ code: 'L20.0' }))]).toEqual(['no', 'yes']);
    expect(read(active, has({ code: 'L20.0', active: false }, { code: 'L20.8' })).because).toMatchObject([{ code: { code: 'L20.8' } }]);
  });

  it('that has no known end calls for caution when somebody called it over', () => {
    const active: Clause = { condition: ['diabetes'], status: 'active' };
    expect(read(active, has({ code: 'E11.9', active: false }))).toMatchObject({ outcome: 'caution', because: [{ code: { code: 'E11.9' }, value: 'past' }] });
  });

  it('is named with its code, its words where there are some, and whether it goes on', () => {
    const { recordedAt, source } = recorded();
    expect(read({ condition: ['L63'] }, has({ code: 'L63.0', text: 'Patches', active: false }, { code: 'L63.1' })).because).toEqual([
      { fact: 'condition', code: { system: 'icd-10', code: 'L63.0' }, text: 'Patches', value: 'past', recordedAt, source },
      { fact: 'condition', code: { system: 'icd-10', code: 'L63.1' }, value: 'active', recordedAt, source },
    ]);
  });
});

describe('an operation', () => {
  const done = (kind: string | null, performed: [Day, Day] | null, text: string | null = null): Partial<Facts> => ({
    procedures: [{ ...recorded(), kind, text, performed: performed && { first: performed[0], last: performed[1] } }],
  });
  const within: Clause = { procedureWithinDays: ['hair-transplant-fue', 'hair-transplant-fut'], days: 180 };

  it('counts for so many days, the last included', () => {
    expect([180, 181].map((days) => says(within, done('hair-transplant-fue', [ago(days), ago(days)])))).toEqual(['yes', 'no']);
    expect([says(within, done('scalp-surgery', [today, today])), says(within, done(null, [today, today])), says(within, {})]).toEqual(['no', 'no', 'no']);
  });

  it('leaves open what its day would decide', () => {
    expect(says(within, done('hair-transplant-fut', null))).toBe('open');
    expect([says(within, done('hair-transplant-fut', [ago(200), ago(180)])), says(within, done('hair-transplant-fut', [ago(200), ago(181)]))]).toEqual([
      'open',
      'no',
    ]);
    expect(read(within, done('hair-transplant-fut', null, 'Strip')).missing).toMatchObject([
      { fact: 'procedure.performedOn', ask: 'On which day was the operation (Strip) done?' },
    ]);
  });

  it('is named with its kind, its words and its day', () => {
    const { recordedAt, source } = recorded();
    expect(read(within, done('hair-transplant-fue', [ago(9), ago(8)], 'FUE')).because).toEqual([
      { fact: 'procedure', about: 'hair-transplant-fue', text: 'FUE', on: ago(8), recordedAt, source },
    ]);
    expect(read({ procedure: 'hysterectomy' }, done('hysterectomy', null)).because).toEqual([{ fact: 'procedure', about: 'hysterectomy', recordedAt, source }]);
  });

  it('that is denied rests on the list that was gone through', () => {
    const reviewed = { reviewed: { procedures: { ...recorded() } } };
    expect(read({ not: { procedure: 'hysterectomy' } }, reviewed).because).toEqual([
      { fact: 'reviewed', about: 'procedures', value: 'complete', ...recorded() },
    ]);
    expect(says({ not: { procedure: 'hysterectomy' } }, {})).toBe('no');
  });
});

describe('a finding of the trichoanalysis', () => {
  const found = (...values: [region: string, value: string, on?: Day][]): Partial<Facts> => ({
    trichoanalysis: values.map(([region, value, on]) => ({ ...recorded(on), region, field: 'inflammation', value })),
  });
  const clause: Clause = { trichoanalysis: 'inflammation', is: ['moderate', 'severe'] };

  it('in one region is enough, and each such region is named', () => {
    expect(read(clause, found(['vertex', 'none'], ['frontal', 'severe'], ['hairline', 'moderate'])).because).toEqual([
      { fact: 'trichoanalysis', about: 'frontal.inflammation', value: 'severe', ...recorded() },
      { fact: 'trichoanalysis', about: 'hairline.inflammation', value: 'moderate', ...recorded() },
    ]);
    expect([says(clause, found(['vertex', 'mild'])), says({ ...clause, trichoanalysis: 'infection' }, found(['vertex', 'severe']))]).toEqual(['no', 'no']);
  });

  it('asks for a new look when it is too old', () => {
    expect([30, 31].map((days) => says(clause, found(['vertex', 'severe', ago(days)]), { trichoanalysis: 30 }))).toEqual(['yes', 'open']);
  });

  it('that is too old everywhere is asked for by the region that was looked at last, in whatever order they stand', () => {
    const old: [string, string, Day][] = [['frontal', 'severe', ago(50)], ['vertex', 'severe', ago(40)]]; // prettier-ignore
    const asked = [old, old.toReversed()].map((regions) => read(clause, found(...regions), { trichoanalysis: 30 }).missing);
    expect(asked.map(([missing]) => missing!.answeredOn)).toEqual([ago(40), ago(40)]);
  });
});

describe('what is planned', () => {
  const allergicTo = (...texts: string[]) => texts.map((text) => ({ ...recorded(), code: null, text }));

  it('is found under any of its names, and named as it was written', () => {
    const clause: Clause = { plannedIngredient: ['finasteride', 'local-anaesthetic'] };
    expect(read(clause, { ingredients: ['Propecia 1 mg', 'Xylocaine', 'water'] }).because).toEqual([
      { fact: 'planned-ingredient', value: 'Propecia 1 mg', source: { type: 'request', id: null } },
      { fact: 'planned-ingredient', value: 'Xylocaine', source: { type: 'request', id: null } },
    ]);
    expect([says(clause, { ingredients: ['biotin'] }), says(clause, { ingredients: [] }), says(clause, { ingredients: null })]).toEqual(['no', 'no', 'no']);
  });

  it('is denied only where it was said', () => {
    const clause: Clause = { not: { plannedIngredient: ['finasteride'] } };
    expect(read(clause, { ingredients: ['biotin'] }).because).toMatchObject([{ fact: 'planned-ingredient', value: 'biotin' }]);
    expect(read(clause, { ingredients: [] }).because).toMatchObject([{ fact: 'planned-ingredient', value: 'none' }]);
    expect(says(clause, { ingredients: null })).toBe('no');
  });

  it('meets an allergy to it, to its class, or to one of its names', () => {
    const clause: Clause = { allergyToPlannedIngredient: true };
    const meets = (allergy: string, ingredients: string[] | null) => says(clause, { allergies: allergicTo(allergy), ingredients });
    expect([meets('Lignocaine', ['lidocaine']), meets('local anaesthetics', ['lidocaine']), meets('latex', ['lidocaine'])]).toEqual(['yes', 'yes', 'no']);
    expect([meets('latex', null), meets('latex', [])]).toEqual(['open', 'no']);
    expect(read(clause, { allergies: allergicTo('latex', 'nickel'), ingredients: null }).missing).toMatchObject([
      { fact: 'ingredients', ask: 'Which ingredients are planned? The patient is allergic to latex, nickel.' },
    ]);
    const { recordedAt, source } = recorded();
    expect(read(clause, { allergies: allergicTo('Lignocaine'), ingredients: ['Xylocaine gel'] }).because).toEqual([
      { fact: 'allergy', text: 'Lignocaine', value: 'Xylocaine gel', recordedAt, source },
    ]);
  });

  it('does not matter to a clause about the allergy itself', () => {
    const { recordedAt, source } = recorded();
    const coded = { ...recorded(), code: { system: 'atc', code: 'N01BB02' }, text: null };
    expect(read({ allergy: ['lidocaine'] }, { allergies: [coded] }).because).toEqual([{ fact: 'allergy', code: coded.code, recordedAt, source }]);
    expect(read({ allergy: ['lidocaine'] }, { allergies: allergicTo('Lignocaine') }).because).toEqual([
      { fact: 'allergy', text: 'Lignocaine', recordedAt, source },
    ]);
    expect([says({ allergy: ['N01B'] }, { allergies: [coded] }), says({ allergy: ['J01'] }, { allergies: [coded] })]).toEqual(['yes', 'no']);
    for (const several of [
      ['J01', 'N01B'],
      ['N01B', 'J01'],
      ['J01', 'lidocaine'],
    ])
      expect(says({ allergy: several }, { allergies: [coded] })).toBe('yes');
  });

  it('is not found in words that nobody knows: they are unread', () => {
    expect([
      says({ allergy: ['N01B'] }, { allergies: allergicTo('that cream') }),
      says({ allergy: ['lidocaine'] }, { allergies: allergicTo('that cream') }),
    ]).toEqual(['no', 'no']);
  });
});
