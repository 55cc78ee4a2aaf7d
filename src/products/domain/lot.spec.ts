import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../kernel/day.js';
import { deriveLotStatus, deriveLotStatusAt } from './lot.js';

const at = (hour: number) => new Date(Date.UTC(2026, 5, 30, hour));
const lot = { expiresOn: '2026-06-30', recalledAt: null, withdrawnAt: null };

describe('a lot', () => {
  it.each([
    ['2026-06-29', 'usable'],
    ['2026-06-30', 'usable'],
    ['2026-07-01', 'expired'],
  ])('that lasts until 2026-06-30 is, on %s, %s', (day, status) => {
    expect(deriveLotStatus(lot, day)).toBe(status);
  });

  it('that was recalled is recalled, also when it has expired, until that is withdrawn', () => {
    expect(deriveLotStatus({ ...lot, recalledAt: at(9) }, '2026-06-30')).toBe('recalled');
    expect(deriveLotStatus({ ...lot, recalledAt: at(9) }, '2026-07-01')).toBe('recalled');
    expect(deriveLotStatus({ ...lot, recalledAt: at(9), withdrawnAt: at(10) }, '2026-06-30')).toBe('usable');
    expect(deriveLotStatus({ ...lot, recalledAt: at(9), withdrawnAt: at(10) }, '2026-07-01')).toBe('expired');
  });

  it('was usable before the moment of its recall, and not from it on', () => {
    const recalled = { ...lot, recalledAt: at(9) };
    expect([at(8), at(9), at(10)].map((moment) => deriveLotStatusAt(recalled, moment, '2026-06-30'))).toEqual(['usable', 'recalled', 'recalled']);
    expect(deriveLotStatusAt(recalled, at(8), '2026-07-01')).toBe('expired');
  });

  it('becomes usable again with no day that passes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), fc.nat({ max: 400 }), (offset, later) => {
        const day = addDays(lot.expiresOn, offset);
        if (deriveLotStatus(lot, day) === 'expired') expect(deriveLotStatus(lot, addDays(day, later))).toBe('expired');
        expect(deriveLotStatus(lot, day) === 'usable').toBe(offset <= 0);
      }),
    );
  });
});
