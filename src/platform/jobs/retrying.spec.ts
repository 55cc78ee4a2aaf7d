import { describe, expect, it } from '@jest/globals';
import { MOST_TRIES, computePause, usualRetrying } from './retrying.js';

const pauses = (isOfDatabase: boolean): number[] => {
  const all: number[] = [];
  for (let attempt = 1; ; attempt++) {
    const pause = computePause(attempt, isOfDatabase, usualRetrying);
    if (pause === null) return all;
    all.push(pause);
  }
};

describe('the pauses between tries', () => {
  it('double, and end', () => {
    expect(pauses(false)).toEqual([2, 4, 8, 16]);
  });

  it('of what the database could not do come to about an hour', () => {
    const all = pauses(true);
    expect(all).toHaveLength(MOST_TRIES - 1);
    expect(Math.max(...all)).toBe(600);
    expect(all.reduce((sum, pause) => sum + pause, 0)).toBe(4_022);
  });

  it('are those that the handler wishes for', () => {
    const daily = { tries: 20, firstPauseSeconds: 60, longestPauseSeconds: 3_600 };
    expect([1, 7, 19, 20].map((attempt) => computePause(attempt, false, daily))).toEqual([60, 3_600, 3_600, null]);
  });
});
