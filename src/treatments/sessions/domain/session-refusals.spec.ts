import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, countDaysBetween } from '../../../kernel/day.js';
import { findSessionRefusals, type SessionPlace } from './session-refusals.js';

const DAY = '2026-03-10';
const place = (changes: Partial<SessionPlace> = {}): SessionPlace => ({
  planRuns: true,
  number: 2,
  siblings: [],
  fewestDays: 7,
  clearOn: null,
  firstDay: null,
  ...changes,
});
const listReasons = (of: SessionPlace, day: string) => [
  ...new Set(
    findSessionRefusals(of)
      .filter(({ from, to }) => (from === null || from <= day) && (to === null || day <= to))
      .map(({ because }) => because),
  ),
];

describe('the days on which a session cannot be', () => {
  it.each<[string, Partial<SessionPlace>, number, string[]]>([
    ['none, where nothing bears on it', {}, 0, []],
    ['all, where the plan does not run', { planRuns: false }, 400, ['plan-not-running']],
    ['the day of the session before', { siblings: [{ number: 1, on: DAY }] }, 0, ['too-soon-after-earlier-session']],
    ['six days after it', { siblings: [{ number: 1, on: DAY }] }, 6, ['too-soon-after-earlier-session']],
    ['not seven days after it', { siblings: [{ number: 1, on: DAY }] }, 7, []],
    ['the day before it', { siblings: [{ number: 1, on: DAY }] }, -1, ['before-earlier-session']],
    ['six days before the next', { siblings: [{ number: 3, on: DAY }] }, -6, ['too-near-to-later-session']],
    ['not seven days before the next', { siblings: [{ number: 3, on: DAY }] }, -7, []],
    ['any after the next', { siblings: [{ number: 3, on: DAY }] }, 90, ['too-near-to-later-session']],
    ['until the check is clear', { clearOn: DAY }, -1, ['check-not-clear-yet']],
    ['not from then on', { clearOn: DAY }, 0, []],
    ['until what another plan gave has its interval', { firstDay: DAY }, -1, ['too-soon-after-earlier-session']],
  ])('%s', (_case, changes, days, reasons) => {
    expect(listReasons(place(changes), addDays(DAY, days))).toEqual(reasons);
  });

  it('are none but those out of order or nearer than the interval', () => {
    const siblings = fc.array(fc.record({ number: fc.integer({ min: 1, max: 6 }), on: fc.integer({ min: -60, max: 60 }).map((days) => addDays(DAY, days)) }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(siblings, fc.integer({ min: 0, max: 14 }), fc.integer({ min: -80, max: 80 }), (all, fewestDays, days) => {
        const day = addDays(DAY, days);
        const others = all.filter(({ number }) => number !== 3);
        const fits = others.every(
          ({ number, on }) => (number < 3 ? countDaysBetween(on, day) : countDaysBetween(day, on)) >= (number < 3 ? fewestDays : Math.max(1, fewestDays)),
        );
        expect(listReasons(place({ number: 3, siblings: others, fewestDays }), day).length === 0).toBe(fits);
      }),
    );
  });
});
