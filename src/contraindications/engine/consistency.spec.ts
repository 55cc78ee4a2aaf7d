import { describe, expect, it } from '@jest/globals';
import { bloodPanel } from '../../terminology/index.js';
import { healthy, today, withBloodPressure, withCondition, withLab, withMedicine, withScreening } from '../../../test/support/healthy-person.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import { consistency } from './consistency.js';
import { evaluate } from './evaluate.js';
import type { Facts } from './facts.js';
import { parseRuleset } from './parse-ruleset.js';

const contradictionsIn = (facts: Facts): string[][] =>
  shippedRulesets.map((ruleset) => evaluate(ruleset, facts, { plannedOn: today, timeZone: 'Asia/Kolkata' }).contradictions.map(({ about }) => about));

const inBoth = (about: string): string[][] => [[about], [about]];

describe('facts that deny each other', () => {
  it.each([
    ['a condition on the list', withCondition('E11.9'), 'diabetes'],
    ['a medicine that is taken for nothing else', withMedicine('A10BA02', { inUse: true }), 'diabetes'],
    ['a result that makes the diagnosis', withLab('hba1c', 8), 'diabetes'],
    ['the limit itself', withLab('hba1c', 6.5), 'diabetes'],
    ['a blood pressure that no healthy person has', withBloodPressure(182, 96), 'hypertension'],
    ['a failing kidney', withLab('egfr', 29), 'kidney-disease'],
    ['a medicine that suppresses immunity', withMedicine('L04AX03', { inUse: true }), 'immunodeficiency'],
    ['an illness of the joints', withCondition('M05.9'), 'autoimmune-disorder'],
    ['a pregnancy on the list', withCondition('Z33'), 'pregnancy'],
    ['cold sores on the list', withCondition('B00.1'), 'cold-sores'],
  ])('are found for either treatment: %s against the answer no', (_what, facts, about) => {
    for (const found of contradictionsIn(facts)) expect(found).toContain(about);
    expect(contradictionsIn(facts).map((found) => found.filter((one) => one === about))).toEqual(inBoth(about));
  });

  it('are none in a healthy person', () => {
    expect(contradictionsIn(healthy)).toEqual([[], []]);
  });

  it.each([
    ['just under the limit', withLab('hba1c', 6.4)],
    ['a result that is too old', withLab('hba1c', 8, '2026-06-01')],
    ['a condition that is over', withCondition('G40.9', false)],
    ['the answer yes', withScreening('diabetes', 'yes', today, withLab('hba1c', 8))],
    ['no answer at all', withScreening('diabetes', null, today, withLab('hba1c', 8))],
  ])('are none with %s', (_what, facts) => {
    expect(contradictionsIn(facts)).toEqual([[], []]);
  });

  it('are said with each of the facts once, whatever clause found them', () => {
    const evaluation = evaluate(shippedRulesets[0]!, withLab('hba1c', 8), { plannedOn: today, timeZone: 'Asia/Kolkata' });
    expect(evaluation.contradictions).toMatchObject([
      {
        about: 'diabetes',
        says: [
          { fact: 'screening', value: 'no' },
          { fact: 'lab', value: 8 },
        ],
      },
    ]);
    expect(evaluation.contradictions[0]!.says).toHaveLength(2);
  });

  it('change no finding', () => {
    const smp = shippedRulesets[1]!;
    const evaluation = evaluate(smp, withLab('hba1c', 8), { plannedOn: today, timeZone: 'Asia/Kolkata' });
    expect(evaluation.outcome).toBe('clear');
    expect(evaluation.findings.map(({ ruleId }) => ruleId)).toEqual(smp.rules.map(({ id }) => id));
  });

  it('are compared by clauses that a ruleset could contain, each against an answer', () => {
    const analytes = new Map(bloodPanel.map((analyte) => [analyte.id as string, analyte.kind === 'quantitative' ? analyte.unit : null]));
    const { errors } = parseRuleset({ treatment: 'mesotherapy', title: 'Consistency', rules: consistency }, { analytes });
    // Their names are made of questions, and are no names of a clinic's rules.
    expect(errors.filter(({ pointer }) => !pointer.endsWith('/id'))).toEqual([]);
    for (const { any } of consistency) for (const clause of any) expect(clause.contradicts).toBeDefined();
  });
});
