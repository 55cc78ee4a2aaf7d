import { describe, expect, it } from '@jest/globals';
import { exampleRule } from '../../../test/support/example-rule.js';
import { answer, healthy, today, withCondition, withMedicine, withScreening } from '../../../test/support/healthy-person.js';
import { addDays } from '../../kernel/day.js';
import { evaluate, listOutcomes } from './evaluate.js';
import type { Evaluation, Finding } from './evaluation.js';
import type { Facts } from './facts.js';
import type { Clause, Rule } from './ruleset.js';

const rulesetOf = (...rules: Partial<Rule>[]) => ({
  treatment: 'mesotherapy' as const,
  title: 'Some',
  rules: rules.map((rule, index): Rule => ({ ...exampleRule, id: `one.rule-${index}`, needsData: [], ...rule })),
});
const evaluation = (facts: Facts, ...rules: Partial<Rule>[]): Evaluation =>
  evaluate(rulesetOf(...rules), facts, { plannedOn: today, timeZone: 'Asia/Kolkata' });
const finding = (facts: Facts, rule: Partial<Rule>): Finding => evaluation(facts, rule).findings[0]!;

const migraine: Clause = { condition: ['G43'] };
const facts = withCondition('G43.1');

describe('a finding', () => {
  it('says what its rule says, and what it rests on', () => {
    expect(finding(facts, { any: [migraine] })).toEqual({
      ruleId: 'one.rule-0',
      title: exampleRule.title,
      outcome: 'caution',
      because: [
        {
          fact: 'condition',
          code: { system: 'icd-10', code: 'G43.1' },
          value: 'active',
          recordedAt: '2026-11-21T05:30:00.000Z',
          source: { type: 'consultation', id: 'c1' },
        },
      ],
      missing: [],
      reconsiderOn: null,
      overridable: true,
      note: null,
      citation: exampleRule.citation,
      origin: exampleRule.origin,
    });
  });

  it('names further sources, and a second dermatologist, only where the rule does', () => {
    const citations = [{ title: 'Elsewhere', url: null }];
    expect(finding(facts, { any: [migraine], citations }).citations).toEqual(citations);
    expect(finding(facts, { any: [migraine], overridable: { by: 'two-dermatologists' } })).toMatchObject({
      overridable: true,
      overridableBy: 'two-dermatologists',
    });
    expect(finding(facts, { any: [migraine], overridable: { by: 'dermatologist' } })).not.toHaveProperty('overridableBy');
    expect(finding(facts, { any: [migraine], overridable: false })).toMatchObject({ overridable: false });
    expect(finding(facts, { any: [migraine], overridable: false })).not.toHaveProperty('overridableBy');
  });

  it('asks a question once, of the strictest age that a clause accepts, in whatever order they stand', () => {
    const negative = {
      ...answer('no', addDays(today, -2)),
      analyte: 'hcg',
      code: null,
      value: null,
      comparator: null,
      unit: null,
      text: 'negative',
      interpretation: 'N',
      referenceRange: null,
    };
    const tested = { ...healthy, labs: { ...healthy.labs, hcg: negative } } as Facts;
    const within = (withinDays: number): Clause => ({ lab: 'hcg', is: 'negative', withinDays });
    const strictest = [expect.objectContaining({ fact: 'lab.hcg', reason: 'outdated', maxAgeDays: 0 })];
    expect(finding(tested, { any: [within(1), within(0)] }).missing).toEqual(strictest);
    expect(finding(tested, { any: [within(0), within(1)] }).missing).toEqual(strictest);
  });

  it('names a fact once, however many clauses found it; twice where they remark something else about it', () => {
    const named = (...any: Clause[]): number => finding(facts, { any }).because.length;
    expect(named(migraine, { condition: ['G'] })).toBe(1);
    expect(named({ ...migraine, note: 'One.' }, { condition: ['G'], note: 'One.' })).toBe(1);
    expect(named({ ...migraine, note: 'One.' }, { condition: ['G'], note: 'Another.' })).toBe(2);
    expect(named({ ...migraine, origin: 'seed' }, { condition: ['G'], origin: 'literature' })).toBe(2);
    expect(named({ ...migraine, origin: 'seed' }, { condition: ['G'], origin: 'seed' }, { condition: ['G43.1'], origin: 'literature' })).toBe(2);
  });

  it('asks for a detail once, however many clauses lack it, and for each that differs', () => {
    const stopped = withMedicine('N02CA01', { first: null, last: today });
    const within = (days: number, prefix = 'N02C'): Clause => ({ medication: [prefix], lastTakenWithinDays: days });
    const asked = (known: Facts, ...any: Clause[]): number => finding(known, { any }).missing.length;
    expect(asked(stopped, within(7), within(5, 'N02'))).toBe(1);
    expect(asked(withMedicine('N02CA02', { first: null, last: today }, stopped), within(7))).toBe(2);
  });

  it('asks for needs that differ in anything, each', () => {
    const nothing: Facts = { ...withScreening('diabetes', null), reviewed: {} };
    const missing = (...needsData: string[]) => finding(nothing, { any: [], needsData }).missing.map(({ fact, alternatives }) => [fact, ...alternatives]);
    expect(missing('screening.diabetes|conditions.reviewed', 'screening.diabetes|medications.reviewed', 'screening.diabetes|conditions.reviewed')).toEqual([
      ['screening.diabetes', 'conditions.reviewed'],
      ['screening.diabetes', 'medications.reviewed'],
    ]);
  });

  it('asks in the words of the rule where it has some', () => {
    const nothing = withScreening('diabetes', null);
    const ask = { 'screening.diabetes': 'Is your sugar high?' };
    expect(finding(nothing, { any: [], needsData: ['screening.diabetes'], ask }).missing).toEqual([expect.objectContaining({ ask: 'Is your sugar high?' })]);
  });
});

describe('outcomes alone', () => {
  it('are those of the day of a session only where that is asked for', () => {
    const ruleset = rulesetOf({ any: [], needsData: ['pregnancy'], maxAgeDays: { history: 14 }, onSessionDay: { history: 0 } });
    const asked: Facts = { ...healthy, pregnancy: answer('no', addDays(today, -1)) };
    const outcome = (onSessionDay?: boolean) => listOutcomes(ruleset, asked, { plannedOn: today, ...(onSessionDay !== undefined && { onSessionDay }) });
    expect(outcome()).toEqual([{ ruleId: 'one.rule-0', outcome: 'clear' }]);
    expect(outcome(false)).toEqual(outcome());
    expect(outcome(true)).toEqual([{ ruleId: 'one.rule-0', outcome: 'needs-data' }]);
  });
});

describe('an evaluation', () => {
  const clear: Partial<Rule> = { any: [] };
  const caution: Partial<Rule> = { any: [migraine] };
  const contraindicated: Partial<Rule> = { any: [migraine], severity: 'contraindicated' };
  const lacking: Partial<Rule> = { any: [], needsData: ['conditions.reviewed'] };
  const unreviewed: Facts = { ...facts, reviewed: {} };

  it.each([
    ['clear', [clear]],
    ['caution', [clear, caution]],
    ['needs-data', [clear, caution, lacking]],
    ['contraindicated', [contraindicated, clear, lacking, caution]],
  ] as const)('is as grave as its gravest finding: %s', (outcome, rules) => {
    expect(evaluation(unreviewed, ...rules).outcome).toBe(outcome);
    expect(evaluation(unreviewed, ...[...rules].reverse()).outcome).toBe(outcome);
    expect(listOutcomes(rulesetOf(...rules), unreviewed, { plannedOn: today }).map((outcome) => outcome.outcome)).toEqual(
      evaluation(unreviewed, ...rules).findings.map((finding) => finding.outcome),
    );
  });

  it('is clear of everything on the first day on which each rule is, however often they take turns', () => {
    const until = (prefix: string, days: number): Partial<Rule> => ({ any: [{ medication: [prefix], lastTakenWithinDays: days }] });
    const between = (prefix: string, from: number, to: number): Partial<Rule> => ({ any: [{ medication: [prefix], lastTakenDaysAgo: [from, to] }] });
    const taken = withMedicine('N02CA01', { last: today });
    const clearOn = (...rules: Partial<Rule>[]): string | null => evaluation(taken, ...rules).earliestClearOn;
    expect(clearOn(until('N02', 3))).toBe(addDays(today, 4));
    expect(clearOn(until('N02', 3), between('N02', 4, 9))).toBe(addDays(today, 10));
    expect(clearOn(between('N02', 4, 9), until('N02', 3))).toBe(addDays(today, 10));
    expect(clearOn(between('N02', 4, 9), between('N02', 11, 12), until('N02', 3))).toBe(addDays(today, 10));
    expect(clearOn(between('N02', 4, 9), between('N02', 10, 12), until('N02', 3))).toBe(addDays(today, 13));
    expect(clearOn(between('N02', 4, 9))).toBe(today);
    expect(clearOn(between('N02', 4, 9), caution)).toBe(today);
    expect(evaluation(withCondition('G43.1', true, taken), between('N02', 4, 9), caution).earliestClearOn).toBeNull();
  });

  it('holds until the day before anything changes, and no longer than half a year', () => {
    const taken = withMedicine('N02CA01', { last: today });
    const until = (days: number): Partial<Rule> => ({ any: [{ medication: ['N02'], lastTakenWithinDays: days }] });
    expect(evaluation(taken, until(9), until(3)).validUntil).toBe('2026-11-24T18:30:00.000Z');
    expect(evaluation(taken, until(179)).validUntil).toBe('2027-05-19T18:30:00.000Z');
    expect(evaluation(taken, until(180)).validUntil).toBe('2027-05-19T18:30:00.000Z');
    expect(evaluation(healthy).validUntil).toBe('2027-05-19T18:30:00.000Z');
  });

  it('looks twenty years ahead, and no further', () => {
    const born = (birthDate: string): Facts => ({ ...healthy, birthDate });
    const adult: Partial<Rule> = { any: [{ ageUnder: 30 }], needsData: [] };
    expect(finding(born('2016-11-25'), adult).reconsiderOn).toBe('2046-11-25');
    expect(finding(born('2016-12-25'), adult).reconsiderOn).toBeNull();
  });
});
