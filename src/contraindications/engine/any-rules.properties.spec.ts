import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { adverse, anyPerson, shuffled, supply, takeAway, withdraw } from '../../../test/support/any-people.js';
import { anyRule, anyRuleset } from '../../../test/support/any-rules.js';
import { answer, today } from '../../../test/support/healthy-person.js';
import { runs } from '../../../test/support/runs.js';
import { addDays } from '../../kernel/day.js';
import { deepFreeze } from '../../kernel/deep-freeze.js';
import { evaluate } from './evaluate.js';
import type { Evidence, Missing } from './evaluation.js';
import { outcomes, type Outcome } from './outcome.js';
import type { Facts } from './facts.js';
import { EvaluationDate } from './evaluation-date.js';
import { evaluateRule } from './rule.js';
import type { Clause, Rule, Ruleset } from './ruleset.js';

const timeZone = 'Europe/Berlin';
const rank = (outcome: Outcome): number => outcomes.indexOf(outcome);
const planned = fc.integer({ min: 0, max: 20 }).map((days) => addDays(today, days));
const exempt = 'Does not apply to this patient.';

const read = (rule: Rule, facts: Facts, day: string): { outcome: Outcome; because: Evidence[]; missing: Missing[]; note: string | null } => {
  const { outcome, because, missing, note } = evaluateRule(rule, facts, EvaluationDate.fromDay(day));
  return { outcome, because: because(), missing: missing(), note };
};

const check = <T extends [unknown, ...unknown[]]>(property: fc.IPropertyWithHooks<T>, often = 1_000): void => fc.assert(property, runs(often));

const reversed = (clause: Clause): Clause => {
  if ('all' in clause) return { ...clause, all: clause.all.map(reversed).toReversed() };
  if ('any' in clause) return { ...clause, any: clause.any.map(reversed).toReversed() };
  if ('atLeast' in clause) return { ...clause, atLeast: { ...clause.atLeast, of: clause.atLeast.of.map(reversed).toReversed() } };
  if ('not' in clause) return { ...clause, not: reversed(clause.not) };
  if ('condition' in clause) return { ...clause, condition: clause.condition.toReversed() };
  return clause;
};

const reversedRule = (rule: Rule): Rule => ({
  ...rule,
  ...Object.fromEntries(
    (['notApplicableWhen', 'contraindicatedWhen', 'any', 'cautionWhen'] as const)
      .filter((list) => rule[list])
      .map((list) => [list, rule[list]!.map(reversed).toReversed()]),
  ),
  needsData: rule.needsData.toReversed(),
});

/** What an evaluation says, whatever the order in which it says it. */
const meaning = (ruleset: Ruleset, facts: Facts, plannedOn: string): unknown => {
  const { findings, contradictions, unread, ...rest } = evaluate(ruleset, facts, { plannedOn, timeZone });
  const inOrder = (all: readonly unknown[]): string[] => all.map((item) => JSON.stringify(item)).sort();
  return {
    ...rest,
    unread: inOrder(unread),
    findings: inOrder(findings.map((finding) => ({ ...finding, because: inOrder(finding.because), missing: inOrder(finding.missing) }))),
    contradictions: contradictions.map(({ about, says }) => [about, inOrder(says)]),
  };
};

describe('any rules, and whatever is known of a person', () => {
  it('a fact that speaks against a treatment never makes a finding milder', () => {
    check(
      fc.property(anyRule, anyPerson, adverse, planned, (rule, facts, worsen, day) => {
        const [before, after] = [read(rule, facts, day), read(rule, worsen(facts), day)];
        // A caution that stated facts have decided asks for nothing more, where nothing that it asked could make it more severe.
        if (before.outcome === 'needs-data' && after.outcome === 'caution') {
          return rule.severity === 'caution' || read({ ...rule, cautionWhen: [] }, facts, day).outcome === 'clear';
        }
        return rank(after.outcome) >= rank(before.outcome);
      }),
      1_000,
    );
  });

  it('a rule is not clear without an answer that it needs, unless it does not apply', () => {
    check(
      fc.property(anyRule, anyPerson, planned, fc.nat(), fc.boolean(), (rule, facts, day, seed, gone) => {
        const limited = gone || (rule.maxAgeDays?.history !== undefined && rule.maxAgeDays.lab !== undefined && rule.maxAgeDays.trichoanalysis !== undefined);
        fc.pre(rule.needsData.length > 0);
        const need = rule.needsData[seed % rule.needsData.length]!;
        const less = need.split('|').reduce((left, text) => withdraw(text, gone || !limited, left), facts);
        const after = read(rule, less, day);
        const isExempt = read({ ...rule, any: [], cautionWhen: [] }, less, day).note === exempt;
        return after.outcome !== 'clear' || isExempt;
      }),
      1_000,
    );
  });

  it('what no rule asks about is unread unless it is known to concern nothing, and no whole answer is clear with it', () => {
    const someone = fc.constantFrom<Partial<Facts>>(
      { conditions: [{ ...answer('no'), code: null, text: 'zzyzx', icd10: null, active: true }] },
      { medications: [{ ...answer('no'), name: 'zzyzx', atc: null, inUse: true, lastTaken: null }] },
      { allergies: [{ ...answer('no'), code: null, text: 'zzyzx' }] },
      { procedures: [{ ...answer('no'), kind: null, text: 'zzyzx', performed: null }] },
      { ingredients: ['zzyzx'] },
      { adverseEvents: [{ ...answer('no'), type: 'other', text: 'zzyzx', grade: 1, serious: false, resolved: true, onset: today }] },
    );
    check(
      fc.property(anyRuleset, anyPerson, planned, someone, (ruleset, facts, plannedOn, more) => {
        const { outcome, unread } = evaluate(ruleset, { ...facts, ...more }, { plannedOn, timeZone });
        expect(unread.some(({ about }) => about === 'zzyzx')).toBe(true);
        expect(['needs-data', 'contraindicated']).toContain(outcome);
      }),
      300,
    );
  });

  it('no order of facts, clauses or rules matters', () => {
    check(
      fc.property(anyRuleset, anyPerson, planned, (ruleset, facts, day) => {
        const other: Ruleset = { ...ruleset, rules: ruleset.rules.map(reversedRule).toReversed() };
        expect(meaning(other, shuffled(facts), day)).toEqual(meaning(ruleset, facts, day));
      }),
      300,
    );
  });

  it('the same question gets the same answer, and nothing that was asked is changed', () => {
    check(
      fc.property(anyRuleset, anyPerson, planned, fc.boolean(), (ruleset, facts, plannedOn, onSessionDay) => {
        const context = { plannedOn, timeZone, onSessionDay };
        const first = evaluate(deepFreeze(ruleset), deepFreeze(facts), context);
        expect(evaluate(ruleset, facts, context)).toEqual(first);
        expect(JSON.stringify(evaluate(structuredClone(ruleset), structuredClone(facts), context))).toBe(JSON.stringify(first));
      }),
      300,
    );
  });

  it('a finding that is not clear names facts or gaps, and without the facts, or with what is missing, it is another', () => {
    check(
      fc.property(anyRule, anyPerson, planned, (rule, facts, day) => {
        const finding = read(rule, facts, day);
        fc.pre(finding.outcome !== 'clear');
        expect(finding.outcome === 'needs-data' ? finding.missing.length : finding.because.length).toBeGreaterThan(0);
        expect(finding.outcome === 'needs-data' ? finding.because : finding.missing).toEqual([]);
        const other =
          finding.outcome === 'needs-data'
            ? finding.missing.reduce((less, missing) => supply(less, missing, day), facts)
            : finding.because.reduce(takeAway, facts);
        expect(read(rule, other, day)).not.toEqual(finding);
      }),
      1_000,
    );
  });

  it('the days that it names hold, and no day before them is different', () => {
    check(
      fc.property(anyRuleset, anyPerson, planned, (ruleset, facts, plannedOn) => {
        const { findings, unread, earliestClearOn, validUntil } = evaluate(ruleset, facts, { plannedOn, timeZone: 'UTC' });
        const ofRules = findings.slice(0, ruleset.rules.length);
        fc.pre(unread.length === 0);
        const outcomesOn = (day: string): Outcome[] => ruleset.rules.map((rule) => read(rule, facts, day).outcome);
        const valid = validUntil.slice(0, 10);
        for (let ahead = 0; ahead <= 45; ahead++) {
          const day = addDays(plannedOn, ahead);
          const now = outcomesOn(day);
          for (const [index, finding] of ofRules.entries()) {
            if (finding.reconsiderOn === null || day < finding.reconsiderOn) expect([day, now[index]]).toEqual([day, finding.outcome]);
            if (day === finding.reconsiderOn) expect(now[index]).not.toBe(finding.outcome);
          }
          const same = now.every((outcome, index) => outcome === ofRules[index]!.outcome);
          if (day < valid) expect(same).toBe(true);
          if (day === valid) expect(same).toBe(false);
          const clear = now.every((outcome) => outcome === 'clear');
          if (earliestClearOn === null || day < earliestClearOn) expect([day, clear]).toEqual([day, false]);
          if (day === earliestClearOn) expect(clear).toBe(true);
        }
      }),
      60,
    );
  });
});
