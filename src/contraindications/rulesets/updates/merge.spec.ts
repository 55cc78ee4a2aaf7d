import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Rule } from '../../engine/index.js';
import { hashRule } from '../shipped/hashes.js';
import { listDifferences, merge } from './merge.js';

const rule = (id: string, change: Partial<Rule> = {}): Rule => ({
  id,
  title: `Rule ${id}`,
  origin: 'literature',
  citation: { title: 'Rules of the clinic', url: null },
  severity: 'contraindicated',
  any: [{ condition: ['E10'], status: 'active' }],
  needsData: [],
  overridable: true,
  ...change,
});

const hashes = (rules: readonly Rule[]): Map<string, string> => new Map(rules.map((rule) => [rule.id, hashRule(rule)]));
const later = { any: [{ condition: ['E10', 'E11'] }] } satisfies Partial<Rule>;
const own = { note: 'As our clinic has it' };
const [a, b, c] = [rule('a'), rule('b'), rule('c')];
const ids = (rules: readonly Rule[]): string => rules.map(({ id }) => id).join('');

describe('a later revision', () => {
  it('changes rules that the clinic left as they were', () => {
    const { rules, updates } = merge([a, b], [a, rule('b', later)], hashes([a, b]));
    expect(rules).toEqual([a, rule('b', later)]);
    expect(updates).toEqual([
      {
        ruleId: 'b',
        title: 'Rule b',
        change: 'changed',
        conflict: false,
        clinic: b,
        shipped: rule('b', later),
        differences: [{ member: 'any', onlyClinic: ['{"condition":["E10"],"status":"active"}'], onlyShipped: ['{"condition":["E10","E11"]}'] }],
      },
    ]);
  });

  it('adds rules behind their neighbour, and removes them', () => {
    const { rules, updates } = merge([rule('x'), a, c, rule('y')], [a, b], hashes([a, c]));
    expect(ids(rules)).toBe('xaby');
    expect(updates.map(({ ruleId, change, conflict }) => [ruleId, change, conflict])).toEqual([
      ['b', 'added', false],
      ['c', 'removed', false],
    ]);
  });

  it('adds a rule that comes first in front', () => {
    expect(ids(merge([b], [a, b], hashes([b])).rules)).toBe('ab');
  });

  it('leaves alone what only the clinic changed, added or removed', () => {
    const clinic = [rule('a', own), rule('z')];
    expect(merge(clinic, [a, b], hashes([a, b]))).toEqual({ rules: clinic, updates: [] });
  });

  it('is nothing new where the clinic has made the same change', () => {
    expect(merge([rule('a', later)], [rule('a', later)], hashes([a]))).toEqual({ rules: [rule('a', later)], updates: [] });
    expect(merge([], [], hashes([a]))).toEqual({ rules: [], updates: [] });
  });
});

describe('a conflict', () => {
  it.each([
    ['both changed it', [rule('a', own)], [rule('a', later)], [a], 'changed'],
    ['the clinic changed what is not shipped any more', [rule('a', own)], [], [a], 'removed'],
    ['the clinic removed what is shipped otherwise', [], [rule('a', later)], [a], 'changed'],
    ['both added it', [rule('a', own)], [rule('a', later)], [], 'added'],
  ])('is where %s: the clinic’s stays, both are shown', (_what, clinic, shipped, before, change) => {
    const { rules, updates } = merge(clinic, shipped, hashes(before));
    expect(rules).toEqual(clinic);
    expect(updates).toMatchObject([{ ruleId: 'a', change, conflict: true, clinic: clinic[0] ?? null, shipped: shipped[0] ?? null }]);
    expect(updates[0]!.differences.length).toBeGreaterThan(0);
  });

  it('comes before what is taken', () => {
    const { updates } = merge([a, rule('b', own)], [rule('a', later), rule('b', later)], hashes([a, b]));
    expect(updates.map(({ ruleId }) => ruleId)).toEqual(['b', 'a']);
  });
});

describe('the differences of two versions of a rule', () => {
  it('name each member, and what only one of them says', () => {
    expect(listDifferences(rule('a', { needsData: ['x', 'y'], note: 'Old' }), rule('a', { needsData: ['y', 'z'], overridable: false }))).toEqual([
      { member: 'needsData', onlyClinic: ['x'], onlyShipped: ['z'] },
      { member: 'overridable', onlyClinic: ['true'], onlyShipped: ['false'] },
      { member: 'note', onlyClinic: ['Old'], onlyShipped: [] },
    ]);
  });

  it('tell a changed order as what it is', () => {
    expect(listDifferences(rule('a', { needsData: ['x', 'y'] }), rule('a', { needsData: ['y', 'x'] }))).toEqual([
      { member: 'needsData', onlyClinic: ['x', 'y'], onlyShipped: ['y', 'x'] },
    ]);
  });

  it('are none of one rule, however it is written down', () => {
    expect(listDifferences(a, JSON.parse(JSON.stringify(a)) as Rule)).toEqual([]);
  });
});

describe('whatever was changed on either side', () => {
  const versions = fc.constantFrom(null, {}, later, own);
  const three = fc.array(fc.tuple(versions, versions, versions), { maxLength: 6 });
  const rulesOf = (all: (Partial<Rule> | null)[]): Rule[] => all.flatMap((change, index) => (change === null ? [] : [rule(`r${index}`, change)]));

  it('no edit of the clinic is lost, no rule is there twice, and what the clinic never touched is as shipped', () => {
    fc.assert(
      fc.property(three, (all) => {
        const [before, clinic, shipped] = [0, 1, 2].map((side) => rulesOf(all.map((item) => item[side]!))) as [Rule[], Rule[], Rule[]];
        const { rules, updates } = merge(clinic, shipped, hashes(before));
        const after = new Map(rules.map((rule) => [rule.id, rule]));
        expect(after.size).toBe(rules.length);
        const [was, had, given] = [hashes(before), hashes(clinic), hashes(shipped)];
        for (const [index] of all.entries()) {
          const id = `r${index}`;
          const untouched = was.get(id) === had.get(id);
          const is = after.get(id);
          expect(is && hashRule(is)).toBe(untouched ? given.get(id) : had.get(id));
          const told = updates.find(({ ruleId }) => ruleId === id);
          expect(told !== undefined).toBe(given.get(id) !== was.get(id) && given.get(id) !== had.get(id));
          if (told) expect(told.conflict).toBe(!untouched);
        }
      }),
    );
  });
});
