import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../evaluate.js';
import { noFacts, type Facts, type IndicationFact } from '../facts.js';
import type { PlannedForClause } from '../ruleset.js';

const today = '2026-06-15';
const on = (day: string): { first: string; last: string } => ({ first: day, last: day });

const scar: IndicationFact = {
  code: null,
  text: 'burn scar',
  icd10: 'L90.5',
  since: null,
  stableSince: null,
  therapyTried: null,
  recordedAt: '2026-06-01T10:00:00.000Z',
  source: { type: 'plan', id: 'plan-1' },
};
const areata: IndicationFact = { ...scar, text: 'alopecia areata', icd10: 'L63.9' };

const findingOf = (clause: PlannedForClause, indications?: IndicationFact[], plannedOn = today) => {
  const facts: Facts = { ...noFacts, ...(indications && { indications }) };
  const ruleset = {
    treatment: 'scalp-micropigmentation' as const,
    title: 'Mine',
    rules: [
      {
        id: 'mine.rule',
        title: 'A rule',
        origin: 'literature' as const,
        citation: { title: 'None', url: null },
        severity: 'caution' as const,
        any: [clause],
        needsData: [],
        overridable: true,
      },
    ],
  };
  return evaluate(ruleset, facts, { plannedOn, timeZone: 'Asia/Kolkata' }).findings.find(({ ruleId }) => ruleId === 'mine.rule')!;
};

const young: PlannedForClause = { plannedFor: ['scar'], beganWithinDays: 365 };
const moving: PlannedForClause = { plannedFor: ['alopecia-areata'], stableWithinDays: 182 };
const untreated: PlannedForClause = { plannedFor: ['alopecia-areata'], therapyTried: 'no' };

describe('a clause about what a treatment is planned for', () => {
  it.each<[string, PlannedForClause, IndicationFact[] | undefined, string]>([
    ['nobody said what for', young, undefined, 'clear'],
    ['for nothing of the kind', young, [areata], 'clear'],
    ['for a scar, without details', { plannedFor: ['scar'] }, [scar], 'caution'],
    ['for a scar by a prefix', { plannedFor: ['L90'] }, [scar], 'caution'],
    ['for a scar of which nobody knows the age', young, [scar], 'needs-data'],
    ['for a scar of 365 days', young, [{ ...scar, since: on('2025-06-15') }], 'caution'],
    ['for a scar of 366 days', young, [{ ...scar, since: on('2025-06-14') }], 'clear'],
    ['for a scar of some day of last year', young, [{ ...scar, since: { first: '2025-01-01', last: '2025-12-31' } }], 'needs-data'],
    ['for an old scar, and one of which nobody knows the age', young, [{ ...scar, since: on('2019-01-01') }, scar], 'needs-data'],
    [
      'for an old scar and a young one',
      young,
      [
        { ...scar, since: on('2019-01-01') },
        { ...scar, since: on('2026-06-01') },
      ],
      'caution',
    ],
    ['for a disease of which nobody knows how long it is stable', moving, [areata], 'needs-data'],
    ['for one that is stable for two months', moving, [{ ...areata, stableSince: on('2026-04-15') }], 'caution'],
    ['for one that is stable for a year', moving, [{ ...areata, stableSince: on('2025-06-15') }], 'clear'],
    ['for one of which nobody knows whether a therapy was tried', untreated, [areata], 'needs-data'],
    ['for one of which none was tried', untreated, [{ ...areata, therapyTried: 'no' }], 'caution'],
    ['for one of which one was tried', untreated, [{ ...areata, therapyTried: 'yes' }], 'clear'],
    ['for one that is stable, whatever was tried', { ...moving, therapyTried: 'no' }, [{ ...areata, stableSince: on('2019-01-01') }], 'clear'],
  ])('%s', (_what, clause, indications, outcome) => {
    expect(findingOf(clause, indications).outcome).toBe(outcome);
  });

  it('names what it rests on, what it asks, and the day on which it turns', () => {
    expect(findingOf(young, [scar]).missing).toMatchObject([{ fact: 'indication.since', reason: 'unclear' }]);
    const finding = findingOf(young, [{ ...scar, since: on('2025-12-01') }]);
    expect(finding.because).toMatchObject([
      { fact: 'indication', about: 'since', text: 'burn scar', on: '2025-12-01', source: { type: 'plan', id: 'plan-1' } },
    ]);
    expect(finding.reconsiderOn).toBe('2026-12-02');
    expect(findingOf(young, [{ ...scar, since: on('2025-12-01') }], '2026-12-02').outcome).toBe('clear');
  });
});
