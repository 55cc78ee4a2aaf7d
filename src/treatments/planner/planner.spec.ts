import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, countDaysBetween, isDay, getWeekday, weekdays, type Day } from '../../kernel/day.js';
import { findClosedReason, everyDay, type Calendar } from './calendar.js';
import { planSeries, type PlanningRequest } from './planner.js';
import { proposeCount, type Findings, type SessionFactors } from './session-count.js';

const factors = {
  extent: { one: 50, two: 150, unit: 'cm2', source: 'practice' },
  density: { one: 150, two: 100, unit: '/cm2', source: 'practice' },
  telogen: { one: 15, two: 20, unit: '%', source: 'practice' },
} satisfies SessionFactors;
const nothingKnown: Findings = { extent: null, density: null, conditions: null, telogen: null };
const mesotherapy: PlanningRequest['protocol'] = {
  sessions: { low: 6, high: 10, usual: null, source: 'S0-35' },
  intervalDays: { low: 7, high: 30, usual: 14 },
  factors,
};
const request = (over: Partial<PlanningRequest> = {}): PlanningRequest => ({
  protocol: mesotherapy,
  findings: nothingKnown,
  asked: { sessions: null, intervalDays: null },
  startOn: '2026-12-01',
  clearOn: null,
  calendar: everyDay,
  kept: [],
  ...over,
});
const days = (proposal: ReturnType<typeof planSeries>): Day[] => proposal.planned.map(({ on }) => on);

describe('the planner', () => {
  it('counts the days of the interval where every day will do', () => {
    const proposal = planSeries(request({ asked: { sessions: 8, intervalDays: 10 } }));
    expect(days(proposal)).toEqual(Array.from({ length: 8 }, (_, index) => addDays('2026-12-01', 10 * index)));
    expect(proposal.reasons).toEqual([{ code: 'asked-number', text: '8 sessions were asked for.' }]);
  });

  it('passes over a holiday and returns to its rhythm', () => {
    const calendar = { ...everyDay, closed: [{ from: '2026-12-15', to: '2026-12-16', reason: 'Stocktaking' }] };
    const proposal = planSeries(request({ asked: { sessions: 6, intervalDays: 14 }, calendar }));
    expect(days(proposal).slice(0, 4)).toEqual(['2026-12-01', '2026-12-14', '2026-12-29', '2027-01-12']);
    expect(proposal.reasons).toContainEqual({ code: 'moved', session: 2, text: 'Session 2 is on 2026-12-14, not on 2026-12-15: closed: Stocktaking.' });
  });

  it('looks ahead: a day from which the rest could not follow is not taken', () => {
    const calendar = { ...everyDay, closed: [{ from: '2026-12-08', to: '2027-01-05', reason: 'Renovation' }] };
    const kept = [{ number: 1, on: '2026-11-18' }];
    const proposal = planSeries(request({ asked: { sessions: 3, intervalDays: 14 }, startOn: '2026-11-19', calendar, kept }));
    // From the 2nd of December, which the interval asks for, each day within 7 to 30 days would be in the closed weeks.
    expect(days(proposal)).toEqual(['2026-11-30', '2026-12-07']);
    expect(proposal.reasons).toContainEqual(expect.objectContaining({ code: 'moved', session: 2 }));
  });

  it('waits for the end of a washout, and says so', () => {
    const proposal = planSeries(request({ clearOn: '2026-12-10' }));
    expect(days(proposal)[0]).toBe('2026-12-10');
    expect(proposal.reasons.map(({ code }) => code)).toContain('washout');
  });

  it('says that a session comes later than the interval when it cannot be earlier', () => {
    const kept = [{ number: 1, on: '2026-10-01' }];
    const proposal = planSeries(request({ asked: { sessions: 3, intervalDays: 14 }, kept }));
    expect(days(proposal)).toEqual(['2026-12-01', '2026-12-15']);
    expect(proposal.reasons.map(({ code }) => code)).toContain('later-than-interval');
  });

  it('says for which session there is no day, and why', () => {
    const calendar = { ...everyDay, closed: [{ from: '2026-12-05', to: '2027-01-20', reason: 'Renovation' }] };
    expect(planSeries(request({ asked: { sessions: 6, intervalDays: 14 }, calendar, kept: [{ number: 1, on: '2026-12-01' }] })).noDate).toEqual({
      session: 2,
      from: '2026-12-08',
      to: '2026-12-31',
      because: ['closed: Renovation'],
      text: 'There is no day for session 2 from 2026-12-08 to 2026-12-31: closed: Renovation.',
    });
    const never = planSeries(request({ calendar: { ...everyDay, weekdays: ['monday'], staffed: ['tuesday'] } }));
    expect([never.planned, never.noDate?.session]).toEqual([[], 1]);
    expect(never.noDate?.because).toContain('nobody who may give it works on mondays');
  });

  it('proposes the number by what was found, each factor shown', () => {
    const worst = planSeries(request({ findings: { extent: 200, density: 80, conditions: 'marked', telogen: 30 } }));
    const best = planSeries(request({ findings: { extent: 20, density: 180, conditions: 'none', telogen: 12 } }));
    expect([worst.sessions, best.sessions, planSeries(request()).sessions]).toEqual([10, 6, 8]);
    expect(worst.reasons.filter(({ code }) => code === 'factor').map(({ factor, points }) => [factor, points])).toEqual([
      ['extent', 2],
      ['density', 2],
      ['conditions', 2],
      ['growth-phase', 2],
    ]);
    expect(proposeCount({ low: 3, high: null, usual: 3, source: 'S2-03' }, null, nothingKnown).sessions).toBe(3);
  });
});

const aDay = fc.integer({ min: 0, max: 400 }).map((offset) => addDays('2026-01-01', offset));
const someWeekdays = fc.option(fc.subarray([...weekdays], { minLength: 1 }), { nil: null });
const aCalendar: fc.Arbitrary<Calendar> = fc.record({
  weekdays: someWeekdays,
  closed: fc.array(
    fc.record({ from: aDay, length: fc.integer({ min: 0, max: 40 }) }).map(({ from, length }) => ({ from, to: addDays(from, length), reason: 'Holiday' })),
    { maxLength: 6 },
  ),
  staffed: someWeekdays,
});
const aFigure = fc.option(fc.double({ min: 0, max: 500, noNaN: true }), { nil: null });
const someFindings: fc.Arbitrary<Findings> = fc.record({
  extent: aFigure,
  density: aFigure,
  conditions: fc.constantFrom(null, 'none', 'mild', 'marked'),
  telogen: aFigure,
});
const aRequest: fc.Arbitrary<PlanningRequest> = fc
  .record({
    low: fc.integer({ min: 1, max: 20 }),
    more: fc.integer({ min: 0, max: 25 }),
    usual: fc.integer({ min: 0, max: 25 }),
    sessionsLow: fc.integer({ min: 1, max: 8 }),
    sessionsMore: fc.integer({ min: 0, max: 6 }),
    findings: someFindings,
    asked: fc.boolean(),
    startOn: aDay,
    clearOn: fc.option(aDay, { nil: null }),
    calendar: aCalendar,
    keptGaps: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
  })
  .map(({ low, more, usual, sessionsLow, sessionsMore, keptGaps, asked, ...rest }) => {
    const high = low + more;
    const limit = { low: sessionsLow, high: sessionsLow + sessionsMore, usual: null, source: 'test' };
    const kept = keptGaps.map((_, index) => ({
      number: index + 1,
      on: addDays(
        '2025-12-01',
        keptGaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0),
      ),
    }));
    return {
      ...rest,
      kept,
      protocol: { sessions: limit, intervalDays: { low, high, usual: Math.min(high, low + usual) }, factors },
      asked: { sessions: asked ? limit.high : null, intervalDays: null },
    };
  });

describe('whatever is asked of the planner', () => {
  const always = (holds: (asked: PlanningRequest, proposal: ReturnType<typeof planSeries>) => void): void =>
    fc.assert(
      fc.property(aRequest, (asked) => holds(asked, planSeries(asked))),
      { numRuns: 200 },
    );

  it('its days are open, not before the start, and not before a washout ends', () => {
    always(({ startOn, clearOn, calendar }, { planned }) => {
      for (const { on } of planned) {
        expect(isDay(on)).toBe(true);
        expect(findClosedReason(calendar, on)).toBeNull();
        expect(on >= startOn && (clearOn === null || on >= clearOn)).toBe(true);
      }
    });
  });

  it('its days increase, each within the interval of the one before', () => {
    always(({ protocol, kept }, { planned, reasons }) => {
      const late = reasons.some(({ code }) => code === 'later-than-interval');
      const all = [...kept, ...planned];
      for (const [index, { on }] of planned.entries()) {
        const before = all[kept.length + index - 1];
        if (!before) continue;
        const gap = countDaysBetween(before.on, on);
        expect(gap).toBeGreaterThanOrEqual(protocol.intervalDays.low);
        // Only the first that is planned may be late, and then because it cannot be earlier.
        if (index > 0 || !late) expect(gap).toBeLessThanOrEqual(protocol.intervalDays.high);
        else expect(gap).toBeGreaterThan(protocol.intervalDays.high);
      }
    });
  });

  it('its number is within the limits, and what is kept never moves', () => {
    always(({ protocol, kept }, { planned, sessions, noDate }) => {
      expect(sessions).toBeGreaterThanOrEqual(protocol.sessions.low);
      expect(sessions).toBeLessThanOrEqual(protocol.sessions.high!);
      const numbers = new Set(kept.map(({ number }) => number));
      expect(planned.some(({ number }) => numbers.has(number))).toBe(false);
      if (!noDate) expect(planned).toHaveLength(Math.max(0, sessions - kept.length));
    });
  });

  it('it answers the same again, and where it has no days it says why', () => {
    always((asked, proposal) => {
      expect(planSeries(structuredClone(asked))).toEqual(proposal);
      if (!proposal.noDate) return;
      expect(proposal.planned).toEqual([]);
      expect(proposal.noDate.because.length).toBeGreaterThan(0);
      expect(proposal.noDate.from <= proposal.noDate.to).toBe(true);
    });
  });

  it('it finds days exactly when there are any: a search through all of them agrees', () => {
    const small = aRequest.filter(({ protocol }) => protocol.intervalDays.high <= 12);
    fc.assert(
      fc.property(small, (asked) => {
        const { calendar, startOn, clearOn, kept, protocol } = asked;
        const { low, high } = protocol.intervalDays;
        const proposal = planSeries(asked);
        const from = clearOn !== null && clearOn > startOn ? clearOn : startOn;
        const last = kept.at(-1)?.on ?? null;
        const bounded = last !== null && addDays(last, high) >= from;
        const earliest = last !== null && addDays(last, low) > from ? addDays(last, low) : from;
        const width = last === null ? high : bounded ? countDaysBetween(earliest, addDays(last, high)) : 366;
        let reached = new Set(Array.from({ length: width + 1 }, (_, place) => addDays(earliest, place)).filter((day) => !findClosedReason(calendar, day)));
        const count = Math.max(0, proposal.sessions - kept.length);
        for (let index = 1; index < count; index++) {
          const next = [...reached].flatMap((day) => Array.from({ length: high - low + 1 }, (_, more) => addDays(day, low + more)));
          reached = new Set(next.filter((day) => !findClosedReason(calendar, day)));
        }
        expect(proposal.noDate === null).toBe(count === 0 || reached.size > 0);
      }),
      { numRuns: 60 },
    );
  });

  it('of a hundred sessions a year apart it says that there is no day, and does not search for ever', () => {
    const calendar = { ...everyDay, closed: [{ from: '2100-01-01', to: '2103-01-01', reason: 'Closed for good' }] };
    const protocol = { ...mesotherapy, intervalDays: { low: 300, high: 365, usual: 365 } };
    expect(planSeries(request({ protocol, calendar, asked: { sessions: 100, intervalDays: 365 } })).noDate?.because).toEqual(['closed: Closed for good']);
  });

  it('a weekday has its name', () => {
    expect(['1969-12-31', '1970-01-01', '2026-11-22', '2026-11-23'].map(getWeekday)).toEqual(['wednesday', 'thursday', 'sunday', 'monday']);
  });
});
