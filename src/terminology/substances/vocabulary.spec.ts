/** The tables of the vocabulary, the groups of ATC, and what an allergy concerns. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { medicineGroups } from '../concerns/medicine-groups.js';
import { isAllergenTo, listSubstancesOfClass } from './allergens.js';
import { findSubstanceById, substances, unknownItems } from './catalogue.js';
import { findPartsOfAtc } from './combinations.js';
import { atcCombinations, combinationCodes } from './data/atc-combinations.js';
import { atcGroupLines } from './data/atc-groups.js';
import { fourthLevels } from './data/atc-levels.js';
import { findGroupsOfAtc, findTitleOfAtcGroup } from './groups-of-atc.js';
import { differsByOneLetter } from './near.js';
import { proposeSubstances } from './propose.js';
import { parseSubstances } from './parse.js';
import { listSubstancesOfAtc } from './substances-of-atc.js';

const ids = new Set(substances.map(({ id }) => id));

describe('the vocabulary', () => {
  it('has each id once, of small letters and hyphens', () => {
    expect(ids.size).toBe(substances.length);
    expect(substances.filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it('has more than a thousand substances', () => {
    expect(substances.filter(({ isClass }) => !isClass).length).toBeGreaterThan(1_200);
  });

  it('names only classes that there are', () => {
    expect(substances.flatMap(({ id, classes }) => classes.filter((text) => !findSubstanceById(text)?.isClass).map((text) => `${id}: ${text}`))).toEqual([]);
  });

  it('has only codes of groups that ATC has', () => {
    expect(substances.flatMap(({ id, atc }) => atc.filter((code) => findGroupsOfAtc(code) === null).map((code) => `${id}: ${code}`))).toEqual([]);
  });

  it('names only medicine groups that there are', () => {
    expect(substances.flatMap(({ id, groups }) => groups.filter((group) => !(group in medicineGroups)).map((group) => `${id}: ${group}`))).toEqual([]);
  });

  it('makes mixtures and brands of substances that it has', () => {
    expect(unknownItems).toEqual([]);
  });

  it('reads each of its own names', () => {
    const unread = substances
      .filter(({ id, classes }) => id !== 'unspecified-content' && !classes.includes('unspecified-content'))
      .flatMap(({ id, names }) =>
        names.filter((name) => !parseSubstances(name).found.some(({ substance }) => substance === id)).map((name) => `${id}: ${name}`),
      );
    expect(unread).toEqual([]);
  });

  it.each(['minoxidil', 'finasteride', 'd-panthenol', 'silicium', 'hyaluronic-acid', 'iron-oxide-pigment', 'carbon-pigment', 'titanium-dioxide-pigment'])(
    'keeps the id %s',
    (id) => {
      expect(ids.has(id)).toBe(true);
    },
  );

  it.each(['local-anaesthetic', 'amide-anaesthetic', 'ester-anaesthetic', '5-alpha-reductase-inhibitor', 'hormone', 'vitamin', 'enzyme', 'pigment'])(
    'keeps the class %s',
    (id) => {
      expect(listSubstancesOfClass(id).length).toBeGreaterThan(1);
    },
  );
});

describe('the groups of ATC', () => {
  it('have a line for each second level', () => {
    const lines = new Set(atcGroupLines.map(([prefix]) => prefix));
    expect(Object.keys(fourthLevels).filter((second) => !lines.has(second))).toEqual([]);
    expect(lines.size).toBe(atcGroupLines.length);
  });

  it.each([
    ['B01AA03', ['anticoagulant']],
    ['B01AC06', ['aspirin']],
    ['N02BA01', ['aspirin']],
    ['M01AE01', ['nsaid']],
    ['M01AX05', []],
    ['M01AX25', []],
    ['M01AX12', []],
    ['N02BE01', []],
    ['D07AC01', ['topical-corticosteroid']],
    ['H02AB06', ['systemic-corticosteroid']],
    ['A11HA03', ['vitamin-e']],
    ['A02BC02', []],
  ])('%s means %j', (code, groups) => {
    expect([...findGroupsOfAtc(code)!].sort()).toEqual([...groups].sort());
  });

  it.each([
    ['B01', ['anticoagulant', 'aspirin', 'other-antiplatelet', 'fibrinolytic']],
    ['B01AC', ['aspirin', 'other-antiplatelet']],
    ['M01', ['nsaid']],
    ['N02B', ['aspirin', 'nsaid', 'antiepileptic']],
    ['N02BA', ['aspirin']],
    ['C10BX08', ['aspirin']],
    ['B01AC30', ['aspirin', 'other-antiplatelet']],
    ['N02AJ08', ['general-anaesthetic-or-opioid', 'nsaid']],
    ['N01BB52', ['local-anaesthetic']],
    ['C09DA07', ['antihypertensive']],
    ['A10BD08', ['diabetes-medicine']],
    ['N06CA03', ['psychiatric-medicine', 'bleeding-antidepressant']],
    ['C10', ['aspirin', 'antihypertensive']],
  ])('%s means at least %j', (code, groups) => {
    expect([...findGroupsOfAtc(code)!]).toEqual(expect.arrayContaining(groups));
  });

  it.each(['B99', 'B01ZZ01', 'X01AA01', 'B01AC0', 'warfarin', '', 'B01Q'])('does not have %j', (code) => {
    expect(findGroupsOfAtc(code)).toBeNull();
  });

  it('a parent never has fewer groups than a child', () => {
    const codes = [...substances.filter(({ isClass }) => !isClass).flatMap(({ atc }) => atc), ...combinationCodes, ...atcGroupLines.map(([prefix]) => prefix)];
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.constantFrom(3, 4, 5), (code, length) => {
        const parent = findGroupsOfAtc(code.slice(0, Math.min(length, code.length)))!;
        expect([...findGroupsOfAtc(code)!].filter((group) => !parent.has(group))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('have titles', () => {
    expect(findTitleOfAtcGroup('N02BA51')).toBe('Salicylates');
    expect(findTitleOfAtcGroup('Z')).toBeUndefined();
  });
});

describe('combinations', () => {
  it.each([
    ['C10BX08', ['C10AA05', 'B01AC06'], false],
    ['N01BB20', ['N01BB02', 'N01BB04'], false],
    ['N01BB52', ['N01BB02'], true],
    ['N02BA51', ['N02BA01'], true],
    ['N02BE71', ['N02BE01', 'N05'], true],
    ['M01AE51', ['M01AE01'], true],
    ['A10BD02', ['A10BA02'], true],
    ['J01EE01', ['J01EC01', 'J01EA01'], false],
    ['R06AX54', null, false],
  ])('%s has its parts', (code, codes, open) => {
    expect(findPartsOfAtc(code)).toEqual(codes === null ? null : { codes, open });
  });

  it('is none where there is one substance', () => {
    expect(findPartsOfAtc('B01AA03')).toBeNull();
  });

  it('has parts of groups that there are', () => {
    const wrong = [...atcCombinations].flatMap(([code, { codes }]) =>
      [code, ...codes].filter((text) => findGroupsOfAtc(text) === null).map((text) => `${code}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });

  it('covers the substances of its parts', () => {
    expect(listSubstancesOfAtc('C10BX08').map(({ id }) => id)).toEqual(expect.arrayContaining(['atorvastatin', 'acetylsalicylic-acid']));
    expect(listSubstancesOfAtc('B01').map(({ id }) => id)).toEqual(expect.arrayContaining(['warfarin', 'clopidogrel']));
  });
});

describe('an allergy', () => {
  it.each([
    ['penicillin', 'amoxicillin', 'class'],
    ['local-anaesthetic', 'lidocaine', 'class'],
    ['local-anaesthetic', 'benzocaine', 'class'],
    ['amide-anaesthetic', 'benzocaine', null],
    ['lidocaine', 'lidocaine', 'same'],
    ['lidocaine', 'bupivacaine', 'same-class'],
    ['lidocaine', 'benzocaine', null],
    ['lidocaine', 'local-anaesthetic', 'member'],
    ['amoxicillin', 'cefalexin', 'same-class'],
    ['acetylsalicylic-acid', 'ibuprofen', 'same-class'],
    ['vitamin', 'biotin', 'class'],
    ['hormone', 'melatonin', 'class'],
    ['latex', 'lidocaine', null],
    ['nobody-knows', 'lidocaine', null],
    ['metal', 'iron-oxide-pigment', 'class'],
    ['p-phenylenediamine', 'henna', 'same-class'],
  ])('to %s concerns %s: %s', (allergen, planned, match) => {
    expect(isAllergenTo(allergen, planned)).toBe(match);
  });
});

describe('type-ahead', () => {
  it.each([
    ['warf', 'warfarin'],
    ['lignoc', 'lidocaine'],
    ['paracet', 'paracetamol'],
    ['warfarn', 'warfarin'],
    ['telma', 'telmisartan'],
  ])('proposes for %s first %s', (typed, id) => {
    expect(proposeSubstances(typed, 3).map(({ substance }) => substance.id)).toContain(id);
  });

  it('proposes nothing for nothing, and no more than asked for', () => {
    expect(proposeSubstances(' ')).toEqual([]);
    expect(proposeSubstances('a', 4)).toHaveLength(4);
  });
});

describe('one letter', () => {
  it.each([
    ['aspirin', 'asprin', true],
    ['asprin', 'aspirin', true],
    ['warfarin', 'warferin', true],
    ['clopidogrel', 'clopidogerl', true],
    ['aspirin', 'aspirin', false],
    ['aspirin', 'asprn', false],
    ['abcd', 'badc', false],
    ['abcd', 'abcdef', false],
  ])('between %s and %s: %s', (one, other, expected) => {
    expect(differsByOneLetter(one, other)).toBe(expected);
  });
});
