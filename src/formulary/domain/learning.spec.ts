import { describe, expect, it } from '@jest/globals';
import { listLearnedNames, type SaidEntry } from './learning.js';

const medicine = (name: string, code: string | null): SaidEntry => ({
  list: 'medications',
  entry: { name, code: code === null ? null : { system: 'atc', code } },
});
const learned = (...said: SaidEntry[]) => listLearnedNames(said).map(({ kind, normalized, codes }) => [kind, normalized, codes.map(({ code }) => code).join()]);

describe('an entry with words and a code', () => {
  it('teaches the name of a medicine, without strength, form and schedule', () => {
    expect(learned(medicine('Zorbixil 500 mg tab 1-0-1', 'B01AC06'))).toEqual([['substance', 'zorbixil', 'B01AC06']]);
  });

  it('teaches names of allergens, conditions and procedures', () => {
    expect(
      learned(
        { list: 'allergies', entry: { substance: { text: 'Zorbixil', code: { system: 'atc', code: 'N01BB02' } } } },
        { list: 'conditions', entry: { text: 'Zorbix syndrome', code: { system: 'icd-10', code: 'L63.9' } } },
        { list: 'procedures', entry: { text: 'Zorbix technique', code: { system: 'hairline', code: 'hair-transplant-fue' } } },
      ),
    ).toEqual([
      ['substance', 'zorbixil', 'N01BB02'],
      ['condition', 'zorbix syndrome', 'L63.9'],
      ['procedure', 'zorbix technique', 'hair-transplant-fue'],
    ]);
  });

  it.each([
    ['without a code', medicine('Zorbixil', null)],
    ['without words', { list: 'medications', entry: { code: { system: 'atc', code: 'B01AC06' } } } satisfies SaidEntry],
    ['that the product reads by itself', medicine('Paracetamol 500 mg', 'N02BE01')],
    ['whose code contradicts a part of the words', medicine('Zorbixil warfarin', 'N02BE01')],
    ['of several medicines', medicine('Zorbixil 500, Brumexal 5', 'B01AC06')],
    ['that is a sentence', medicine('Zorbixil that her neighbour brought along from the market last year', 'B01AC06')],
    ['whose code no rule reads', { list: 'conditions', entry: { text: 'Zorbix syndrome', code: { system: 'snomed', code: '123' } } } satisfies SaidEntry],
    ['of another kind', { list: 'procedures', entry: { text: 'Zorbix technique', code: { system: 'hairline', code: 'carbon-pigment' } } } satisfies SaidEntry],
  ])('teaches nothing %s', (_why, said) => {
    expect(learned(said)).toEqual([]);
  });

  it('teaches nothing where the same name is used for two things', () => {
    expect(learned(medicine('Zorbixil', 'B01AC06'), medicine('zorbixil', 'N02BE01'))).toEqual([]);
    expect(learned(medicine('Zorbixil', 'B01AC06'), medicine('zorbixil', 'B01AC06'))).toHaveLength(1);
  });
});
