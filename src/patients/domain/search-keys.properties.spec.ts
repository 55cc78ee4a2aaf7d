/** A person is always found by their own names, also with one slip in each word, and by their numbers. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createScorer } from './ranking.js';
import { listBirthDateKeys, listCloseKeys, listNearKeys, listPhoneKeys, listSearchKeys, type CandidateKeys, type SearchableText } from './search-keys.js';

const CLINIC = 'clinic-a';
const word = fc.stringMatching(/^[a-z]{3,12}$/);
const names = fc.uniqueArray(word, { minLength: 1, maxLength: 4 });

const person = (...words: string[]): SearchableText => ({
  names: [words.join(' ')],
  phones: ['+919812345678'],
  medicalRecordNumber: 'HL-000042',
  birthDate: '1991-04-03',
});
const score = (query: string, patient: SearchableText): number => createScorer(query)(patient);
const meets = (query: CandidateKeys, patient: SearchableText, clinic = CLINIC): boolean => {
  const known = new Set(listSearchKeys(clinic, patient));
  return query.length > 0 && query.every((keys) => keys.some((key) => known.has(key)));
};

const slips: Record<string, (text: string, at: number) => string> = {
  dropped: (text, at) => text.slice(0, at) + text.slice(at + 1),
  doubled: (text, at) => text.slice(0, at) + text[at]! + text.slice(at),
  replaced: (text, at) => text.slice(0, at) + (text[at] === 'k' ? 'r' : 'k') + text.slice(at + 1),
  swapped: (text, at) => text.slice(0, at) + (text[at + 1] ?? '') + text[at]! + text.slice(at + 2),
};

describe('the search keys of a person', () => {
  it('meet the own names in any order', () => {
    fc.assert(
      fc.property(names, (words) => {
        const query = [...words].reverse().join(' ');
        expect(meets(listCloseKeys(CLINIC, query), person(...words))).toBe(true);
        expect(score(query, person(...words))).toBe(1);
      }),
    );
  });

  it.each(Object.keys(slips))('meet a name with one letter %s', (slip) => {
    fc.assert(
      fc.property(names, fc.nat(), (words, place) => {
        const query = words.map((text) => slips[slip]!(text, place % text.length)).join(' ');
        expect(meets(listNearKeys(CLINIC, query), person(...words))).toBe(true);
        expect(score(query, person(...words))).toBeGreaterThan(0);
      }),
    );
  });

  it('meet the end of a telephone number and the record number, and nothing of another clinic', () => {
    expect(meets(listPhoneKeys(CLINIC, '45678'), person('asha'))).toBe(true);
    expect(meets(listPhoneKeys(CLINIC, '45678'), person('asha'), 'clinic-b')).toBe(false);
    expect(meets(listCloseKeys(CLINIC, 'asha'), person('asha'), 'clinic-b')).toBe(false);
  });

  it.each(['1991', '1991-04', '1991-04-03'])('meet the birth date %s, and no other', (birthDate) => {
    expect(meets(listBirthDateKeys(CLINIC, birthDate), person('asha'))).toBe(true);
    expect(meets(listBirthDateKeys(CLINIC, birthDate.replace('1991', '1992')), person('asha'))).toBe(false);
  });

  it.each(['आशा', 'Asha', 'Ashā', 'Rao Asha'])('make %s find the others', (query) => {
    for (const name of ['आशा राव', 'Asha Rao', 'Ashā Rao', 'Rao Asha']) expect(score(query, person(name))).toBeGreaterThan(0.8);
    for (const name of ['आशा राव', 'Asha Rao', 'Ashā Rao']) expect(meets(listCloseKeys(CLINIC, query), person(name))).toBe(true);
  });
});
