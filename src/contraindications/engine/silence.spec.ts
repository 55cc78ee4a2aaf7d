/** What is not on a list is not so only when the list was gone through; else nobody knows. */
import { describe, expect, it } from '@jest/globals';
import { evaluate } from './evaluate.js';
import { exampleRule } from '../../../test/support/example-rule.js';
import { answer, healthy, today, withAllergy, withCondition, withMedicine, withScreening } from '../../../test/support/healthy-person.js';
import { addDays } from '../../kernel/day.js';
import type { ListName, Facts } from './facts.js';
import { EvaluationDate } from './evaluation-date.js';
import { evaluateRule } from './rule.js';
import type { Clause, Rule } from './ruleset.js';

const outcomeOf = (rule: Rule, facts: Facts): string => evaluateRule(rule, facts, EvaluationDate.fromDay(today)).outcome;

/** The facts that make every rule below a caution. */
const rash = (facts: Facts): Facts => withCondition('L20', true, facts);

/** A caution that the clause makes more severe, together with an answer that nobody gave. */
const graverWith = (clause: Clause, list: ListName): Rule => ({
  ...exampleRule,
  severity: 'caution',
  contraindicatedWhen: [{ all: [clause, { screening: 'diabetes', is: 'yes' }] }],
  any: [{ condition: ['L20'] }],
  needsData: [`${list}.reviewed`, 'screening.diabetes'],
  maxAgeDays: { history: 30 },
});

const clauses: [ListName, Clause][] = [
  ['conditions', { condition: ['C44'] }],
  ['medications', { medication: ['L04'] }],
  ['procedures', { procedure: 'hysterectomy' }],
  ['procedures', { procedureWithinDays: ['hair-transplant-fut'], days: 30 }],
  ['allergies', { allergy: ['lidocaine'] }],
  ['allergies', { allergyToPlannedIngredient: true }],
];

describe.each(clauses)('of the %s, %j', (list, clause) => {
  const facts = withScreening('diabetes', null, today, rash(healthy));
  const reviewed = (review: Facts['reviewed'][ListName]): Facts => ({ ...facts, reviewed: { ...facts.reviewed, [list]: review } });
  const rule = graverWith(clause, list);

  it('is denied by a list that was gone through, and then no other answer is needed', () => {
    expect(outcomeOf(rule, facts)).toBe('caution');
  });

  it.each([
    ['was never gone through', undefined],
    ['was gone through too long ago', { ...answer('no', addDays(today, -31)) }],
  ])('is not denied by a list that %s', (_what, review) => {
    expect(outcomeOf(rule, reviewed(review))).toBe('needs-data');
  });

  it('is denied on the last day on which the list is not too old', () => {
    expect(outcomeOf(rule, reviewed({ ...answer('no', addDays(today, -30)) }))).toBe('caution');
  });
});

describe('an answer no', () => {
  const epilepsy: Clause = { screening: 'epilepsy', is: 'yes' };
  const answered = (daysAgo: number): Facts => rash(withScreening('epilepsy', 'no', addDays(today, -daysAgo)));

  it('denies what would make a caution graver only while it is young enough', () => {
    const rule: Rule = {
      ...exampleRule,
      contraindicatedWhen: [{ all: [{ condition: ['L20'] }, epilepsy] }],
      any: [{ condition: ['L20'] }],
      needsData: ['screening.epilepsy'],
      maxAgeDays: { history: 30 },
    };
    expect([0, 30, 31].map((daysAgo) => outcomeOf(rule, answered(daysAgo)))).toEqual(['caution', 'caution', 'needs-data']);
  });

  it('can be turned round only while it is young enough', () => {
    const rule: Rule = { ...exampleRule, any: [{ not: epilepsy }], needsData: [], maxAgeDays: { history: 30 } };
    expect([0, 30, 31].map((daysAgo) => outcomeOf(rule, answered(daysAgo)))).toEqual(['caution', 'caution', 'clear']);
  });
});

describe('a caution that might be graver', () => {
  const rule: Rule = { ...graverWith({ condition: ['C44'] }, 'conditions'), contraindicatedWhen: [{ condition: ['C44'] }] };
  const unreviewed = rash({ ...healthy, reviewed: {}, pregnancy: null, screening: {} });
  const asked = (needsData: string[], facts: Facts): [string, string[]] => {
    const { outcome, missing } = evaluateRule({ ...rule, needsData }, facts, EvaluationDate.fromDay(today));
    return [outcome, missing().map(({ fact }) => fact)];
  };

  it('asks only for what the graver clause looks at', () => {
    expect(asked(['conditions.reviewed', 'pregnancy'], unreviewed)).toEqual(['needs-data', ['conditions.reviewed']]);
    expect(asked(['pregnancy'], unreviewed)).toEqual(['caution', []]);
  });

  it('asks for it also where another answer would do', () => {
    expect(asked(['screening.cancer|conditions.reviewed'], unreviewed)).toEqual(['needs-data', ['screening.cancer']]);
  });
});

describe('an entry without a code that rules read', () => {
  const any = (clause: Clause): Rule => ({ ...exampleRule, severity: 'contraindicated', any: [clause], needsData: [] });
  const coded = (code: { system: string; code: string } | null): Facts => {
    const [one] = withCondition('C44').conditions;
    return { ...healthy, conditions: [{ ...one!, code, text: 'C44' }] };
  };

  it.each([
    [{ system: 'icd-10', code: 'C44.4' }, 'contraindicated'],
    [{ system: 'icd-10-cm', code: 'c444' }, 'contraindicated'],
    [{ system: 'snomed', code: 'C44.4' }, 'clear'],
    [null, 'clear'],
  ])('is a condition with %j: %s', (code, outcome) => {
    expect(outcomeOf(any({ condition: ['C44'] }), coded(code))).toBe(outcome);
  });

  it.each([
    ['L04AX03', 'contraindicated'],
    [null, 'clear'],
  ])('is a medicine with %s: %s', (atc, outcome) => {
    expect(outcomeOf(any({ medication: ['L04'] }), withMedicine(atc, { inUse: true }))).toBe(outcome);
  });

  it('is an allergy in words, of which those that nobody knows are unread', () => {
    expect(outcomeOf(any({ allergy: ['N01B'] }), withAllergy('something in the syringe', null))).toBe('clear');
    expect(
      evaluate({ treatment: 'mesotherapy', title: 'One', rules: [any({ allergy: ['N01B'] })] }, withAllergy('something in the syringe', null), {
        plannedOn: today,
        timeZone: 'Asia/Kolkata',
      }),
    ).toMatchObject({
      outcome: 'needs-data',
      unread: [{ fact: 'allergy', about: 'something in the syringe' }],
    });
    expect(outcomeOf(any({ allergy: ['N01B'] }), withAllergy('lidocaine', null))).toBe('contraindicated');
  });
});
