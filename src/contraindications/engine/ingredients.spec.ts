/** Which words mean which substance, in a plan, in an allergy and in a rule. */
import { describe, expect, it } from '@jest/globals';
import { allergenOf, atcCodesOf, ingredientsOfAtc, ingredientWords, isAllergenic, oneOf, substancesIn, substancesOf } from './ingredients.js';

const namesIn = (text: string): string[] => substancesIn(text).map(({ names }) => names[0]!);
const allergen = (text: string | null, code: { system: string; code: string; display?: string } | null = null) => allergenOf({ text, code });
const meets = (planned: string, ...allergy: Parameters<typeof allergen>): boolean => isAllergenic(substancesIn(planned), allergen(...allergy));

describe('what a plan names', () => {
  it.each([
    ['Minoxidil 5 %', ['minoxidil']],
    ['MINOXIDIL', ['minoxidil']],
    ['Rogaine (foam)', ['minoxidil']],
    ['Vitamin B5', ['d panthenol']],
    ['Organic  silicon', ['silicium']],
    ['minoxidil and finasteride', ['minoxidil', 'finasteride']],
    ['Lidocaïne', ['lidocaine']],
    ['minoxidilate', ['minoxidilate']],
    ['Some herbs', ['some herb']],
    ['Gas', ['gas']],
    ['Iris', ['iri']],
    ['a -- b', ['a b']],
  ])('is found in %s', (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  it('stands for itself where no catalogue knows it', () => {
    expect(substancesIn('Magic Water')).toEqual([{ catalogued: false, names: ['magic water'], classes: [], atc: [] }]);
    expect(substancesIn('biotin')[0]).toMatchObject({ catalogued: true, classes: expect.arrayContaining(['vitamin']) as unknown });
  });
});

describe('an allergy', () => {
  it.each([
    ['lidocaine', 'Lignocaine gel', true],
    ['lidocaine', 'allergic to local anaesthetics', true],
    ['lidocaine', 'local anaesthetic', true],
    ['benzocaine', 'amide anaesthetic', false],
    ['biotin', 'vitamins', true],
    ['biotin', 'vitamin c serum', false],
    ['estradiol', 'hormone', true],
    ['estradiol', 'growth hormone', false],
    ['Magic Water', 'magic', true],
    ['Magic Water', 'water', true],
    ['Magic Water', 'magi', false],
    ['minoxidil', 'mino', false],
    ['lidocaine', 'latex', false],
  ])('against %s, written as %s: %s', (planned, written, met) => {
    expect(meets(planned, written)).toBe(met);
  });

  it.each([
    ['N01BB02', true],
    ['n01bb02', true],
    ['N01BB', true],
    ['N01', true],
    ['N01BA', false],
    ['D04AB0199', true],
  ])('against lidocaine, of the ATC code %s: %s', (code, met) => {
    expect(meets('lidocaine', null, { system: 'atc', code })).toBe(met);
    expect(meets('lidocaine', null, { system: 'snomed', code })).toBe(false);
  });

  it('is read in its words and in those of its code', () => {
    expect(allergen('Latex', { system: 'snomed', code: '1', display: 'Natural rubber' })).toEqual({ written: ['latex', 'natural rubber'], atc: null });
    expect(allergen(null, { system: 'atc', code: 'n01.bb02' })).toEqual({ written: [], atc: 'N01BB02' });
    expect(allergen('  ', null)).toEqual({ written: [], atc: null });
    expect(meets('lidocaine', null, { system: 'snomed', code: '1', display: 'Lidocaine' })).toBe(true);
  });

  it('has its own ATC code, else those of what its words name, else nobody knows', () => {
    expect(atcCodesOf(allergen('lidocaine', { system: 'atc', code: 'J01' }))).toEqual(['J01']);
    expect(atcCodesOf(allergen('adrenaline'))).toEqual(['C01CA24']);
    expect(atcCodesOf(allergen('adrenaline and biotin'))).toEqual(expect.arrayContaining(['C01CA24', 'A11HA05']));
    expect([atcCodesOf(allergen('latex')), atcCodesOf(allergen(null))]).toEqual([null, null]);
  });
});

describe('a word of a rule', () => {
  it('means an ingredient, or all of a class, also in what no catalogue knows', () => {
    const asks = (words: string[], planned: string): boolean => oneOf(words)(substancesIn(planned));
    expect([asks(['finasteride'], 'Propecia'), asks(['local-anaesthetic'], 'Propecia'), asks(['local-anaesthetic'], 'Xylocaine')]).toEqual([true, false, true]);
    expect([asks(['hormone'], 'estradiol'), asks(['hormone'], 'a hormone cocktail'), asks(['hormone'], 'a cocktail')]).toEqual([true, true, false]);
    expect(asks(['minoxidil', 'finasteride'], 'finasteride')).toBe(true);
  });

  it('stands for substances', () => {
    expect(substancesOf('lidocaine').map(({ names }) => names[0])).toEqual(['lidocaine', 'lidocaine prilocaine']);
    expect(substancesOf('ester-anaesthetic').map(({ names }) => names[0])).toEqual(['benzocaine', 'tetracaine', 'procaine']);
    expect(ingredientWords.has('lidocaine') && ingredientWords.has('local-anaesthetic')).toBe(true);
    expect(ingredientWords.has('xylocaine')).toBe(false);
  });

  it('is told by the ATC code of a product', () => {
    expect([ingredientsOfAtc('D11AX01'), ingredientsOfAtc('d11ax01'), ingredientsOfAtc('D11')]).toEqual([['minoxidil'], ['minoxidil'], []]);
  });
});
