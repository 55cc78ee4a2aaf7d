import { describe, expect, it } from '@jest/globals';
import { overrideOf } from '../../../test/support/overrides.js';
import type { Finding } from '../engine/index.js';
import { carryOverrides, computeEvidenceDigest } from './carry-over.js';
import type { StoredOverride } from './checks.repository.js';
import { computeEffectiveOutcome, findRefusal, listOverriddenRules } from './effective-outcome.js';

const hypertension: Finding = {
  ruleId: 'mesotherapy.hypertension',
  title: 'Hypertension',
  outcome: 'contraindicated',
  because: [{ fact: 'screening', about: 'hypertension', value: 'yes', on: '2026-01-20', recordedAt: '2026-01-20T04:45:00.000Z' }],
  missing: [],
  reconsiderOn: null,
  overridable: true,
  note: null,
  citation: { title: 'Documents', url: null },
  origin: 'seed',
};
const override = overrideOf(hypertension.ruleId);
const before = { id: 'check-1', rulesetId: 'ruleset-1', findings: [hypertension], overrides: [override] };
const carry = (now: Partial<Finding>, change: Partial<StoredOverride> = {}, rulesetId = 'ruleset-1') =>
  carryOverrides({ ...before, overrides: [{ ...override, ...change }] }, { rulesetId, findings: [{ ...hypertension, ...now }] });

describe('an override, when the plan is checked anew', () => {
  it('is taken over while the same rules find the same thing in the same facts', () => {
    expect(carry({})).toEqual([{ ...override, carriedFrom: 'check-1' }]);
  });

  it('names the check that it was decided upon, however often it was taken over since', () => {
    expect(carry({}, { carriedFrom: 'check-0' })).toMatchObject([{ carriedFrom: 'check-0', voidBecause: null }]);
  });

  it.each([
    ['says it of another day', { because: [{ ...hypertension.because[0]!, on: '2026-02-01' }] }],
    ['has one more fact', { because: [...hypertension.because, { fact: 'blood-pressure', value: '190/110' }] }],
    ['is graver or milder', { outcome: 'caution' as const }],
    ['lacks an answer', { missing: [{ fact: 'x', alternatives: [], reason: 'outdated' as const, answeredOn: null, maxAgeDays: 1, ask: '', how: '' }] }],
  ])('is void when the finding %s', (_what, change) => {
    expect(carry(change)).toMatchObject([{ voidBecause: 'facts-changed' }]);
  });

  it('is void under other rules, also if they find the same', () => {
    expect(carry({}, {}, 'ruleset-2')).toMatchObject([{ voidBecause: 'ruleset-changed' }]);
  });

  it('is not void because of words that only explain', () => {
    expect(carry({ title: 'High blood pressure', note: 'Ask the cardiologist' })).toMatchObject([{ voidBecause: null }]);
    const renamed: Finding = { ...hypertension, title: 'Another title' };
    expect(computeEvidenceDigest(hypertension)).toBe(computeEvidenceDigest(renamed));
  });

  it('that still waits for the second dermatologist must be decided again', () => {
    expect(carry({}, { needsSecond: true })).toMatchObject([{ voidBecause: 'not-confirmed' }]);
    expect(carry({}, { needsSecond: true, confirmedBy: 'second' })).toMatchObject([{ voidBecause: null }]);
  });

  it('that was void already is left behind', () => {
    expect(carry({}, { voidBecause: 'facts-changed' })).toEqual([]);
  });
});

describe('the effective outcome', () => {
  const of = (change: Partial<StoredOverride>) => computeEffectiveOutcome([hypertension], listOverriddenRules([{ ...override, ...change }]));

  it('counts an override that is in force, and no other', () => {
    expect(of({})).toBe('caution');
    expect(of({ needsSecond: true })).toBe('contraindicated');
    expect(of({ needsSecond: true, confirmedBy: 'second' })).toBe('caution');
    expect(of({ voidBecause: 'facts-changed' })).toBe('contraindicated');
  });

  it('can be changed by a new decision once the old one is void', () => {
    expect(findRefusal([hypertension], [override], hypertension.ruleId)).toBe('already-overridden');
    expect(findRefusal([hypertension], [{ ...override, voidBecause: 'facts-changed' }], hypertension.ruleId)).toBeNull();
  });
});
