import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ingredientWords } from '../../contraindications/engine/ingredients.js';
import { procedureWords } from '../../contraindications/engine/procedures.js';
import { shippedRulesets } from '../../contraindications/rulesets/shipped/index.js';
import { findConcernsOfIcd10 } from '../concerns/index.js';
import { findGroupsOfAtc } from '../substances/index.js';
import { bloodPanel, checkUnit, isAtc, isIcd10, isLoinc } from '../index.js';
import {
  codeListSystems,
  compareRanks,
  findShipped,
  listIndexedWords,
  mayBeMistyped,
  listMeantWords,
  findQueriedCode,
  listQueriedWords,
  findShippedCode,
  listShippedCodes,
  getShippedVocabulary,
  WORDS_BEGIN,
  type CodeListSystem,
} from './index.js';
import { computeDistanceToBeginning } from './typos.js';
import { respellWord } from './words.js';

const find = (system: CodeListSystem, query: string) =>
  findShipped(system, { code: findQueriedCode(query), words: listQueriedWords(query).map(({ beginnings }) => beginnings), tier: WORDS_BEGIN }).map(
    ({ code }) => code,
  );

/** The prefixes that stand under one name in a rule, however deep. */
const prefixesIn = (value: unknown, name: string): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => prefixesIn(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === name && Array.isArray(inner) ? inner.filter((item) => typeof item === 'string') : prefixesIn(inner, name),
  );
};

describe('the shipped codes', () => {
  const wellFormed: Record<CodeListSystem, (code: string) => boolean> = {
    'icd-10': isIcd10,
    atc: isAtc,
    loinc: isLoinc,
    hairline: (code) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code),
    ucum: (code) => checkUnit(code).valid,
  };

  it.each(codeListSystems)('of %s are well-formed and named, each once', (system) => {
    const codes = listShippedCodes(system);
    expect(codes.filter(({ code }) => !wellFormed[system](code)).map(({ code }) => code)).toEqual([]);
    expect(codes.map(({ code }) => code).filter((code, index, all) => all.indexOf(code) !== index)).toEqual([]);
    expect(codes.filter(({ display }) => display.trim() === '' || display.length > 120)).toEqual([]);
    expect(codes.filter(({ synonyms, display }) => new Set([display, ...synonyms]).size !== synonyms.length + 1).map(({ code }) => code)).toEqual([]);
  });

  it('are a few hundred diagnoses and medicines', () => {
    expect(listShippedCodes('icd-10').length).toBeGreaterThan(500);
    expect(listShippedCodes('atc').length).toBeGreaterThan(250);
  });

  it('know every code that a shipped rule asks about', () => {
    const codesIn = (name: string): string[] => prefixesIn(shippedRulesets, name).filter((word) => /^[A-Z]/.test(word));
    const [diagnoses, medicines] = [['condition', 'except'].flatMap(codesIn), codesIn('medication')];
    expect([diagnoses.length > 20, medicines.length > 5]).toEqual([true, true]);
    expect(diagnoses.filter((prefix) => findConcernsOfIcd10(prefix) === null)).toEqual([]);
    expect(medicines.filter((prefix) => findGroupsOfAtc(prefix) === null)).toEqual([]);
  });

  it('have every code and unit of the blood panel, every operation that rules know, and the statement of no allergy', () => {
    for (const analyte of bloodPanel) {
      for (const code of analyte.loinc) expect([code, findShippedCode('loinc', code)?.display]).toEqual([code, analyte.display]);
      if (analyte.kind === 'qualitative') continue;
      for (const unit of [analyte.unit, ...analyte.usualUnits]) expect([unit, findShippedCode('ucum', unit) !== undefined]).toEqual([unit, true]);
    }
    for (const word of procedureWords) expect([word, findShippedCode('hairline', word) !== undefined]).toEqual([word, true]);
    for (const pigment of [...ingredientWords].filter((word) => word.endsWith('-pigment'))) expect(findShippedCode('hairline', pigment)).toBeDefined();
    expect(findShippedCode('hairline', 'no-known-allergies')).toBeDefined();
  });

  it('have all of L60 to L75, with what stands below each', () => {
    const headings = listShippedCodes('icd-10').filter(({ code }) => /^L(6\d|7[0-5])$/.test(code));
    expect(headings.map(({ code }) => code)).toEqual(
      ['60', '62', '63', '64', '65', '66', '67', '68', '70', '71', '72', '73', '74', '75'].map((number) => `L${number}`),
    );
    for (const { code } of headings)
      expect([code, listShippedCodes('icd-10').some((shippedCode) => shippedCode.code.startsWith(`${code}.`))]).toEqual([code, true]);
  });
});

describe('a search in them', () => {
  it.each(codeListSystems)('finds every code of %s by itself, first', (system) => {
    const missed = listShippedCodes(system).filter(
      ({ code, bare }) => !find(system, code).slice(0, 3).includes(code) || !find(system, bare.toLowerCase()).includes(code),
    );
    expect(missed.map(({ code }) => code)).toEqual([]);
  });

  it.each(codeListSystems)('finds every code of %s by the beginnings of its words, in any order', (system) => {
    fc.assert(
      fc.property(fc.constantFrom(...listShippedCodes(system)), fc.nat(), fc.boolean(), ({ code, display }, seed, reversed) => {
        const words = display.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
        const typed = words.map((word) => word.slice(0, 1 + (seed % word.length)));
        const query = (reversed ? typed.reverse() : typed).join(' ');
        expect(find(system, query)).toContain(code);
      }),
    );
  });

  it('needs every word', () => {
    expect(find('icd-10', 'alopecia totalis')).toEqual(['L63.0']);
    expect(find('icd-10', 'alopecia totalis femur')).toEqual([]);
  });

  it.each([
    ['icd-10', 'anemia', 'anaemia'],
    ['icd-10', 'tumor', 'tumour'],
    ['icd-10', 'edema', 'oedema'],
    ['icd-10', 'leukemia', 'leukaemia'],
    ['icd-10', 'generalized', 'generalised'],
    ['atc', 'acyclovir', 'aciclovir'],
    ['atc', 'estrogens', 'oestrogens'],
    ['ucum', 'liter', 'litre'],
  ] as const)('finds in %s the same for "%s" and "%s"', (system, one, other) => {
    expect(find(system, one)).toEqual(find(system, other));
    expect(find(system, one)).not.toEqual([]);
  });

  it('leaves out the words that say nothing, but not where there is no other', () => {
    expect(find('icd-10', 'cancer of the scalp')).toEqual(find('icd-10', 'cancer scalp'));
    expect(listQueriedWords('in').map(({ word }) => word)).toEqual(['in']);
    expect(find('atc', 'in')).toContain('A10AE04');
  });

  it('orders the code itself, codes that begin so, then words, and general codes before special ones', () => {
    const ranks = findShipped('icd-10', { code: 'L63', words: [['alop']], tier: WORDS_BEGIN });
    expect(ranks.slice(0, 2).map(({ tier, code }) => [tier, code])).toEqual([
      [0, 'L63'],
      [1, 'L63.0'],
    ]);
    expect([...ranks].sort(compareRanks)).toEqual(ranks);
    expect(ranks.find(({ tier }) => tier === WORDS_BEGIN)!.code).toBe('L64');
  });
});

describe('typing errors', () => {
  it.each([
    ['alopexia', 'alopecia'],
    ['aloepcia', 'alopecia'],
    ['aloepc', 'alopecia'],
    ['psoriassis', 'psoriasis'],
    ['diabets', 'diabetes'],
    ['hashimto', 'hashimoto'],
  ])('in "%s" are forgiven', (typed, word) => {
    expect(listMeantWords(typed, getShippedVocabulary('icd-10'))).toContain(word);
  });

  it('are not forgiven in a short word, a number, or the first letter', () => {
    expect(mayBeMistyped('hai')).toBe(false);
    expect(mayBeMistyped('case4711')).toBe(false);
    expect(listMeantWords('slopecia', ['alopecia'])).toEqual([]);
  });

  it('count as none against any beginning of a word, and as one when one letter of it is changed, lost, added or swapped', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{6,12}$/), fc.nat(), fc.constantFrom('lost', 'added', 'changed', 'swapped'), (word, seed, error) => {
        const beginning = word.slice(0, 5 + (seed % (word.length - 4)));
        expect(computeDistanceToBeginning(beginning, word)).toBe(0);
        const at = 1 + (seed % (beginning.length - 2));
        const broken = {
          lost: beginning.slice(0, at) + beginning.slice(at + 1),
          added: `${beginning.slice(0, at)}#${beginning.slice(at)}`,
          changed: `${beginning.slice(0, at)}#${beginning.slice(at + 1)}`,
          swapped: beginning.slice(0, at) + beginning[at + 1]! + beginning[at]! + beginning.slice(at + 2),
        }[error];
        expect(computeDistanceToBeginning(broken, word)).toBeLessThanOrEqual(1);
        if (error === 'added' || error === 'changed') expect(computeDistanceToBeginning(broken, word)).toBe(1);
      }),
    );
  });
});

describe('the words of a title', () => {
  it('are in lower case, without accents, in both spellings', () => {
    expect(listIndexedWords(['Sjögren’s Anaemia of the X-ray'])).toEqual(['sjogrens', 'anaemia', 'anemia', 'of', 'the', 'x', 'ray', 'rai']);
  });

  it('are not longer and not more than an index takes, whatever the title', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 30 }), (texts) => {
        const words = listIndexedWords(texts);
        expect(words.length).toBeLessThanOrEqual(60);
        expect(new Set(words).size).toBe(words.length);
        for (const word of words) expect([word, [...word].length >= 1 && word.length <= 40 && word.isWellFormed()]).toEqual([word, true]);
      }),
    );
  });

  it('are respelt once and for all', () => {
    fc.assert(
      fc.property(fc.constantFrom(...getShippedVocabulary('icd-10')), (word) => expect(respellWord(respellWord(word)).length).toBeLessThanOrEqual(word.length)),
    );
  });
});
