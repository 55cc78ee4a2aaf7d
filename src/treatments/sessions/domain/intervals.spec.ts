import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../kernel/day.js';
import { findInterval, describeInterval, isTooSoon, hasZoneOverlap, type GivenSession, type SessionToBegin } from './intervals.js';

const today = '2026-03-10';
const limits = { fewestDays: 7, touchUp: { days: 30, refused: true } };
const session = (more: Partial<SessionToBegin> = {}): SessionToBegin => ({
  planId: 'own',
  treatment: 'mesotherapy',
  purpose: 'series',
  followsPlanId: null,
  zones: ['vertex'],
  ...more,
});
const given = (daysAgo: number, more: Partial<GivenSession> = {}): GivenSession => ({
  id: `${daysAgo} days ago`,
  planId: 'own',
  treatment: 'mesotherapy',
  number: 1,
  on: addDays(today, -daysAgo),
  zones: ['vertex'],
  ...more,
});
const firstDay = (item: SessionToBegin, ...all: GivenSession[]) => findInterval(item, all, limits, today)?.firstDay ?? null;
const SMP = 'scalp-micropigmentation';

describe('the interval to the earlier sessions of a patient', () => {
  it('is of no concern where there was none', () => {
    expect(findInterval(session(), [], limits, today)).toBeNull();
  });

  it('is the protocol’s, whichever plan of the treatment they are of', () => {
    expect(firstDay(session(), given(6))).toBe('2026-03-11');
    expect(firstDay(session(), given(6, { planId: 'other', zones: ['occipital'] }))).toBe('2026-03-11');
    expect(isTooSoon(findInterval(session(), [given(7)], limits, today)!, today)).toBe(false);
  });

  it('is four weeks to the other treatment of the same skin, and none to that of other skin', () => {
    expect(firstDay(session(), given(27, { treatment: SMP, planId: 'other' }))).toBe('2026-03-11');
    expect(firstDay(session(), given(3, { treatment: SMP, planId: 'other', zones: ['beard'] }))).toBeNull();
    expect(firstDay(session(), given(3, { treatment: SMP, planId: 'other', zones: [] }))).toBe(addDays(today, 25));
    expect(firstDay(session({ zones: [] }), given(3, { treatment: SMP, planId: 'other' }))).toBe(addDays(today, 25));
  });

  it('of a touch-up that begins is that of touch-ups, once to the plan that it follows', () => {
    const touchUp = session({ purpose: 'touch-up', followsPlanId: 'before' });
    expect(firstDay(touchUp, given(20, { planId: 'before' }))).toBe(addDays(today, 10));
    expect(firstDay(touchUp, given(20, { planId: 'before' }), given(6))).toBe(addDays(today, 1));
    const soft = { ...limits, touchUp: { days: 30, refused: false } };
    expect(findInterval(touchUp, [given(0, { planId: 'before' })], soft, today)).toMatchObject({ blocks: false, fewestDays: 30 });
    expect(findInterval(touchUp, [given(0, { planId: 'before' }), given(6, { planId: 'third' })], soft, today)).toMatchObject({ blocks: true, fewestDays: 7 });
  });

  it('that ends last is named, with its day', () => {
    const both = [given(6), given(5, { treatment: SMP, planId: 'other' })];
    const interval = findInterval(session(), both, limits, today)!;
    expect(interval).toMatchObject({ earlier: { id: '5 days ago' }, firstDay: addDays(today, 23) });
    expect(describeInterval(interval, today)).toContain('5 day(s) since 2026-03-05; on the same skin, 28 days lie between');
    expect(describeInterval(findInterval(session(), [given(6)], limits, today)!, today)).toBe(
      '6 day(s) since 2026-03-04; the protocol leaves at least 7. From 2026-03-11 on.',
    );
  });

  it('never lets a session begin sooner for an earlier session more', () => {
    const any = fc.record({
      daysAgo: fc.integer({ min: 0, max: 60 }),
      planId: fc.constantFrom('own', 'other'),
      treatment: fc.constantFrom<GivenSession['treatment']>('mesotherapy', SMP),
      zones: fc.subarray(['vertex', 'frontal', 'hairline']),
    });
    const blocked = (all: readonly GivenSession[]) => {
      const interval = findInterval(session(), all, limits, today);
      return interval !== null && interval.blocks && isTooSoon(interval, today);
    };
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), any, (all, more) => {
        const some = all.map(({ daysAgo, ...rest }) => given(daysAgo, rest));
        if (blocked(some)) expect(blocked([...some, given(more.daysAgo, more)])).toBe(true);
      }),
    );
  });
});

describe('zones', () => {
  it('share skin by name, at the hairline, at a scar, and where nobody knows', () => {
    expect(hasZoneOverlap(['vertex'], ['vertex', 'beard'])).toBe(true);
    expect(hasZoneOverlap(['vertex'], ['beard'])).toBe(false);
    expect([hasZoneOverlap(['hairline'], ['frontal']), hasZoneOverlap(['temporal-left'], ['hairline'])]).toEqual([true, true]);
    expect([hasZoneOverlap(['scar'], ['vertex']), hasZoneOverlap(['vertex'], []), hasZoneOverlap(['the top'], ['beard'])]).toEqual([true, true, true]);
  });
});
