import { describe, expect, it } from '@jest/globals';
import { findConflictWithLife } from './life.js';

const life = { birthDate: '1991-04', deceasedOn: '2026-11-12' };

describe('a date of a person’s life', () => {
  it.each([
    ['1991-03-31', 'before-birth'],
    ['1991-04-01', null],
    ['1991', null],
    ['1990', 'before-birth'],
    ['2026-11-12', null],
    ['2026-11', null],
    ['2026-11-13', 'after-death'],
    ['2026-12', 'after-death'],
    ['2027', 'after-death'],
  ])('%s: %s', (date, expected) => expect(findConflictWithLife(date, life)).toBe(expected));

  it('can be any where neither birth nor death is known', () => {
    expect(['1900-01-01', '2200-12-31'].map((date) => findConflictWithLife(date, { birthDate: null, deceasedOn: null }))).toEqual([null, null]);
  });

  it('lies after a death that is known to the year only from the next year on', () => {
    const known = { birthDate: null, deceasedOn: '2025' };
    expect(['2025-12-31', '2026-01-01'].map((date) => findConflictWithLife(date, known))).toEqual([null, 'after-death']);
  });
});
