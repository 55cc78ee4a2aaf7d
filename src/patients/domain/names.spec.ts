/** Names as people write them and as others ask for them: found, and known for one another's. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listDuplicateKeys } from './duplicate-keys.js';
import { DEFAULT_THRESHOLD, preparePerson, computeResemblance, type Person } from './duplicate-score.js';
import { listSpellings, type Name } from './patient.js';
import { createScorer } from './ranking.js';
import { listCloseKeys, listNearKeys, listSearchKeys, type CandidateKeys } from './search-keys.js';

const CLINIC = 'clinic-a';
const known = (name: Name) => ({ names: listSpellings(name), phones: [], medicalRecordNumber: 'P000042', birthDate: '1991-04-03' });
const finds = (query: string, name: Name): boolean => {
  const keys = new Set(listSearchKeys(CLINIC, known(name)));
  const meets = (way: CandidateKeys): boolean => way.length > 0 && way.every((words) => words.some((key) => keys.has(key)));
  return (meets(listCloseKeys(CLINIC, query)) || meets(listNearKeys(CLINIC, query))) && createScorer(query)(known(name)) > 0;
};

/** How somebody is registered, and how else the same name is written. */
const written: [Name, string[]][] = [
  [{ given: ['Sean'], family: 'O’Brien' }, ['o brien', 'obrien', "O'Brien", 'sean o brien', 'O´Brien', 'o’brien sean']],
  [{ given: ['Sean'], family: 'O Brien' }, ["o'brien", 'obrien']],
  [{ given: ['Anne-Marie'], family: 'Testperson' }, ['annemarie', 'anne marie', 'marie anne', 'annemarie testperson', 'annmarie', 'annema']],
  [{ given: ['Annemarie'], family: 'Testperson' }, ['anne-marie', 'anne marie testperson']],
  [{ given: ['Pieter'], family: 'van der Berg' }, ['vanderberg', 'van derberg', 'vander berg', 'berg', 'pieter vanderberg', 'vanderbreg']],
  [{ given: ['Pieter'], family: 'Vanderberg' }, ['van der berg', 'van derberg pieter']],
  [{ given: ['Rui'], family: "D'Souza" }, ['d souza', 'dsouza']],
  [{ given: ['Ronald'], family: 'McTestperson' }, ['mc testperson']],
  [{ given: ['Omar'], family: 'Al-Farsi' }, ['alfarsi', 'al farsi', 'farsi']],
  [{ given: ['Ana'], family: 'de la Cruz' }, ['delacruz', 'dela cruz', 'cruz']],
  [{ text: 'محمد' }, ['mohammad', 'Muhammed', 'mohamed', 'محمد', 'محمّد']],
  [{ given: ['Mohammad'], family: 'Rahman' }, ['محمد', 'محمد رحمن']],
  [{ text: 'فاطمة' }, ['fatima', 'Fatimah', 'fatma']],
  [{ text: 'علي حسين' }, ['ali hussein', 'Ali Hussain']],
  [{ text: 'عبد الله' }, ['abdullah', 'Abdallah']],
  [{ text: 'عمر خالد' }, ['omar khalid', 'Umar Khaled']],
  [{ text: 'يوسف' }, ['yusuf', 'Yousef', 'یوسف']],
  [{ text: 'משה' }, ['moshe']],
  [{ text: '김민지' }, ['민지', '김', '김민지', 'minji', 'kim minji', 'Min-ji Kim', 'gim minji']],
  [{ given: ['Minji'], family: 'Kim' }, ['김민지', '민지']],
  [{ text: '김민지', given: ['Minji'], family: 'Kim' }, ['kim', '민지', 'minji kim']],
  [{ text: '남궁민' }, ['남궁', '민']],
  [{ text: '王小明' }, ['小明', 'xiaoming', 'xiao ming wang']],
  [{ text: '山田太郎' }, ['太郎', '山田']],
];

describe('a name', () => {
  it.each(written.flatMap(([name, queries]) => queries.map((query) => [name.text ?? listSpellings(name)[0]!, query, name] as const)))(
    '"%s" is found by "%s"',
    (_name, query, name) => {
      expect(finds(query, name)).toBe(true);
    },
  );

  it.each([
    ['Sean O’Brien', 'o connor'],
    ['محمد', 'ahmad'],
    ['محمد', 'madhu'],
    ['علي', 'leo'],
    ['김민지', '서연'],
    ['김민지', 'lee'],
    ['Anne-Marie Testperson', 'marianne'],
  ])('"%s" is not found by "%s"', (text, query) => {
    expect(finds(query, { text })).toBe(false);
  });

  it('that is written together is found apart, and the other way about, wherever it is parted', () => {
    const word = fc.stringMatching(/^[a-z]{2,6}$/);
    fc.assert(
      fc.property(word, word, word, (one, two, family) => {
        expect(finds(`${one} ${two} ${family}`, { given: [`${one}${two}`], family })).toBe(true);
        expect(finds(`${one}${two} ${family}`, { given: [one, two], family })).toBe(true);
        expect(finds(`${family} ${one}${two}`, { text: `${one}-${two} ${family}` })).toBe(true);
      }),
    );
  });
});

describe('two records', () => {
  const person = (name: Name): Person => ({
    names: [name],
    birthDate: '1991-04-03',
    sexAtBirth: 'male',
    phones: [],
    emails: [],
    addresses: [],
    identifiers: [],
    emergencyContact: null,
  });
  const areOne = (one: Name, other: Name): boolean => {
    const keys = new Set(listSearchKeys(CLINIC, known(one)));
    const brought = listDuplicateKeys(CLINIC, { ...person(other), birthDate: null }).some((way) => way.every((words) => words.some((key) => keys.has(key))));
    const score = (mine: Name, theirs: Name): number => computeResemblance(preparePerson(person(mine)), preparePerson(person(theirs))).score;
    expect(score(one, other)).toBe(score(other, one));
    return brought && score(one, other) >= DEFAULT_THRESHOLD;
  };

  it.each([
    [
      { given: ['Sean'], family: 'O’Brien' },
      { given: ['Sean'], family: 'O Brien' },
    ],
    [{ given: ['Sean'], family: 'O’Brien' }, { text: 'Sean O Brien' }],
    [{ given: ['Sean'], family: 'OBrien' }, { text: 'O Brien Sean' }],
    [
      { given: ['Anne-Marie'], family: 'Testperson' },
      { given: ['Annemarie'], family: 'Testperson' },
    ],
    [{ given: ['Anne', 'Marie'], family: 'Testperson' }, { text: 'Annemarie Testperson' }],
    [
      { given: ['Pieter'], family: 'van der Berg' },
      { given: ['Pieter'], family: 'Vanderberg' },
    ],
    [{ text: 'Pieter van der Berg' }, { text: 'Pieter Vanderberg' }],
    [{ text: 'محمد رحمن' }, { given: ['Mohammad'], family: 'Rahman' }],
    [{ text: 'علي حسين' }, { text: 'Ali Hussein' }],
    [{ text: '김민지' }, { given: ['민지'], family: '김' }],
    [{ text: '김민지' }, { given: ['Minji'], family: 'Kim' }],
    [{ text: '김민지' }, { text: 'Min-ji Kim' }],
    [{ text: '王小明' }, { given: ['Xiaoming'], family: 'Wang' }],
  ] as [Name, Name][])('of %j and %j are one person’s', (one, other) => {
    expect(areOne(one, other)).toBe(true);
    expect(areOne(other, one)).toBe(true);
  });

  it.each([
    [
      { given: ['Sean'], family: 'O’Brien' },
      { given: ['Liam'], family: 'O Brien' },
    ],
    [{ text: 'محمد رحمن' }, { given: ['Ahmad'], family: 'Rahman' }],
    [{ text: '김민지' }, { text: '김서연' }],
    [{ text: 'Sri Testperson' }, { text: 'Asha Testperson' }],
  ] as [Name, Name][])('of %j and %j are those of two', (one, other) => {
    expect(areOne(one, other)).toBe(false);
  });
});
