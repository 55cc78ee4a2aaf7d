import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { checkUnit, convertUnit } from './units.js';

describe('a unit that cannot be read', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is told to the caller, and written nowhere: it is a text of a request', () => {
    const written = (['log', 'warn', 'error'] as const).map((way) => jest.spyOn(console, way).mockImplementation(() => undefined));
    for (const unit of [
      'mg of Asha',
      '[',
      'm^',
      ' ',
      'mg/dL ',
      '"mg"',
      'valueOf',
      'constructor',
      '__proto__',
      'mg/toString',
      '10*hasOwnProperty',
      'kvalueOf',
    ]) {
      expect([unit, checkUnit(unit).valid]).toEqual([unit, false]);
      expect([unit, convertUnit(1, unit, 'g')]).toEqual([unit, { problem: 'unknown-unit' }]);
      expect([unit, typeof convertUnit(1, 'g', unit)]).toEqual([unit, 'object']);
    }
    expect(written.flatMap((spiedFunction) => spiedFunction.mock.calls)).toEqual([]);
  });

  it('leaves the console to others', () => {
    const { log } = console;
    checkUnit('mg of Asha');
    const { log: after } = console;
    expect(after).toBe(log);
  });
});
