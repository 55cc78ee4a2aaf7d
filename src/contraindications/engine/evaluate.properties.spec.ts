import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../kernel/day.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import { evaluate, listOutcomes } from './evaluate.js';
import { outcomes, type Outcome } from './outcome.js';
import type { Answer, Facts } from './facts.js';
import { EvaluationDate } from './evaluation-date.js';
import { answer, healthy, lab, today, withCondition, withMedicine, withProcedure } from '../../../test/support/healthy-person.js';
import { runs } from '../../../test/support/runs.js';
import { screeningQuestions } from './questions.js';
import { evaluateRule } from './rule.js';

const timeZone = 'Asia/Kolkata';
const rank = (outcome: Outcome): number => outcomes.indexOf(outcome);

const dayAgo = fc.integer({ min: 0, max: 400 }).map((days) => addDays(today, -days));
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const anAnswer: fc.Arbitrary<Answer> = fc.tuple(fc.constantFrom('yes' as const, 'no' as const), dayAgo).map(([value, on]) => answer(value, on));

const codes = [
  'E11.9',
  'D66',
  'D69.6',
  'B35.0',
  'L08.9',
  'O26.9',
  'M32.9',
  'I10',
  'I95.1',
  'L21.0',
  'C44.4',
  'C50.9',
  'L91.0',
  'K74.6',
  'N18.3',
  'G40.9',
  'L63.0',
  'L66.2',
  'F45.2',
  'L64.9',
];
const medicines = [
  'A10BA02',
  'B01AA03',
  'B01AC06',
  'N02BA01',
  'M01AE01',
  'A11HA03',
  'A11HA05',
  'D10BA01',
  'L01BA01',
  'L04AX03',
  'C09AA05',
  'J01CA04',
  'N02BE01',
];
const operations = ['hysterectomy', 'hair-transplant-fut', 'scalp-surgery'];

/** A person of whom anything may or may not be known. */
const person: fc.Arbitrary<Facts> = fc
  .record({
    birthDate: maybe(fc.constantFrom('1991-04-03', '2009-06-01', '2008', '1991', '1970-01-01')),
    sexAtBirth: fc.constantFrom('female' as const, 'male' as const, 'intersex' as const, 'unknown' as const),
    pregnancy: maybe(anAnswer),
    capacityForPregnancy: maybe(anAnswer),
    breastfeeding: maybe(anAnswer),
    screening: fc.array(fc.tuple(fc.constantFrom(...screeningQuestions), anAnswer)).map((all) => Object.fromEntries(all)),
    signed: fc.boolean(),
    reviewedOn: maybe(dayAgo),
    conditions: fc.array(fc.tuple(fc.constantFrom(...codes), fc.boolean()), { maxLength: 4 }),
    medicines: fc.array(fc.tuple(fc.constantFrom(...medicines), fc.boolean(), maybe(dayAgo)), { maxLength: 4 }),
    operations: fc.array(fc.tuple(fc.constantFrom(...operations), maybe(dayAgo)), { maxLength: 2 }),
    pressure: maybe(fc.tuple(fc.integer({ min: 70, max: 220 }), fc.integer({ min: 40, max: 130 }), dayAgo)),
    labs: fc.array(fc.tuple(fc.constantFrom(...Object.keys(healthy.labs)), fc.double({ min: 0, max: 300, noNaN: true }), dayAgo), { maxLength: 12 }),
    infection: maybe(fc.tuple(fc.constantFrom('none', 'fungal', 'bacterial'), dayAgo)),
    ingredients: maybe(fc.subarray(['minoxidil', 'finasteride', 'biotin', 'lidocaine', 'iron-oxide-pigment'])),
    allergic: fc.boolean(),
  })
  .map((known) => {
    const reviewed =
      known.reviewedOn === null
        ? {}
        : Object.fromEntries(['conditions', 'medications', 'allergies', 'procedures'].map((list) => [list, { ...answer('no', known.reviewedOn!) }]));
    let facts: Facts = {
      ...healthy,
      birthDate: known.birthDate,
      sexAtBirth: known.sexAtBirth,
      pregnancy: known.pregnancy,
      capacityForPregnancy: known.capacityForPregnancy,
      breastfeeding: known.breastfeeding,
      screening: known.screening,
      signedConsultations: known.signed ? healthy.signedConsultations : [],
      reviewed,
      bloodPressure: known.pressure ? { ...healthy.bloodPressure!, systolic: known.pressure[0], diastolic: known.pressure[1], on: known.pressure[2] } : null,
      labs: Object.fromEntries(known.labs.map(([analyte, value, on]) => [analyte, lab(analyte, value, healthy.labs[analyte]!.unit!, on)])),
      trichoanalysis: known.infection ? [{ ...healthy.trichoanalysis[0]!, value: known.infection[0], on: known.infection[1] }] : [],
      ingredients: known.ingredients,
      allergies: known.allergic ? [{ ...healthy.signedConsultations[0]!, code: null, text: 'lidocaine' }] : [],
    };
    for (const [code, active] of known.conditions) facts = withCondition(code, active, facts);
    for (const [atc, inUse, last] of known.medicines) facts = withMedicine(atc, last === null ? { inUse: true } : { inUse, last }, facts);
    for (const [kind, performed] of known.operations) facts = withProcedure(kind, performed, facts);
    return facts;
  });

const aRuleset = fc.constantFrom(...shippedRulesets.map((ruleset) => ({ ...ruleset, [fc.toStringMethod]: () => ruleset.treatment })));
const planned = fc.integer({ min: 0, max: 60 }).map((days) => addDays(today, days));

const check = (property: fc.IProperty<never> | fc.IProperty<unknown[]>): void => fc.assert(property as fc.IProperty<unknown[]>, runs(300));

/** A fact that speaks against a treatment, added to what is known. */
const adverse: fc.Arbitrary<(facts: Facts) => Facts> = fc.oneof(
  fc.constantFrom(...codes).map((code) => (facts: Facts) => withCondition(code, true, facts)),
  fc.constantFrom(...medicines).map((atc) => (facts: Facts) => withMedicine(atc, { inUse: true }, facts)),
  fc
    .constantFrom(...screeningQuestions)
    .map((question) => (facts: Facts): Facts => ({ ...facts, screening: { ...facts.screening, [question]: answer('yes') } })),
  fc.constant((facts: Facts): Facts => ({ ...facts, pregnancy: answer('yes') })),
  fc.constant((facts: Facts): Facts => ({
    ...facts,
    trichoanalysis: [...facts.trichoanalysis, { ...healthy.trichoanalysis[0]!, region: 'occipital', value: 'fungal' }],
  })),
  fc.constant((facts: Facts): Facts => ({ ...facts, labs: { ...facts.labs, platelets: lab('platelets', 10, '10*3/uL') } })),
);

interface Withdrawal {
  /** The fact that is taken away, as `needsData` calls it. */
  need: string;
  from: (facts: Facts) => Facts;
}

const lists = ['conditions', 'medications', 'allergies', 'procedures'] as const;
const members: [need: string, without: Partial<Facts>][] = [
  ['pregnancy', { pregnancy: null }],
  ['breastfeeding', { breastfeeding: null }],
  ['birthDate', { birthDate: null }],
  ['consultation.signed', { signedConsultations: [] }],
  ['trichoanalysis', { trichoanalysesOnFile: [] }],
  ['trichoanalysis.infection', { trichoanalysis: [] }],
  ['lab.tsh', { labs: {} }],
];

const without = <T>(all: Record<string, T>, name: string): Record<string, T> => Object.fromEntries(Object.entries(all).filter(([other]) => other !== name));

/** Takes one answer away. */
const withdrawal: fc.Arbitrary<Withdrawal> = fc.oneof(
  fc
    .constantFrom(...screeningQuestions)
    .map((question) => ({ need: `screening.${question}`, from: (facts: Facts): Facts => ({ ...facts, screening: without(facts.screening, question) }) })),
  fc.constantFrom(...members).map(([need, gone]) => ({ need, from: (facts: Facts): Facts => ({ ...facts, ...gone }) })),
  fc
    .constantFrom(...lists)
    .map((list) => ({ need: `${list}.reviewed`, from: (facts: Facts): Facts => ({ ...facts, reviewed: without(facts.reviewed, list) }) })),
);

describe('whatever is known of a person', () => {
  it('a fact that speaks against the treatment never makes a finding milder', () => {
    check(
      fc.property(aRuleset, person, adverse, planned, (ruleset, facts, worsen, day) =>
        ruleset.rules.every(
          (rule) =>
            rank(evaluateRule(rule, worsen(facts), EvaluationDate.fromDay(day)).outcome) >=
              rank(evaluateRule(rule, facts, EvaluationDate.fromDay(day)).outcome) ||
            // A rule that known facts have decided asks for nothing more: caution in place of a question.
            evaluateRule(rule, facts, EvaluationDate.fromDay(day)).outcome === 'needs-data',
        ),
      ),
    );
  });

  it('a rule that needs an answer is not clear without it, unless it does not apply', () => {
    check(
      fc.property(aRuleset, person, withdrawal, planned, (ruleset, facts, { need, from }, day) =>
        ruleset.rules
          .filter((rule) => rule.needsData.includes(need))
          .map((rule) => evaluateRule(rule, from(facts), EvaluationDate.fromDay(day)))
          .every(({ outcome, note }) => outcome !== 'clear' || note === 'Does not apply to this patient.'),
      ),
    );
  });

  it('the outcomes alone are those of the whole evaluation', () => {
    check(
      fc.property(aRuleset, person, planned, fc.boolean(), (ruleset, facts, plannedOn, onSessionDay) => {
        const { findings } = evaluate(ruleset, facts, { plannedOn, timeZone, onSessionDay });
        expect(listOutcomes(ruleset, facts, { plannedOn, onSessionDay })).toEqual(findings.map(({ ruleId, outcome }) => ({ ruleId, outcome })));
      }),
    );
  });

  it('the order in which facts were written down does not matter', () => {
    check(
      fc.property(aRuleset, person, planned, (ruleset, facts, plannedOn) => {
        const reversed: Facts = {
          ...facts,
          conditions: facts.conditions.toReversed(),
          medications: facts.medications.toReversed(),
          procedures: facts.procedures.toReversed(),
          labs: Object.fromEntries(Object.entries(facts.labs).toReversed()),
          screening: Object.fromEntries(Object.entries(facts.screening).toReversed()),
        };
        const read = (item: Facts) => {
          const { findings, ...rest } = evaluate(ruleset, item, { plannedOn, timeZone });
          return JSON.stringify([
            rest.outcome,
            rest.earliestClearOn,
            rest.validUntil,
            findings.map((finding) => [finding.ruleId, finding.outcome, finding.overridable, finding.reconsiderOn]),
          ]);
        };
        return read(facts) === read(reversed);
      }),
    );
  });

  it('the same question gets the same answer', () => {
    check(
      fc.property(aRuleset, person, planned, (ruleset, facts, plannedOn) => {
        const kept = JSON.stringify(facts);
        const first = JSON.stringify(evaluate(ruleset, facts, { plannedOn, timeZone }));
        return first === JSON.stringify(evaluate(ruleset, facts, { plannedOn, timeZone })) && JSON.stringify(facts) === kept;
      }),
    );
  });

  it('every finding that is not clear says what it rests on, or what to ask', () => {
    check(
      fc.property(aRuleset, person, planned, (ruleset, facts, plannedOn) =>
        evaluate(ruleset, facts, { plannedOn, timeZone }).findings.every((finding) =>
          finding.outcome === 'needs-data'
            ? finding.missing.length > 0
            : finding.missing.length === 0 && (finding.outcome === 'clear' || finding.because.length > 0),
        ),
      ),
    );
  });

  it('the days that it names hold, and no day between them is different', () => {
    check(
      fc.property(aRuleset, person, planned, (ruleset, facts, plannedOn) => {
        const { earliestClearOn } = evaluate(ruleset, facts, { plannedOn, timeZone });
        const clearOn = (day: string): boolean => ruleset.rules.every((rule) => evaluateRule(rule, facts, EvaluationDate.fromDay(day)).outcome === 'clear');
        for (let day = plannedOn; day < (earliestClearOn ?? addDays(plannedOn, 60)); day = addDays(day, 1)) if (clearOn(day)) return false;
        return earliestClearOn === null || clearOn(earliestClearOn);
      }),
    );
  });
});
