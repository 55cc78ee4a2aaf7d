import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listInjectedWarnings, type InjectedRecord, type TakenProduct } from './injected.js';

const named = (ingredient: string) => ({ ingredient, code: null, concentration: null });
const taken = (kind: string, value: number, unit = 'mL', more: Partial<TakenProduct> = {}): TakenProduct => ({
  name: 'Hair mesotherapy solution',
  kind,
  amount: { value, unit },
  ingredients: [named('biotin'), named('d-panthenol')],
  shade: null,
  ...more,
});
const solution = (value: number, unit = 'mL') => taken('mesotherapy-solution', value, unit);
const shots = (number: number, volumePerShotMl = 0.05, substances = ['biotin']): InjectedRecord => ({
  mesotherapy: { shots: number, volumePerShotMl, substances },
});
const codes = (record: InjectedRecord, products: (TakenProduct | null)[]) =>
  listInjectedWarnings(record, products).map(({ code, pointer }) => `${code} ${pointer}`);

describe('what was injected, beside what left the lots', () => {
  it.each([
    [80, [solution(4)], []],
    [80, [solution(4000, 'uL')], []],
    [80, [solution(2), solution(2)], []],
    // Syringes are read to a twentieth.
    [80, [solution(4.2)], []],
    [80, [solution(3.85)], []],
    [80, [solution(5)], ['volume-differs /products']],
    [80, [solution(1)], ['volume-differs /products']],
    // An anaesthetic may have been injected with it, or by itself.
    [80, [solution(3), taken('anaesthetic', 1)], []],
    [80, [solution(4), taken('anaesthetic', 1)], []],
    [80, [solution(2), taken('anaesthetic', 1)], ['volume-differs /products']],
    // How much is in a vial nobody says; and of what is not counted nothing is said.
    [80, [solution(1, '{vial}')], []],
    [80, [taken('cartridge', 2, '{piece}')], []],
    [80, [], []],
    [80, [null], []],
  ])('%d shots of 0.05 mL and %j: %j', (number, products, expected) => {
    expect(codes(shots(number), products)).toEqual(expected);
  });

  it('says both figures, and where the rest belongs', () => {
    expect(listInjectedWarnings(shots(80), [solution(5)])[0]?.detail).toBe(
      '80 shots of 0.05 mL are 4 mL, and 5 mL left the lots. What was thrown away is booked as waste of the lot, not as received.',
    );
    expect(listInjectedWarnings(shots(80), [solution(1.5), solution(1.5)])[0]?.detail).toBe('80 shots of 0.05 mL are 4 mL, and 3 mL left the lots.');
  });

  it('is of the same volume, however it is split over lots, and warned of from a twentieth on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 200 }),
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0.5, max: 1.6, noNaN: true }),
        (number, tenths, factor) => {
          const left = number * 0.05 * factor;
          const products = [solution((left * tenths) / 10), solution(left - (left * tenths) / 10)];
          const differs = factor > 1.0501 || factor < 0.9499;
          if (differs || (factor < 1.0499 && factor > 0.9526)) expect(codes(shots(number), products)).toEqual(differs ? ['volume-differs /products'] : []);
        },
      ),
    );
  });

  it('is in the lots: by the name of the product, by its ingredients, or as another name of the same substance', () => {
    const of = (...substances: string[]) => codes(shots(80, 0.05, substances), [solution(4)]);
    expect(of('Biotin', 'dexpanthenol', 'hair mesotherapy solution')).toEqual([]);
    expect(of('biotin', 'minoxidil')).toEqual(['not-in-lots /mesotherapy/substances/1']);
    const withAnaesthetic = { ...shots(80, 0.05, ['biotin', 'lidocaine']), anaesthetic: [{ substance: 'lidocaine' }] };
    expect(codes(withAnaesthetic, [solution(4)])).toEqual([]);
  });

  it('of pigments has the shades of the lots, and of sharps as many as left theirs', () => {
    const pigment = (shade: string) => taken('pigment', 1, 'mL', { name: 'Scalp pigment', ingredients: [], shade });
    const sitting = (shades: string[], opened = 2): InjectedRecord => ({ micropigmentation: { shades }, sharps: { opened } });
    expect(codes(sitting(['Light Brown']), [pigment('light brown'), taken('cartridge', 2, '{piece}')])).toEqual([]);
    expect(codes(sitting(['light brown']), [pigment('dark brown')])).toEqual(['not-in-lots /micropigmentation/shades/0', 'not-recorded /products/0/lotId']);
    expect(codes(sitting(['light brown']), [])).toEqual([]);
    expect(codes(sitting(['light brown'], 1), [null, taken('cartridge', 2, '{piece}')])).toEqual(['sharps-differ /sharps/opened']);
  });

  it('is warned of where it is not said at all', () => {
    expect(codes({ micropigmentation: { shades: [] } }, [])).toEqual(['shades-missing /micropigmentation/shades']);
    expect(codes(shots(80, 0.05, []), [])).toEqual(['substances-missing /mesotherapy/substances']);
  });
});
