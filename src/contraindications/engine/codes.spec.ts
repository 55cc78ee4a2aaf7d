import { describe, expect, it } from '@jest/globals';
import { toBareCode, beginsWithAny, CodeIndex, fallsUnder, isIcd10, isLifelong, meansCondition, meansMedicine, createSubstanceKey } from './codes.js';
import { EvaluationDate } from './evaluation-date.js';

describe('codes', () => {
  it('are compared without dots, in capitals', () => {
    expect([toBareCode('e11.9'), toBareCode('L66.2'), toBareCode('A.B.C')]).toEqual(['E119', 'L662', 'ABC']);
    const begins = beginsWithAny(['e11.', 'L6']);
    expect(['E119', 'L662', 'L7', 'E1'].map(begins)).toEqual([true, true, false, false]);
    expect(beginsWithAny([])('E11')).toBe(false);
  });

  it('of ICD-10 are those of the WHO and of its modification', () => {
    expect(['icd-10', 'icd-10-cm', 'snomed', 'ICD-10', 'icd-11'].map(isIcd10)).toEqual([true, true, false, false, false]);
  });

  it('are found for each clause that asks about them', () => {
    const index = new CodeIndex();
    const numbers = [index.add((code) => code.startsWith('E')), index.add((code) => code === 'E11'), index.add(() => false)];
    const [wide, narrow, none] = numbers as [number, number, number];
    const found = index.sort(['e1.1', 'E10', 'L63', 'none'], (code) => (code === 'none' ? null : code));
    expect([found[wide], found[narrow], found[none]]).toEqual([['e1.1', 'E10'], ['e1.1'], undefined]);
    expect(index.sort([], String)[wide]).toBeUndefined();
    expect(new Set(numbers).size).toBe(3);
  });
});

describe('what a code covers', () => {
  it('is read as all that stands below it: a wider code may mean the narrower one', () => {
    const named = fallsUnder(['L93.0', 'E11']);
    expect(['L930', 'L9300', 'L93', 'L', 'E119', 'L94', 'E12'].map(named)).toEqual([true, true, true, true, true, false, false]);
  });

  it('is named by concerns and groups as by prefixes', () => {
    expect(['E119', 'E1', 'L639', 'I10'].map(meansCondition(['diabetes', 'L63']))).toEqual([true, true, true, false]);
    expect(['B01AA03', 'B01', 'N02BE01', 'M01AE01', 'M01AX05'].map(meansMedicine(['anticoagulant', 'M01AE']))).toEqual([true, true, false, true, false]);
    expect([meansMedicine(['blood-thinning-supplement'])(createSubstanceKey('garlic')), meansMedicine(['B01'])(createSubstanceKey('garlic'))]).toEqual([
      true,
      false,
    ]);
  });

  it('has an end, or none that is known', () => {
    expect(['E11.9', 'D66', 'L91.0', 'R04.0', 'J18.9', 'O24'].map(isLifelong)).toEqual([true, true, true, false, false, false]);
  });
});

describe('a day on which rules are read', () => {
  it('remembers the first day after it on which a comparison turns', () => {
    const date = new EvaluationDate(100);
    expect([date.hasCome(100), date.hasCome(99), date.nextChange]).toEqual([true, true, Infinity]);
    expect([date.hasCome(120), date.nextChange, date.hasCome(130), date.nextChange, date.hasCome(101), date.nextChange]).toEqual([
      false,
      120,
      false,
      120,
      false,
      101,
    ]);
    expect([date.isPast(99), date.isPast(100)]).toEqual([true, false]);
  });

  it('counts what is young enough to its last day, and for ever without a limit', () => {
    const date = new EvaluationDate(100);
    expect([date.isFresh(70, 30), date.isFresh(69, 30), date.isFresh(1, undefined)]).toEqual([true, false, true]);
    expect(date.nextChange).toBe(101);
    expect(new EvaluationDate(1).outcomeOnly).toBe(false);
    expect(EvaluationDate.fromDay('1970-01-02').day - EvaluationDate.fromDay('1970-01-01').day).toBe(1);
  });
});
