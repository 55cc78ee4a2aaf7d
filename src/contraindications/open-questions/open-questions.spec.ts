import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../kernel/day.js';
import { answer, healthy, lab, today, withAllergy, withCondition, withMedicine, withProcedure } from '../../../test/support/healthy-person.js';
import { evaluate, noFacts, screeningQuestions, type Facts, type Ruleset } from '../engine/index.js';
import { mesotherapyRuleset } from '../rulesets/shipped/mesotherapy.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import { openQuestions, findSubject, type OpenQuestion } from './open-questions.js';
import { listWritings, type WritingContext } from './writing.js';

const [, smp] = shippedRulesets as [Ruleset, Ruleset];

const evaluationOf = (ruleset: Ruleset, facts: Facts) => evaluate(ruleset, facts, { plannedOn: today, timeZone: 'Asia/Kolkata' });
const questionsOf = (ruleset: Ruleset, facts: Facts): OpenQuestion[] => openQuestions(ruleset.rules, evaluationOf(ruleset, facts));
const named = (questions: OpenQuestion[]): string[] => questions.map(({ missing }) => [missing.fact, ...missing.alternatives].join('|'));

const contextOf = (facts: Facts, more: Partial<WritingContext> = {}): WritingContext => ({
  patientId: 'p1',
  draft: null,
  facts,
  consultations: [],
  today,
  again: '/again',
  ...more,
});

const withoutScreening = (question: string): Facts => {
  const { [question]: _gone, ...screening } = healthy.screening;
  return { ...healthy, screening };
};

/** A person of whom some things are known, and some are not. */
const somebody: fc.Arbitrary<Facts> = fc
  .record({
    sexAtBirth: fc.constantFrom('female' as const, 'male' as const, 'intersex' as const, 'unknown' as const),
    birthDate: fc.constantFrom('1991-04-03', '2008', '1950-01-01', null),
    answered: fc.subarray([...screeningQuestions]),
    yes: fc.subarray([...screeningQuestions], { maxLength: 3 }),
    labs: fc.subarray(Object.keys(healthy.labs)),
    age: fc.integer({ min: 0, max: 200 }),
    reviewed: fc.subarray(['conditions', 'medications', 'allergies', 'procedures'] as const),
    asked: fc.boolean(),
    signed: fc.boolean(),
    looked: fc.boolean(),
    medicine: fc.option(fc.constantFrom('B01AC06', 'B01AA03', 'A10BA02', null)),
    stopped: fc.option(fc.constant(addDays(today, -12))),
    operation: fc.option(fc.constantFrom('hair-transplant-fut', 'hysterectomy')),
    allergic: fc.boolean(),
    condition: fc.option(fc.constantFrom('E11.9', 'L63.0', 'I10')),
  })
  .map((known) => {
    const on = addDays(today, -known.age);
    let facts: Facts = {
      ...healthy,
      sexAtBirth: known.sexAtBirth,
      birthDate: known.birthDate,
      screening: Object.fromEntries(known.answered.map((question) => [question, answer(known.yes.includes(question) ? 'yes' : 'no', on)])),
      labs: Object.fromEntries(known.labs.map((name) => [name, { ...healthy.labs[name]!, on }])),
      reviewed: Object.fromEntries(known.reviewed.map((list) => [list, answer('no', on)])),
      pregnancy: known.asked ? answer('no', on) : null,
      breastfeeding: known.asked ? answer('no', on) : null,
      signedConsultations: known.signed ? healthy.signedConsultations : [],
      trichoanalysis: known.looked ? healthy.trichoanalysis : [],
      trichoanalysesOnFile: known.looked ? healthy.trichoanalysesOnFile : [],
    };
    if (known.medicine !== null) facts = withMedicine(known.medicine, known.stopped === null ? { first: null, last: today } : { last: known.stopped }, facts);
    if (known.operation !== null) facts = withProcedure(known.operation, null, facts);
    if (known.allergic) facts = withAllergy('lidocaine', null, facts);
    if (known.condition !== null) facts = withCondition(known.condition, true, facts);
    return facts;
  });

const aRuleset = fc.constantFrom(...shippedRulesets);

describe('the open questions of a treatment', () => {
  it('are none when, and only when, no finding needs data', () => {
    fc.assert(
      fc.property(somebody, aRuleset, (facts, ruleset) => {
        const evaluation = evaluationOf(ruleset, facts);
        const needed = evaluation.findings.some(({ outcome }) => outcome === 'needs-data');
        expect(openQuestions(ruleset.rules, evaluation).length > 0).toBe(needed);
      }),
      { numRuns: 300 },
    );
  });

  it('name every rule that waits, and no other', () => {
    fc.assert(
      fc.property(somebody, aRuleset, (facts, ruleset) => {
        const evaluation = evaluationOf(ruleset, facts);
        const waiting = new Set(openQuestions(ruleset.rules, evaluation).flatMap((question) => question.waiting.map(({ id }) => id)));
        const needing = evaluation.findings.filter(({ outcome }) => outcome === 'needs-data').map(({ ruleId }) => ruleId);
        expect([...waiting].sort()).toEqual([...new Set(needing)].sort());
      }),
      { numRuns: 200 },
    );
  });

  it('are each asked once, and each can be answered somewhere', () => {
    fc.assert(
      fc.property(somebody, aRuleset, (facts, ruleset) => {
        const questions = questionsOf(ruleset, facts);
        expect(new Set(questions.map(({ missing }) => `${missing.fact} ${missing.alternatives.join()} ${missing.ask}`)).size).toBe(questions.length);
        for (const { missing } of questions) expect(listWritings(missing, contextOf(facts)).length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it('promise the gravest that a yes can do: it does that, and nothing graver', () => {
    fc.assert(
      fc.property(somebody, aRuleset, (facts, ruleset) => {
        for (const { missing, worst } of questionsOf(ruleset, facts)) {
          const [kind, name = ''] = missing.fact.split('.');
          if (kind !== 'screening') continue;
          const before = evaluationOf(ruleset, facts).findings;
          const after = evaluationOf(ruleset, { ...facts, screening: { ...facts.screening, [name]: answer('yes') } }).findings;
          const brought = after.filter((finding, index) => finding.outcome === 'contraindicated' && before[index]!.outcome !== 'contraindicated');
          expect(brought.length > 0).toBe(worst.outcome === 'contraindicated');
          expect(brought.some(({ overridable }) => !overridable)).toBe(worst.outcome === 'contraindicated' && !worst.overridable);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('come in the order in which asking can decide soonest', () => {
    const order = named(questionsOf(mesotherapyRuleset, { ...noFacts, sexAtBirth: 'female' }));
    const before = (one: string, other: string): void => expect([one, other, order.indexOf(one) < order.indexOf(other)]).toEqual([one, other, true]);
    // What rules out for good, before what a dermatologist may decide otherwise, before caution, before what can only clear.
    before('screening.active-infection', 'medications.reviewed');
    before('pregnancy', 'screening.diabetes|conditions.reviewed');
    before('screening.diabetes|conditions.reviewed', 'screening.keloid-tendency');
    before('screening.keloid-tendency', 'consultation.signed');
    // Of what rules out alike, first what more rules wait for, then what the patient can say at once.
    before('medications.reviewed', 'screening.diabetes|conditions.reviewed');
    before('screening.diabetes|conditions.reviewed', 'lab.platelets');
    expect(order.at(-1)).toBe('consultation.signed');
  });

  it('ask about pregnancy and breastfeeding only where they apply', () => {
    for (const facts of [
      { ...noFacts, sexAtBirth: 'male' as const },
      { ...noFacts, birthDate: '1950-01-01' },
      { ...noFacts, capacityForPregnancy: answer('no') },
      withProcedure('hysterectomy', '2020-01-01', noFacts),
    ]) {
      for (const ruleset of shippedRulesets) expect(named(questionsOf(ruleset, facts)).filter((fact) => /pregnan|breast/.test(fact))).toEqual([]);
    }
    for (const ruleset of shippedRulesets) expect(named(questionsOf(ruleset, noFacts))).toEqual(expect.arrayContaining(['pregnancy', 'breastfeeding']));
  });

  it('say when an answer has become too old, as strictly as the strictest rule that waits', () => {
    const on = addDays(today, -100);
    const facts: Facts = { ...healthy, reviewed: { ...healthy.reviewed, conditions: answer('no', on) } };
    const [question] = questionsOf(smp, facts).filter(({ missing }) => missing.fact === 'conditions.reviewed');
    expect(question).toMatchObject({ missing: { reason: 'outdated', answeredOn: on, maxAgeDays: 30 } });
    expect(question!.waiting.map(({ id }) => id)).toEqual(['smp.medicines-declared', 'smp.scarring-active']);
  });

  it('name the medicine or the operation of which a day is asked', () => {
    let facts = withMedicine('B01AC06', { first: null, last: today });
    facts = withMedicine('M01AE01', { first: null, last: today }, facts);
    facts = withProcedure('hair-transplant-fut', null, facts);
    const subjects = questionsOf(smp, facts).map(({ missing }) => [missing.fact, findSubject(missing, facts)?.name]);
    expect(subjects).toEqual(
      expect.arrayContaining([
        ['medication.lastTakenOn', 'B01AC06'],
        ['medication.lastTakenOn', 'M01AE01'],
        ['procedure.performedOn', 'hair-transplant-fut'],
      ]),
    );
  });
});

describe('where an answer is written', () => {
  const missingOf = (ruleset: Ruleset, facts: Facts, fact: string) => questionsOf(ruleset, facts).find(({ missing }) => missing.fact === fact)!.missing;

  it('is a new consultation, or the draft of the day', () => {
    const facts = withoutScreening('active-infection');
    const missing = missingOf(mesotherapyRuleset, facts, 'screening.active-infection');
    const pointer = '/medicalHistory/screening/active-infection';
    expect(listWritings(missing, contextOf(facts))).toEqual([
      { fact: missing.fact, method: 'POST', path: '/v1/patients/p1/consultations', pointer, along: [], required: ['/startedAt'], ifMatch: null },
    ]);
    expect(listWritings(missing, contextOf(facts, { draft: { id: 'c9', version: 3 } }))).toEqual([
      { fact: missing.fact, method: 'PATCH', path: '/v1/consultations/c9', pointer, along: [], required: [], ifMatch: 3 },
    ]);
  });

  it('is told of each fact that would do', () => {
    const { 'glucose-fasting': _one, hba1c: _other, ...labs } = healthy.labs;
    const facts = { ...healthy, labs };
    const missing = missingOf(mesotherapyRuleset, facts, 'lab.glucose-fasting');
    expect(listWritings(missing, contextOf(facts)).map(({ fact, along }) => [fact, along.at(-1)?.value])).toEqual([
      ['lab.glucose-fasting', 'mg/dL'],
      ['lab.hba1c', '%'],
    ]);
  });

  it('names what the body needs that only whoever asks knows', () => {
    const required = (facts: Facts, fact: string, more = {}) =>
      listWritings(missingOf(mesotherapyRuleset, facts, fact), contextOf(facts, more)).map((way) => [way.path, ...way.required]);
    const facts = { ...healthy, labs: {}, trichoanalysis: [], trichoanalysesOnFile: [] };
    expect(required(facts, 'lab.tsh')).toEqual([['/v1/patients/p1/blood-tests', '/collectedAt']]);
    const examination = ['/trichoanalyses/-/performedAt', '/trichoanalyses/-/region'];
    expect(required(facts, 'trichoanalysis.infection')).toEqual([['/v1/patients/p1/consultations', '/startedAt', ...examination]]);
    expect(required(facts, 'trichoanalysis.infection', { draft: { id: 'c9', version: 3 } })).toEqual([
      ['/v1/consultations/c9/trichoanalyses', '/performedAt', '/region'],
    ]);
  });

  it('is the entry of the list, or the same entry said again', () => {
    const facts = withMedicine('B01AC06', { first: null, last: today });
    const missing = missingOf(smp, facts, 'medication.lastTakenOn');
    const [medicine] = facts.medications;
    const onList = { ...facts, medications: [{ ...medicine!, source: { type: 'medication' as const, id: 'm1' } }] };
    expect(listWritings(missing, contextOf(onList))).toEqual([
      { fact: missing.fact, method: 'PATCH', path: '/v1/medications/m1', pointer: '/lastTakenOn', along: [], required: [], ifMatch: null },
    ]);
    const entry = { name: 'B01AC06', code: { system: 'atc', code: 'B01AC06' }, status: 'stopped', lastTakenOn: null };
    const consultation = {
      id: 'c1',
      signed: true,
      startedAt: '2026-11-21T05:30:00Z',
      medicalHistory: { medications: [entry] },
      bloodPressure: null,
      results: [],
      trichoanalyses: [],
      diagnoses: [],
    };
    expect(listWritings(missing, contextOf(facts, { consultations: [consultation] }))).toMatchObject([
      {
        pointer: '/medicalHistory/medications/-/lastTakenOn',
        along: [
          { pointer: '/medicalHistory/medications/-/name', value: 'B01AC06' },
          { pointer: '/medicalHistory/medications/-/code', value: entry.code },
          { pointer: '/medicalHistory/medications/-/status', value: 'stopped' },
        ],
      },
    ]);
  });

  it('is the request itself for what is planned', () => {
    const facts = withAllergy('lidocaine', null);
    expect(listWritings(missingOf(mesotherapyRuleset, facts, 'ingredients'), contextOf(facts))).toMatchObject([{ method: 'GET', path: '/again' }]);
  });

  it('asks for the figure again where a laboratory gave a limit', () => {
    const facts: Facts = { ...healthy, labs: { ...healthy.labs, platelets: { ...lab('platelets', 120, '10*3/uL'), comparator: '<' } } };
    expect(listWritings(missingOf(mesotherapyRuleset, facts, 'lab.platelets'), contextOf(facts))).toMatchObject([
      { method: 'POST', path: '/v1/patients/p1/blood-tests', pointer: '/results/-/value' },
    ]);
  });
});
