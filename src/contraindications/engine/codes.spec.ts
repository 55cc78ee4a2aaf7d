import { describe, expect, it } from '@jest/globals';
import { bareCode, beginsWithAny, CodeIndex, isIcd10 } from './codes.js';
import { Moment } from './moment.js';
import { procedureKind, procedureWords } from './procedures.js';

describe('codes', () => {
  it('are compared without dots, in capitals', () => {
    expect([bareCode('e11.9'), bareCode('L66.2'), bareCode('A.B.C')]).toEqual(['E119', 'L662', 'ABC']);
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

describe('an operation', () => {
  it.each([
    [{ system: 'hairline', code: 'hair-transplant-fue' }, null, 'hair-transplant-fue'],
    [{ system: 'hairline', code: 'haircut' }, null, null],
    [{ system: 'snomed', code: '236886002' }, null, 'hysterectomy'],
    [{ system: 'icd-10', code: '236886002' }, null, null],
    [null, 'Hysterectomy', 'hysterectomy'],
    [null, ' TOTAL  hysterectomy. ', 'hysterectomy'],
    [null, 'no hysterectomy', null],
    [null, 'hair-transplant-fut', 'hair-transplant-fut'],
    [null, 'FUT', 'hair-transplant-fut'],
    [null, 'Strip surgery', 'hair-transplant-fut'],
    [null, 'hair transplant', 'hair-transplant-fue'],
    [null, 'Craniotomy', 'scalp-surgery'],
    [null, 'appendectomy', null],
    [null, null, null],
    [{ system: 'snomed', code: '1' }, 'scalp reduction', 'scalp-surgery'],
  ])('of the code %j, written as %s: %s', (code, text, kind) => {
    expect(procedureKind(code, text)).toBe(kind);
  });

  it('has words that rules may use', () => {
    expect([...procedureWords]).toEqual(['hysterectomy', 'hair-transplant-fut', 'hair-transplant-fue', 'scalp-surgery']);
  });
});

describe('a day on which rules are read', () => {
  it('remembers the first day after it on which a comparison turns', () => {
    const moment = new Moment(100);
    expect([moment.hasCome(100), moment.hasCome(99), moment.nextChange]).toEqual([true, true, Infinity]);
    expect([moment.hasCome(120), moment.nextChange, moment.hasCome(130), moment.nextChange, moment.hasCome(101), moment.nextChange]).toEqual([
      false,
      120,
      false,
      120,
      false,
      101,
    ]);
    expect([moment.isPast(99), moment.isPast(100)]).toEqual([true, false]);
  });

  it('counts what is young enough to its last day, and for ever without a limit', () => {
    const moment = new Moment(100);
    expect([moment.isFresh(70, 30), moment.isFresh(69, 30), moment.isFresh(1, undefined)]).toEqual([true, false, true]);
    expect(moment.nextChange).toBe(101);
    expect(new Moment(1).outcomeOnly).toBe(false);
    expect(Moment.on('1970-01-02').day - Moment.on('1970-01-01').day).toBe(1);
  });

  it.each([
    ['hysterectomy', ['hysterectomy', 'total hysterectomy', 'subtotal hysterectomy', 'radical hysterectomy']],
    ['hair-transplant-fut', ['fut', 'follicular unit transplantation', 'strip surgery', 'hair transplant fut', 'fut hair transplant']],
    ['hair-transplant-fue', ['fue', 'follicular unit extraction', 'hair transplant', 'hair transplantation', 'hair transplant fue', 'fue hair transplant']],
    ['scalp-surgery', ['scalp surgery', 'operation on scalp', 'scalp reduction', 'craniotomy']],
  ])('is known by each of its names: %s', (kind, names) => {
    for (const name of names) expect([name, procedureKind(null, name), procedureKind(null, `no ${name}`)]).toEqual([name, kind, null]);
  });

  it('has no kind without a name or a code that is known', () => {
    expect([procedureKind(null, ''), procedureKind({ system: 'snomed', code: '' }, null), procedureKind({ system: 'hairline', code: 'FUE' }, null)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
