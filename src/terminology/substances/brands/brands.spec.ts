import { describe, expect, it } from '@jest/globals';
import { formulary } from './formulary.js';
import { goodsBrands } from './goods.js';
import { goodsInShort } from './goods-in-short.js';
import { goodsWords } from './goods-words.js';
import { plainGoods } from './plain-goods.js';

const routes = new Set(['skin', 'eye', 'ear', 'nose', 'mouth', 'vagina', 'rectum', 'inhaled', 'injected', 'systemic']);

/** Names as they are compared: small letters, numbers apart from letters, no punctuation. */
const folded = (name: string): string =>
  (
    name
      .toLowerCase()
      .replaceAll('+', ' plus ')
      .replaceAll('&', ' and ')
      .match(/\d+|\p{L}+/gu) ?? []
  ).join(' ');

const byName = new Map(formulary.map(([name, ...composition]) => [folded(name), composition]));
const compositionOf = (name: string): string[] | undefined => byName.get(folded(name));

describe('the formulary', () => {
  it('has more than the thousand brands that are prescribed most', () => {
    expect(formulary.length - goodsBrands.length - goodsInShort.length - plainGoods.length).toBeGreaterThan(1000);
  });

  it('names each member of a family once', () => {
    const names = formulary.map(([name]) => folded(name));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('gives each name letters to be known by, and a composition', () => {
    const wrong = formulary.filter(([name, ...composition]) => !/\p{L}/u.test(name) || name !== name.trim() || composition.length === 0);
    expect(wrong).toEqual([]);
  });

  it('writes a composition in ids of substances, each once, with the routes that there are', () => {
    const wrong = formulary.filter(([, ...composition]) => {
      const ids = composition.map((item) => item.split(':')[0]);
      const wellFormed = composition.every((item) => {
        const [id = '', route, ...more] = item.split(':');
        return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && more.length === 0 && (route === undefined || routes.has(route));
      });
      return !wellFormed || new Set(ids).size !== ids.length;
    });
    expect(wrong).toEqual([]);
  });

  it('says of goods that they are no medicine, and of nothing else in the same line', () => {
    const mixed = formulary.filter(([, ...composition]) => composition.includes('no-medicine') && composition.length > 1);
    expect(mixed).toEqual([]);
    const medicines = [...plainGoods, ...goodsInShort].filter(([, ...composition]) => !['no-medicine', 'nutrition'].includes(composition.join()));
    expect(medicines).toEqual([]);
  });

  it.each([
    ['Warf', ['warfarin']],
    ['Acitrom', ['acenocoumarol']],
    ['Ecosprin Gold', ['acetylsalicylic-acid', 'atorvastatin', 'clopidogrel']],
    ['Telma AM', ['telmisartan', 'amlodipine']],
    ['Vozuca-M', ['voglibose', 'metformin']],
    ['Zerodol PT', ['aceclofenac', 'paracetamol', 'tramadol']],
    ['Asthesia', ['lidocaine:skin', 'prilocaine:skin']],
    ['Finax', ['finasteride']],
  ])('tells what is in %s', (name, composition) => {
    expect(compositionOf(name)).toEqual(composition);
  });

  it('keeps vitamin E in the multivitamins that have it', () => {
    expect(compositionOf('A to Z Gold')).toEqual(expect.arrayContaining(['tocopherol', 'multivitamin']));
  });

  it('does not pass a medicine off as goods by its last letters', () => {
    expect(compositionOf('Dettol')).not.toContain('no-medicine');
    expect(compositionOf('Betadine')).not.toContain('no-medicine');
  });
});

describe('the words beside goods', () => {
  it('are no name of a medicine, so that they can hide none', () => {
    const medicines = new Map(formulary.filter(([, ...composition]) => !composition.includes('no-medicine')).map(([name]) => [folded(name), name]));
    expect(goodsWords.filter((word) => medicines.has(folded(word)))).toEqual([]);
  });

  it('are each listed once', () => {
    expect(goodsWords.filter((word, at) => goodsWords.indexOf(word) !== at)).toEqual([]);
  });
});
