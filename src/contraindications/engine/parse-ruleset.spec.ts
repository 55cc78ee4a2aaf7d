import { describe, expect, it } from '@jest/globals';
import { exampleRule as rule } from '../../../test/support/example-rule.js';
import { rulesetVocabulary } from '../rulesets/vocabulary.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import { parseRuleset, type RulesetError } from './parse-ruleset.js';

const nested = (depth: number): object => (depth === 0 ? { pregnancy: 'yes' } : { any: [nested(depth - 1)] });

const errorsOf = (change: object): RulesetError[] =>
  parseRuleset({ treatment: 'mesotherapy', title: 'Mine', rules: [{ ...rule, ...change }] }, rulesetVocabulary).errors;

describe('reading a ruleset', () => {
  it.each(shippedRulesets.map((ruleset) => [ruleset.treatment, ruleset] as const))(
    'takes the shipped one for %s, also after a journey through JSON',
    (_treatment, ruleset) => {
      const parsed = parseRuleset(JSON.parse(JSON.stringify(ruleset)), rulesetVocabulary);
      expect(parsed.errors).toEqual([]);
      expect(parsed.ruleset).toEqual(ruleset);
    },
  );

  it.each([
    ['a clause of no known kind', { any: [{ moonPhase: 'full' }] }, '/rules/0/any/0', 'unknown-clause'],
    ['a clause of two kinds', { any: [{ pregnancy: 'yes', breastfeeding: 'yes' }] }, '/rules/0/any/0', 'unknown-clause'],
    ['a question that nobody asks', { any: [{ screening: 'left-handed', is: 'yes' }] }, '/rules/0/any/0/screening', 'unknown-word'],
    ['a fact that does not exist', { needsData: ['screening.left-handed'] }, '/rules/0/needsData/0', 'unknown-fact'],
    ['an analyte that does not exist', { any: [{ lab: 'gold', gt: 1, unit: 'g/L' }] }, '/rules/0/any/0/lab', 'unknown-word'],
    ['a limit in a unit that does not convert', { any: [{ lab: 'hba1c', gt: 48, unit: 'mg/dL' }] }, '/rules/0/any/0/unit', 'inconvertible-unit'],
    ['a limit in a unit that does not exist', { any: [{ lab: 'hba1c', gt: 48, unit: 'spoons' }] }, '/rules/0/any/0/unit', 'inconvertible-unit'],
    ['a result compared in two ways', { any: [{ lab: 'hba1c', gt: 6, unit: '%', outsideReference: true }] }, '/rules/0/any/0', 'malformed'],
    ['a result compared in no way', { any: [{ lab: 'hba1c' }] }, '/rules/0/any/0', 'malformed'],
    ['a code that is none', { any: [{ condition: ['sugar'] }] }, '/rules/0/any/0/condition/0', 'malformed'],
    ['an age limit that is no number of days', { maxAgeDays: { history: -1 } }, '/rules/0/maxAgeDays/history', 'not-days'],
    ['a property that rules do not have', { colour: 'red' }, '/rules/0/colour', 'unknown-property'],
    ['an id in another shape', { id: 'Example' }, '/rules/0/id', 'malformed'],
    ['a severity that does not exist', { severity: 'dangerous' }, '/rules/0/severity', 'unknown-word'],
    ['clauses without end', { any: [nested(8)] }, expect.stringContaining('/any/0/any/0'), 'too-deep'],
  ])('names %s', (_what, change, pointer, code) => {
    expect(errorsOf(change)).toContainEqual({ pointer, code, detail: expect.any(String) });
  });

  it('names everything that is wrong at once', () => {
    expect(errorsOf({ title: '', severity: 'dangerous', overridable: 'yes' })).toHaveLength(3);
  });

  it('refuses two rules of one id', () => {
    expect(parseRuleset({ treatment: 'mesotherapy', title: 'Mine', rules: [rule, rule] }, rulesetVocabulary).errors).toEqual([
      expect.objectContaining({ pointer: '/rules/1/id', code: 'duplicate' }),
    ]);
  });

  it.each([null, 'rules', [], { rules: 'none' }])('refuses %j', (input) => {
    expect(parseRuleset(input, rulesetVocabulary).ruleset).toBeNull();
  });
});
