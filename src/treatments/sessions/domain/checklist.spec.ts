import { describe, expect, it } from '@jest/globals';
import { addDays, type Day } from '../../../kernel/day.js';
import type { Interval } from './intervals.js';
import { checklistKeys, buildChecklist, selectOpenAndBlocking, type ChecklistKey, type Readiness } from './checklist.js';

const today = '2026-03-10';
const asked = { ruleId: 'r.pregnancy', outcome: 'clear', because: [{ fact: 'pregnancy', value: 'no', on: today }], missing: [] };
const allergies = { ruleId: 'r.allergy', outcome: 'clear', because: [{ fact: 'reviewed', about: 'allergies' }], missing: [] };

/** Seven days after a session of the plan. */
const since = (on: Day, blocks = true): Interval => ({
  earlier: { id: 's-1', planId: 'p-1', treatment: 'scalp-micropigmentation', number: 1, on, zones: ['vertex'] },
  fewestDays: 7,
  firstDay: addDays(on, 7),
  blocks,
  because: 'the protocol leaves at least 7',
});

const ready: Readiness = {
  today,
  treatment: 'scalp-micropigmentation',
  scheduledOn: today,
  closedBecause: null,
  planStatus: 'active',
  findings: [asked, allergies],
  obstacles: [],
  consented: true,
  newestPhotographOn: today,
  staffing: [],
  supervised: true,
  undecidedEvents: 0,
  underWay: null,
  interval: since('2026-02-24'),
  intervalReason: null,
};
const stateOf = (known: Partial<Readiness>, key: ChecklistKey) => {
  const { state, blocking } = buildChecklist({ ...ready, ...known }).find((checklistItem) => checklistItem.key === key)!;
  return [state, blocking];
};
const stopping = (known: Partial<Readiness>) => selectOpenAndBlocking(buildChecklist({ ...ready, ...known })).map((checklistItem) => checklistItem.key);

describe('the checklist before a session', () => {
  it('has every item once, and nothing open when all is well', () => {
    const items = buildChecklist(ready);
    expect(items.map((item) => item.key)).toEqual(checklistKeys);
    expect(items.filter((item) => item.state !== 'met')).toEqual([]);
  });

  it.each<[Partial<Readiness>, ChecklistKey[]]>([
    [{ planStatus: 'on-hold' }, ['plan-active']],
    [{ underWay: 2 }, ['no-other-session']],
    [{ consented: false }, ['consent']],
    [{ newestPhotographOn: null }, ['photographs']],
    [{ newestPhotographOn: null, treatment: 'mesotherapy' }, []],
    [{ staffing: [{ pointer: '/supervisedBy', code: 'required', detail: 'x' }], supervised: false }, ['supervisor']],
    [{ staffing: [{ pointer: '/performedBy', code: 'unknown-staff', detail: 'x' }] }, ['performer']],
    [{ obstacles: [{ ruleId: 'r.x', title: 'x', outcome: 'contraindicated' }] }, ['contraindication-check']],
    [{ scheduledOn: '2026-03-11', undecidedEvents: 1, closedBecause: 'closed on sundays' }, []],
    [{ interval: since('2026-03-08') }, ['interval']],
    [{ interval: since('2026-03-08', false) }, []],
    [{ interval: since('2026-03-08'), intervalReason: 'The session before was broken off' }, []],
    [{ planStatus: 'cancelled', consented: false, newestPhotographOn: null }, ['plan-active', 'consent', 'photographs']],
  ])('with %j is stopped by %j', (known, keys) => {
    expect(stopping(known)).toEqual(keys);
  });

  it('asks for pregnancy on the day: an older answer is told, one that the rules lack stops it', () => {
    expect(stateOf({}, 'pregnancy-asked-today')).toEqual(['met', false]);
    expect(stateOf({ findings: [{ ...asked, because: [{ fact: 'pregnancy', value: 'no', on: '2026-03-09' }] }] }, 'pregnancy-asked-today')).toEqual([
      'open',
      false,
    ]);
    expect(stateOf({ findings: [allergies] }, 'pregnancy-asked-today')).toEqual(['not-applicable', false]);
    const missing = { ...asked, outcome: 'needs-data', because: [], missing: [{ fact: 'pregnancy', alternatives: [], ask: 'Is the patient pregnant?' }] };
    const obstacles = [{ ruleId: asked.ruleId, title: 'Pregnancy', outcome: 'needs-data' as const }];
    expect(stateOf({ findings: [missing], obstacles }, 'pregnancy-asked-today')).toEqual(['open', true]);
  });

  it('shows an allergy that bears on what is used, and allergies that nobody asked for', () => {
    const allergic = { ...allergies, outcome: 'contraindicated', because: [{ fact: 'allergy', value: 'lidocaine' }] };
    const obstacles = [{ ruleId: allergies.ruleId, title: 'Allergy', outcome: 'contraindicated' as const }];
    expect(stateOf({ findings: [asked, allergic], obstacles }, 'anaesthetic-allergy')).toEqual(['open', true]);
    const unasked = { ...allergies, outcome: 'needs-data', because: [], missing: [{ fact: 'allergies.reviewed', alternatives: [], ask: 'Allergies?' }] };
    expect(stateOf({ findings: [asked, unasked], obstacles }, 'anaesthetic-allergy')).toEqual(['open', true]);
    const reacted = { ...allergies, outcome: 'caution', because: [{ fact: 'screening', about: 'previous-reaction-to-local-anaesthetic', value: 'yes' }] };
    expect(stateOf({ findings: [asked, reacted] }, 'anaesthetic-allergy')).toEqual(['open', false]);
  });

  it('speaks of the interval once a session was given', () => {
    expect(stateOf({ interval: null }, 'interval')).toEqual(['not-applicable', false]);
    expect(stateOf({ interval: since('2026-03-03') }, 'interval')).toEqual(['met', false]);
    expect(stateOf({ interval: since('2026-03-04') }, 'interval')).toEqual(['open', true]);
    expect(stateOf({ interval: since('2026-03-04'), intervalReason: 'Broken off after ten shots' }, 'interval')).toEqual(['open', false]);
  });
});
