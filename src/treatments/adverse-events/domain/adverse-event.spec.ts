import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listCriteria, outlastsUsualEnd, validateReport, seriousnessCriteria, hasBecomeMoreSevere, findUsualEnd, type Reported } from './adverse-event.js';
import { eventTypeCodes, findUsualCourse } from './event-types.js';
import { computeRatePerThousand } from './report.js';

const started = new Date('2026-03-10T09:00:00Z');
const now = new Date('2026-03-20T09:00:00Z');
const hour = 3_600_000;
const onsetAt = new Date('2026-03-10T12:00:00Z');

describe('what was to be expected', () => {
  it.each([
    ['swelling', 'mesotherapy', 1, 48],
    ['swelling', 'mesotherapy', 2, 48],
    ['swelling', 'mesotherapy', 3, null],
    ['discomfort', 'scalp-micropigmentation', 1, 48],
    ['scabbing', 'scalp-micropigmentation', 1, 336],
    ['scabbing', 'mesotherapy', 1, null],
    ['infection', 'mesotherapy', 1, null],
    ['pain-beyond-48-hours', 'mesotherapy', 1, null],
  ] as const)('%s after %s of grade %d usually lasts %s hours', (type, treatment, grade, hours) => {
    expect(findUsualCourse(type, treatment, grade)?.hours ?? null).toBe(hours);
  });

  it('is flagged once it lasts longer than usual, to the millisecond', () => {
    const end = findUsualEnd({ type: 'irritation', grade: 1, onsetAt }, 'mesotherapy')!;
    expect(end.getTime() - onsetAt.getTime()).toBe(48 * hour);
    expect(outlastsUsualEnd({ usualEnd: end, resolvedAt: null }, end)).toBe(false);
    expect(outlastsUsualEnd({ usualEnd: end, resolvedAt: null }, new Date(end.getTime() + 1))).toBe(true);
    expect(outlastsUsualEnd({ usualEnd: end, resolvedAt: end }, now)).toBe(false);
    expect(outlastsUsualEnd({ usualEnd: end, resolvedAt: new Date(end.getTime() + 1) }, now)).toBe(true);
    expect(outlastsUsualEnd({ usualEnd: null, resolvedAt: null }, now)).toBe(false);
  });
});

describe('seriousness', () => {
  it('follows from the grade, beside what is stated', () => {
    expect(listCriteria(3, [], 'bruising')).toEqual([]);
    expect(listCriteria(3, ['medically-important', 'hospitalisation'], 'bruising')).toEqual(['hospitalisation', 'medically-important']);
    expect(listCriteria(4, [], 'bruising')).toEqual(['life-threatening']);
    expect(listCriteria(5, ['death'], 'bruising')).toEqual(['death']);
    expect(listCriteria(2, [], 'anaphylaxis')).toEqual(['medically-important']);
  });

  const severity = fc
    .record({ grade: fc.integer({ min: 1, max: 5 }), stated: fc.subarray([...seriousnessCriteria]) })
    .map(({ grade, stated }) => ({ grade, seriousness: listCriteria(grade, stated, 'bruising') }));

  it('asks for a decision when something serious is new, graver, or serious in a further way, and never for what is no graver', () => {
    expect(hasBecomeMoreSevere(null, { grade: 3, seriousness: [] })).toBe(false);
    expect(hasBecomeMoreSevere(null, { grade: 2, seriousness: ['hospitalisation'] })).toBe(true);
    fc.assert(
      fc.property(severity, severity, (before, after) => {
        expect(hasBecomeMoreSevere(before, before)).toBe(false);
        if (after.seriousness.length === 0) expect(hasBecomeMoreSevere(before, after)).toBe(false);
        if (before.seriousness.length === 0 && after.seriousness.length > 0) expect(hasBecomeMoreSevere(before, after)).toBe(true);
      }),
    );
  });
});

describe('a report', () => {
  const report: Reported = {
    type: 'swelling',
    description: null,
    grade: 1,
    seriousness: [],
    onsetAt,
    resolvedAt: null,
    outcome: 'unknown',
  };
  const codes = (changes: Partial<Reported>) => validateReport({ ...report, ...changes }, started, now).map((error) => `${error.pointer} ${error.code}`);

  it.each<[Partial<Reported>, string[]]>([
    [{}, []],
    [{ type: 'other' }, ['/description required']],
    [{ type: 'other', description: 'Itch' }, []],
    [{ onsetAt: new Date('2026-03-10T08:59:59Z') }, ['/onsetAt out-of-range']],
    [{ onsetAt: new Date('2026-03-21T00:00:00Z') }, ['/onsetAt in-the-future']],
    [{ resolvedAt: new Date('2026-03-10T11:00:00Z') }, ['/resolvedAt out-of-range']],
    [{ resolvedAt: new Date('2026-03-21T11:00:00Z') }, ['/resolvedAt in-the-future']],
    [{ outcome: 'recovered' }, ['/resolvedAt required']],
    [{ outcome: 'recovered', resolvedAt: now }, []],
    [{ outcome: 'not-recovered', resolvedAt: now }, ['/outcome contradiction']],
    [{ outcome: 'fatal' }, ['/outcome contradiction']],
    [{ grade: 5 }, ['/outcome contradiction']],
    [{ grade: 5, outcome: 'fatal' }, []],
  ])('with %j is refused for %j', (changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });

  it('knows each type once', () => {
    expect(new Set(eventTypeCodes).size).toBe(eventTypeCodes.length);
  });
});

describe('a share of sessions', () => {
  it('is so many in a thousand, with the interval by Wilson', () => {
    // Newcombe 1998, table I: 15 of 148.
    expect(computeRatePerThousand(15, 148)).toEqual({ rate: 101.4, low: 62.4, high: 160.5 });
    expect(computeRatePerThousand(0, 20)).toEqual({ rate: 0, low: 0, high: 161.1 });
    expect(computeRatePerThousand(0, 0)).toEqual({ rate: 0, low: 0, high: 1000 });
  });

  it('lies within its interval, which more sessions make narrower', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(), (sessions, any) => {
        const withEvents = any % (sessions + 1);
        const item = computeRatePerThousand(withEvents, sessions);
        const more = computeRatePerThousand(withEvents * 10, sessions * 10);
        expect(item.low).toBeLessThanOrEqual(item.rate);
        expect(item.high).toBeGreaterThanOrEqual(item.rate);
        expect(more.high - more.low).toBeLessThanOrEqual(item.high - item.low);
      }),
    );
  });
});
