import { describe, expect, it } from '@jest/globals';
import { overrideOf } from '../../../test/support/overrides.js';
import fc from 'fast-check';
import { anyPerson } from '../../../test/support/any-people.js';
import { anyRuleset } from '../../../test/support/any-rules.js';
import { answer, healthy, today } from '../../../test/support/healthy-person.js';
import { onlyRead } from '../../../test/support/only-read.js';
import { runs } from '../../../test/support/runs.js';
import { evaluate, type Facts, type Rule, type Ruleset } from '../engine/index.js';
import { shippedRulesets } from '../rulesets/shipped/index.js';
import type { DecidedCheck } from './checks.repository.js';
import { RulesetComparison } from './ruleset-comparison.js';

const context = { plannedOn: today, timeZone: 'Asia/Kolkata' };
const undecided: DecidedCheck = {
  id: 'check-1',
  ingredients: null,
  namedIngredients: null,
  products: null,
  indications: null,
  rulesetId: 'ruleset-1',
  findings: [],
  overrides: [],
};
const shipped = shippedRulesets.find(({ treatment }) => treatment === 'mesotherapy')!;
const published = { id: 'ruleset-1', content: shipped };
const hypertension = 'mesotherapy.hypertension';
const hypertensive: Facts = { ...healthy, screening: { ...healthy.screening, hypertension: answer('yes') } };

const outcomeOf = (ruleset: Ruleset, facts: Facts) => evaluate(ruleset, facts, context).outcome;
const without = (ruleId: string): Ruleset => ({ ...shipped, rules: shipped.rules.filter(({ id }) => id !== ruleId) });
const milder = (rule: Rule): Rule => ({ ...rule, severity: 'caution' });

/** The same rules, some of them left out, some changed, in any order. */
const draft: fc.Arbitrary<Ruleset> = fc
  .tuple(fc.shuffledSubarray(shipped.rules, { minLength: 1 }), fc.func(fc.boolean()))
  .map(([rules, changes]) => ({ ...shipped, rules: rules.map((rule) => (changes(rule.id) ? milder(rule) : rule)) }));

/** Any rules, and a draft of them in which each may be gone, or another, or new. */
const differing: fc.Arbitrary<[Ruleset, Ruleset]> = fc.tuple(anyRuleset, anyRuleset, fc.func(fc.boolean())).map(([content, others, takes]) => {
  const ids = [...new Set([...content.rules, ...others.rules].map(({ id }) => id))];
  const ruleOf = (id: string): Rule[] => (takes(id) ? others : content).rules.filter((rule) => rule.id === id);
  return [content, { ...content, rules: ids.flatMap(ruleOf) }];
});

const overridden = (): DecidedCheck => ({ ...undecided, findings: evaluate(shipped, hypertensive, context).findings, overrides: [overrideOf(hypertension)] });

const overridingAll = (ruleset: Ruleset, facts: Facts): DecidedCheck => {
  const { findings } = evaluate(ruleset, facts, context);
  return { ...undecided, findings, overrides: findings.map(({ ruleId }) => overrideOf(ruleId)) };
};

describe('a draft in place of the published rules', () => {
  it('has the outcome that it has by itself, whatever it shares with them', () => {
    fc.assert(
      fc.property(draft, anyPerson, (rules, facts) => {
        const { outcomeBefore, outcomeAfter } = new RulesetComparison(published, rules).compare(undecided, facts, context);
        expect([outcomeBefore, outcomeAfter]).toEqual([outcomeOf(shipped, facts), outcomeOf(rules, facts)]);
      }),
      runs(200),
    );
  });

  it('is compared with little of what is known just as with all of it', () => {
    fc.assert(
      fc.property(differing, anyPerson, fc.boolean(), ([content, rules], facts, hasOverride) => {
        const comparison = new RulesetComparison({ id: 'ruleset-1', content }, rules);
        const before = hasOverride ? overridingAll(content, facts) : undecided;
        const whole = comparison.compare(before, facts, context);
        expect(comparison.compare(before, onlyRead(facts, comparison.readByAll), context)).toEqual(whole);
        if (comparison.leavesOutcomeAlone(before, onlyRead(facts, comparison.readFirst), context)) expect(whole.outcomeAfter).toBe(whole.outcomeBefore);
      }),
      runs(1_000),
    );
  });

  it('needs to be compared no further where the rules that differ say alike', () => {
    const comparison = new RulesetComparison(published, without(hypertension));
    expect([...comparison.readFirst.kinds].sort()).toEqual(['allergies', 'bloodPressure', 'conditions', 'medications', 'procedures', 'screening']);
    expect(comparison.leavesOutcomeAlone(undecided, healthy, context)).toBe(true);
    expect(comparison.leavesOutcomeAlone(undecided, hypertensive, context)).toBe(false);
    expect(comparison.leavesOutcomeAlone(overridden(), healthy, context)).toBe(false);
  });

  it('names the rules that would say something else, also one that it leaves out', () => {
    const comparison = new RulesetComparison(published, without(hypertension));
    const { outcomeBefore, rules } = comparison.compare(undecided, hypertensive, context);
    expect(rules).toEqual([{ ruleId: hypertension, before: outcomeBefore, after: null }]);
    expect(comparison.compare(undecided, healthy, context)).toEqual({
      outcomeBefore: outcomeOf(shipped, healthy),
      outcomeAfter: outcomeOf(shipped, healthy),
      rules: [],
    });
  });

  it('is compared with what an override that holds has made of the published rules, and has none itself', () => {
    const same = new RulesetComparison(published, shipped);
    expect(same.compare(undecided, hypertensive, context)).toMatchObject({ outcomeBefore: 'contraindicated', outcomeAfter: 'contraindicated' });
    expect(same.compare(overridden(), hypertensive, context)).toEqual({
      outcomeBefore: 'caution',
      outcomeAfter: 'contraindicated',
      rules: [{ ruleId: hypertension, before: 'caution', after: 'contraindicated' }],
    });
  });

  it('is compared without an override whose facts have changed', () => {
    const worse: Facts = { ...hypertensive, screening: { ...hypertensive.screening, hypertension: { ...answer('yes'), on: '2026-01-02' } } };
    expect(new RulesetComparison(published, shipped).compare(overridden(), worse, context).outcomeBefore).toBe('contraindicated');
  });
});
