import { describe, expect, it } from '@jest/globals';
import { courses, createProfile } from './people.js';
import { Timeline, WalkingClock, type Story } from './timeline.js';

const minute = (count: number): Date => new Date(Date.UTC(2026, 0, 1, 0, count));

describe('a timeline', () => {
  const run = async (stories: Record<string, [begins: number, ...waits: number[]]>, end: number): Promise<string[]> => {
    const clock = new WalkingClock(minute(0));
    const timeline = new Timeline(clock);
    const seen: string[] = [];
    const told = async function* (name: string, waits: number[]): Story {
      for (const wait of [...waits, null]) {
        seen.push(`${name}${(clock.now().getTime() - minute(0).getTime()) / 60_000}`);
        await Promise.resolve();
        if (wait !== null) yield minute(wait);
      }
    };
    for (const [name, [begins, ...waits]] of Object.entries(stories)) timeline.add(told(name, waits), minute(begins));
    await timeline.runUntil(minute(end), () => undefined);
    expect(clock.now()).toEqual(minute(end));
    return seen;
  };

  it('tells stories in the order of time, those of one instant in the order in which they came', async () => {
    expect(await run({ a: [1, 5, 9], b: [2, 5, 6], c: [0, 7] }, 20)).toEqual(['c0', 'a1', 'b2', 'a5', 'b5', 'b6', 'c7', 'a9']);
  });

  it('leaves what is later than its end as it stands', async () => {
    expect(await run({ a: [1, 5, 9], b: [12] }, 5)).toEqual(['a1', 'a5']);
  });

  it('never turns the clock back: what should have been earlier is now', async () => {
    expect(await run({ a: [3, 1, 4] }, 10)).toEqual(['a3', 'a3', 'a4']);
  });
});

describe('the synthetic patients', () => {
  it('are the same from the same seed, and others from another', () => {
    const people = (seed: number) => Array.from({ length: 40 }, (_, number) => createProfile(number, seed, '2026-11-21'));
    expect(people(1)).toEqual(people(1));
    expect(people(1).map(({ name, density }) => [name, density])).not.toEqual(people(2).map(({ name, density }) => [name, density]));
  });

  it('are adults with plausible figures, and every course is among the first of them', () => {
    const people = Array.from({ length: 300 }, (_, number) => createProfile(number, 3, '2026-11-21'));
    for (const { birthDate, density, diameter, telogen, firstVisit } of people) {
      expect(birthDate < '2004-11-21').toBe(true);
      expect([density > 80 && density < 200, diameter > 40 && diameter < 75, telogen > 10 && telogen < 35]).toEqual([true, true, true]);
      expect(firstVisit < '2026-11-21' && firstVisit > '2024-11-21').toBe(true);
    }
    expect(new Set(people.slice(0, 20).map(({ course }) => course))).toEqual(new Set(courses));
  });
});
