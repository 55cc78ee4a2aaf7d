import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findLightness, computeLightness, listShadeWarnings, type Sitting } from './shades.js';

const none = new Map<string, string>();
const sitting = (shades: string[], more: Partial<Sitting> = {}): string[] =>
  listShadeWarnings({ shades, earlier: [], isLast: false, colours: none, ...more }).map(({ code, pointer }) => `${code} ${pointer.split('/').at(-1)}`);

describe('the order of shades', () => {
  it('is kept by lighter ones first and darker ones in the last sitting', () => {
    expect(sitting(['light brown'])).toEqual([]);
    expect(sitting(['light brown', 'medium brown'], { earlier: [['light brown']] })).toEqual([]);
    expect(sitting(['Dark Brown', 'black'], { earlier: [['light brown'], ['brown']], isLast: true })).toEqual([]);
  });

  it('is broken by a dark one before the last sitting', () => {
    expect(sitting(['light brown', 'black'])).toEqual(['darker-before-last 1']);
    expect(sitting(['dark brown'], { earlier: [['light brown']] })).toEqual(['darker-before-last 0']);
    // Not dark in itself, and two steps darker than what was begun with.
    expect(sitting(['brown'], { earlier: [['light blonde']] })).toEqual(['darker-before-last 0']);
  });

  it('is broken by a lighter one after a darker, in another sitting or in the same', () => {
    expect(sitting(['light brown'], { earlier: [['brown']], isLast: true })).toEqual(['lighter-after-darker 0']);
    expect(sitting(['dark brown', 'light brown'], { isLast: true })).toEqual(['lighter-after-darker 1']);
    expect(sitting(['light brown', 'dark brown'], { earlier: [['light brown', 'dark brown']], isLast: true })).toEqual([]);
  });

  it('takes the colour of the catalogue before the name, and says nothing of a name that says nothing', () => {
    const colours = new Map([
      ['no. 1', '#c8a882'],
      ['no. 7', '#1c1410'],
      ['light brown', '#101010'],
    ]);
    expect(sitting(['No. 1', 'No. 7'], { colours })).toEqual(['darker-before-last 1']);
    expect(sitting(['light brown'], { colours })).toEqual(['darker-before-last 0']);
    expect(sitting(['No. 7', 'No. 1'])).toEqual([]);
    expect(findLightness('Number 3', none)).toBeNull();
  });

  it('measures the lightness of a colour as CIE L*', () => {
    expect(computeLightness('#000000')).toBe(0);
    expect(computeLightness('#ffffff')).toBeCloseTo(100, 3);
    expect(computeLightness('#777777')).toBeCloseTo(50.03, 1);
    const channel = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(channel, channel, channel, (red, green, blue) => {
        const lightness = computeLightness(`#${[red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('')}`);
        expect(lightness).toBeGreaterThanOrEqual(0);
        expect(lightness).toBeLessThanOrEqual(100.01);
      }),
    );
  });

  it('is never broken by sittings that only grow darker, when the dark ones come last', () => {
    const shade = fc.integer({ min: 0x60, max: 0xff });
    fc.assert(
      fc.property(fc.array(shade, { minLength: 1, maxLength: 5 }), (greys) => {
        const ordered = greys.toSorted((one, other) => other - one).map((grey) => `#${grey.toString(16).padStart(2, '0').repeat(3)}`);
        const colours = new Map(ordered.map((hex) => [hex, hex]));
        expect(listShadeWarnings({ shades: ordered.slice(-1), earlier: ordered.slice(0, -1).map((hex) => [hex]), isLast: true, colours })).toEqual([]);
      }),
    );
  });
});
