import { describe, expect, it } from '@jest/globals';
import { exampleRule } from '../../../test/support/example-rule.js';
import { bloodPanel } from '../../terminology/index.js';
import {
  healthy,
  lab,
  today,
  withBloodPressure,
  withCondition,
  withLab,
  withMedicine,
  withProcedure,
  withScreening,
} from '../../../test/support/healthy-person.js';
import { addDays } from '../../kernel/day.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import { consistency } from './consistency.js';
import { evaluate } from './evaluate.js';
import type { Facts } from './facts.js';
import { parseRuleset } from './parse-ruleset.js';
import type { Rule } from './ruleset.js';

const contradictionsIn = (facts: Facts): string[][] =>
  shippedRulesets.map((ruleset) => evaluate(ruleset, facts, { plannedOn: today, timeZone: 'Asia/Kolkata' }).contradictions.map(({ about }) => about));

const pregnancyTest = (text: string, daysAgo = 0): Facts => ({
  ...healthy,
  labs: { ...healthy.labs, hcg: { ...lab('hcg', 0, '1', addDays(today, -daysAgo)), value: null, unit: null, text } },
});

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
    expect(contradictionsIn(facts).map((found) => found.filter((text) => text === about))).toEqual(inBoth(about));
  });

  it('are none in a healthy person', () => {
    expect(contradictionsIn(healthy)).toEqual([[], []]);
  });

  it.each([
    ['just under the limit', withLab('hba1c', 6.4)],
    ['a result that is too old', withLab('hba1c', 8, '2026-06-01')],
    ['a condition that is over', withCondition('D50.9', false)],
    ['the answer yes', withScreening('diabetes', 'yes', today, withLab('hba1c', 8))],
    ['no answer at all', withScreening('diabetes', null, today, withLab('hba1c', 8))],
  ])('are none with %s', (_what, facts) => {
    expect(contradictionsIn(facts)).toEqual([[], []]);
  });

  it.each([
    ['diabetes', ['E10.1', 'E11.9', 'E12', 'E13', 'E14.0', 'O24.4']],
    ['bleeding-disorder', ['D65', 'D66', 'D67', 'D68.0', 'D69.6']],
    [
      'autoimmune-disorder',
      ['E06.3', 'E10', 'G35', 'G70.0', 'K50.9', 'K51', 'L10', 'L12', 'L63.0', 'L80', 'L93.0', 'M05', 'M06', 'M32', 'M33', 'M34', 'M35', 'M45'],
    ],
    ['hypertension', ['I10', 'I11.9', 'I12', 'I13', 'I15', 'I16']],
    ['heart-condition', ['I20', 'I21', 'I22', 'I25', 'I34', 'I35', 'I42', 'I44', 'I45', 'I47', 'I48', 'I49', 'I50.0', 'Z95.5']],
    ['epilepsy', ['G40', 'G41']],
    ['cancer', ['C44.4', 'C91']],
    ['liver-disease', ['K70', 'K71', 'K72', 'K73', 'K74', 'K76', 'K77']],
    ['kidney-disease', ['N17', 'N18.3', 'N19']],
    ['immunodeficiency', ['D80', 'D81', 'D82', 'D83', 'D84', 'B20', 'B21', 'B22', 'B23', 'B24', 'Z21', 'Z94.0']],
    ['cold-sores', ['B00.1', 'B00.2']],
    ['keloid-tendency', ['L91.0']],
    ['pregnancy', ['O09', 'O10', 'O20', 'O30', 'O48', 'O98', 'O99', 'Z33', 'Z34', 'Z35']],
  ])('are found in the conditions that deny: %s', (about, codes) => {
    for (const code of codes)
      expect([code, contradictionsIn(withCondition(code))]).toEqual([code, [expect.arrayContaining([about]), expect.arrayContaining([about])]]);
  });

  it('are found in a disease without a known end that was called over', () => {
    expect(contradictionsIn(withCondition('G40.9', false))).toEqual([['epilepsy'], ['epilepsy']]);
  });

  it('are none in conditions that deny nothing, nor in those that are near', () => {
    for (const code of ['J45', 'E06.5', 'E15', 'D64', 'G70.2', 'M42', 'I95', 'N20', 'L91.8', 'H90'])
      expect([code, contradictionsIn(withCondition(code))]).toEqual([code, [[], []]]);
  });

  it.each<[string, Facts, string, Facts]>([
    ['glucose, fasting', withLab('glucose-fasting', 126), 'diabetes', withLab('glucose-fasting', 125.9)],
    ['glucose', { ...healthy, labs: { ...healthy.labs, 'glucose-random': lab('glucose-random', 200, 'mg/dL') } }, 'diabetes', withLab('glucose-fasting', 90)],
    ['filtration', withLab('egfr', 29.9), 'kidney-disease', withLab('egfr', 30)],
    ['pressure, upper', withBloodPressure(180, 80), 'hypertension', withBloodPressure(179, 80)],
    ['pressure, lower', withBloodPressure(120, 110), 'hypertension', withBloodPressure(120, 109)],
    ['a test of pregnancy', pregnancyTest('positive'), 'pregnancy', pregnancyTest('negative')],
    ['a test of pregnancy, as long as it counts', pregnancyTest('positive', 14), 'pregnancy', pregnancyTest('positive', 15)],
    ['filtration, as long as it counts', withLab('egfr', 20, addDays(today, -90)), 'kidney-disease', withLab('egfr', 20, addDays(today, -91))],
    ['pressure, as long as it counts', withBloodPressure(190, 80, addDays(today, -30)), 'hypertension', withBloodPressure(190, 80, addDays(today, -31))],
    ['a medicine in use', withMedicine('A10BA02', { inUse: true }), 'diabetes', withMedicine('A10BA02', { last: today })],
    ['a medicine against rejection', withMedicine('L04AX03', { inUse: true }), 'immunodeficiency', withMedicine('L04AX03', { last: today })],
  ])('turn at the limit of %s', (_what, facts, about, near) => {
    for (const found of contradictionsIn(facts)) expect(found).toContain(about);
    for (const found of contradictionsIn(near)) expect(found).not.toContain(about);
  });

  it('are results of one date that differ, and findings of one region that do', () => {
    const item = lab('platelets', 248, '10*3/uL');
    const facts = { ...healthy, labs: { ...healthy.labs, platelets: { ...item, others: [{ ...item, value: 90 }] } } };
    for (const ruleset of shippedRulesets) {
      const { contradictions } = evaluate(ruleset, facts, { plannedOn: today, timeZone: 'Asia/Kolkata' });
      const found = contradictions.find(({ about }) => about === 'platelets');
      expect([found!.about, found!.says.map(({ fact, value }) => [fact, value])]).toEqual([
        'platelets',
        [
          ['lab', 248],
          ['lab', 90],
        ],
      ]);
    }
    const [inflammation] = healthy.trichoanalysis.filter(({ field }) => field === 'inflammation');
    const severe = { ...healthy, trichoanalysis: [...healthy.trichoanalysis, { ...inflammation!, value: 'severe' }] };
    expect(contradictionsIn(severe)).toEqual([['vertex.inflammation'], ['vertex.inflammation']]);
    const elsewhere = { ...healthy, trichoanalysis: [...healthy.trichoanalysis, { ...inflammation!, region: 'frontal', value: 'severe' }] };
    expect(contradictionsIn(elsewhere)).toEqual([[], []]);
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

  it('are a reason for which a rule does not apply, and a pregnancy that the rule is about; nothing else that it is about', () => {
    const rule: Rule = {
      ...exampleRule,
      severity: 'contraindicated',
      notApplicableWhen: [{ procedure: 'hysterectomy' }],
      any: [
        { screening: 'diabetes', is: 'yes' },
        { lab: 'hcg', is: 'positive', contradicts: 'pregnancy' },
      ],
      needsData: [],
    };
    const about = (facts: Facts): string[] =>
      evaluate(
        { treatment: 'mesotherapy', title: 'One', rules: [rule] },
        { ...facts, pregnancy: null },
        { plannedOn: today, timeZone: 'UTC' },
      ).contradictions.map((contradiction) => contradiction.about);
    const operated = withProcedure('hysterectomy', '2020-01-01', withScreening('diabetes', 'yes'));
    expect(about(operated)).toEqual([]);
    expect(about({ ...operated, labs: pregnancyTest('positive').labs })).toEqual(['pregnancy']);
    expect(about(pregnancyTest('positive'))).toEqual([]);
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
