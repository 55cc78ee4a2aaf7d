import { describe, expect, it } from '@jest/globals';
import { ShippedKnowledge, type Standing } from './shipped-knowledge.js';

const treatment = 'mesotherapy';
const revision = (number: number, kind: 'rules' | 'codes' | 'doses' = 'rules', of: 'mesotherapy' | 'scalp-micropigmentation' = treatment) => ({
  treatment: of,
  revision: number,
  shippedOn: '2026-01-01',
  kind,
  urgent: true,
  title: `Revision ${number}`,
  change: 'Other rules',
  ruleIds: [],
  source: 'A specification',
});

const knowledge = Object.assign(new ShippedKnowledge(), {
  release: {
    rulesets: [],
    revisions: [revision(1), revision(2), revision(3, 'codes'), revision(4), revision(5, 'doses'), revision(7, 'rules', 'scalp-micropigmentation')],
    hashes: { mesotherapy: {}, 'scalp-micropigmentation': {} },
  },
});
const standing = (shippedRevision: number | null, declinedRevision: number | null = null): Standing => ({ treatment, shippedRevision, declinedRevision });
const undecided = (...at: Parameters<typeof standing>): number[] => knowledge.listUndecided(standing(...at)).map((shippedRevision) => shippedRevision.revision);

describe('what waits for a decision', () => {
  it('is every revision of the rules after that of the clinic, and neither codes nor doses nor another treatment', () => {
    expect(undecided(1)).toEqual([2, 4]);
    expect(undecided(2)).toEqual([4]);
    expect(undecided(4)).toEqual([]);
    expect(undecided(9)).toEqual([]);
  });

  it('is everything where the clinic wrote its rules anew', () => {
    expect(undecided(null)).toEqual([1, 2, 4]);
  });

  it('is nothing up to the revision that was declined', () => {
    expect(undecided(1, 2)).toEqual([4]);
    expect(undecided(1, 4)).toEqual([]);
    expect(undecided(4, 2)).toEqual([]);
  });

  it('does not make a clinic that declined any newer', () => {
    expect(knowledge.isBehind(standing(2, 4))).toBe(true);
    expect(knowledge.isBehind(standing(4))).toBe(false);
    expect(knowledge.isBehind(standing(null))).toBe(true);
  });
});

describe('the newest revision', () => {
  it('is of whatever kind; that of the rules may be an earlier one', () => {
    expect([knowledge.getNewestRevision(treatment), knowledge.getNewestRulesRevision(treatment)]).toEqual([5, 4]);
  });
});
