/** Which words mean which substance, in a plan, in an allergy and in a rule. */
import { describe, expect, it } from '@jest/globals';
import { meansAllergyTo, ingredientWords, isAllergenic, namesAny, readAllergy, readIngredient, listWordsOfIngredient } from './ingredients.js';

const allergy = (text: string | null, code: { system: string; code: string; display?: string } | null = null) => readAllergy({ text, code });
const meets = (planned: string, ...said: Parameters<typeof allergy>): boolean => isAllergenic(readIngredient(planned), allergy(...said));
const reasonOf = (read: { unread: { reason: string } | null }): string | null => read.unread?.reason ?? null;

describe('an allergy', () => {
  it.each([
    ['lidocaine', 'Lignocaine gel', true],
    ['lidocaine', 'lignocain', true],
    ['lidocaine', 'allergic to local anaesthetics', true],
    ['lidocaine', 'local anaesthetic', true],
    ['lidocaine', 'amide anaesthetics', true],
    ['lidocaine', 'numbing injection at the dentist', true],
    ['lidocaine', 'EMLA', true],
    ['Xylocaine 2%', 'lidocaine', true],
    ['benzocaine', 'amide anaesthetic', false],
    ['biotin', 'vitamins', true],
    ['estradiol', 'hormone', true],
    ['minoxidil', 'mino', false],
    ['lidocaine', 'latex', false],
    ['lidocaine', 'penicillin', false],
  ])('against %s, written as %s: %s', (planned, written, met) => {
    expect(meets(planned, written)).toBe(met);
  });

  it.each([
    ['N01BB02', true],
    ['n01bb02', true],
    ['N01BB', true],
    ['N01', true],
    ['N01BB52', true],
    ['N01BB20', true],
    ['N01BA', false],
  ])('against lidocaine, of the ATC code %s: %s', (code, met) => {
    expect(meets('lidocaine', null, { system: 'atc', code })).toBe(met);
  });

  it('is read in its words and in those of its code', () => {
    expect(meets('lidocaine', null, { system: 'snomed', code: '1', display: 'Lidocaine' })).toBe(true);
    expect(meets('lidocaine', 'Lidocaine', { system: 'atc', code: 'J01CA04' })).toBe(true);
  });

  it('that nobody can read is unread, and says why', () => {
    expect(
      [allergy('zzyzx ointment'), allergy(null, { system: 'atc', code: 'Q99ZZ' }), allergy(null, { system: 'snomed', code: '1' }), allergy('latex')].map(
        reasonOf,
      ),
    ).toEqual(['unknown-words', 'unknown-code', 'unknown-system', null]);
    expect(reasonOf(allergy('lignocain'))).toBe('misspelt');
    expect(reasonOf(allergy('that cream', { system: 'atc', code: 'N01BB02' }))).toBeNull();
  });

  it('to another one of a class whose members react alike is a matter of its own', () => {
    const [planned, said] = [readIngredient('mepivacaine'), allergy('lidocaine')];
    expect([isAllergenic(planned, said), isAllergenic(planned, said, 'same-class')]).toEqual([false, true]);
  });
});

describe('a word of a rule', () => {
  it('means an ingredient, or all of a class, and a class that holds it', () => {
    const asks = (words: string[], planned: string): boolean => namesAny(words)(readIngredient(planned));
    expect([asks(['finasteride'], 'Propecia'), asks(['local-anaesthetic'], 'Propecia'), asks(['local-anaesthetic'], 'Xylocaine')]).toEqual([true, false, true]);
    expect([asks(['hormone'], 'estradiol'), asks(['lidocaine'], 'local anaesthetic'), asks(['minoxidil', 'finasteride'], 'finasteride')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(ingredientWords.has('lidocaine') && ingredientWords.has('local-anaesthetic')).toBe(true);
    expect(ingredientWords.has('xylocaine')).toBe(false);
  });

  it('asks for an allergy to a substance, to a class, or to what stands under a code', () => {
    const asks = (words: string[], prefixes: string[], written: string): boolean => meansAllergyTo(words, prefixes)(allergy(written));
    expect([asks(['lidocaine'], [], 'local anaesthetic'), asks(['local-anaesthetic'], [], 'Xylocaine'), asks(['lidocaine'], [], 'latex')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([asks([], ['J01C'], 'amoxicillin'), asks([], ['J01C'], 'lidocaine')]).toEqual([true, false]);
  });
});

describe('an ingredient of a product', () => {
  it('is known by its code where nobody can read its name, and by both where they differ', () => {
    const atc = (code: string) => ({ system: 'atc', code });
    expect(listWordsOfIngredient({ ingredient: 'Zzyzx complex', code: atc('D11AX01') })).toEqual(['minoxidil']);
    expect(listWordsOfIngredient({ ingredient: 'lidocaine', code: atc('D11AX01') })).toEqual(['lidocaine', 'minoxidil']);
    expect(listWordsOfIngredient({ ingredient: 'Zzyzx complex', code: null })).toEqual(['Zzyzx complex']);
  });
});
