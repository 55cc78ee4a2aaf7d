import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { normalizeName, selectOwnNames, parseSubstances, type OwnName } from './index.js';

const word = fc.constantFrom('zorvex', 'quilp', 'plus', 'dolo', 'and', '650', 'forte', 'b12', 'rinse');
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const mark = fc.constantFrom(' ', ', ', ' & ', '-', ' + ', '. ', ' no. ');
const text = fc.array(fc.tuple(word, mark), { minLength: 1, maxLength: 6 }).map((parts) => parts.flat().join(''));
const taught: OwnName = { codes: [{ system: 'atc', code: 'B01AA03' }], harmless: false };

describe("a clinic's own names in a text", () => {
  it('are all that reading the text needs', () => {
    fc.assert(
      fc.property(text, fc.array(name, { maxLength: 6 }), (line, names) => {
        const own = new Map(names.map((name) => [normalizeName(name), taught]));
        expect(parseSubstances(line, { own: selectOwnNames([line], own) })).toEqual(parseSubstances(line, { own }));
      }),
    );
  });

  it('are none where none stands in it', () => {
    expect(selectOwnNames(['dolo 650'], new Map([['zorvex', taught]])).size).toBe(0);
    expect(selectOwnNames(['Zorvex-Plus, 2 a day'], new Map([['zorvex plus', taught], ['a day', taught], ['plus day', taught]])).size).toBe(2); // prettier-ignore
  });
});
