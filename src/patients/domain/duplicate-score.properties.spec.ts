/** What holds of the score of any two records. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listDuplicateKeys } from './duplicate-keys.js';
import { DEFAULT_THRESHOLD, preparePerson, computeResemblance, findResemblanceFrom, type Person } from './duplicate-score.js';
import { titles } from './duplicate-names.js';
import { computeEditDistance } from './ranking.js';
import { foldToken } from './name-folding.js';
import { listSearchKeys } from './search-keys.js';

const CLINIC = 'clinic-a';
/** No title: in a name that is a word of another person's whole name it would be none. */
const word = fc.stringMatching(/^[a-z]{3,9}$/).filter((text) => !titles.has(text));
const day = fc.date({ min: new Date('1930-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const phone = fc.stringMatching(/^[6-9]\d{9}$/).map((digits) => `+91${digits}`);

const person: fc.Arbitrary<Person> = fc.record({
  names: fc.array(
    fc.oneof(
      fc
        .record({ given: fc.array(word, { minLength: 1, maxLength: 2 }), family: word })
        .map((name) => ({ ...name, text: [...name.given, name.family].join(' ') })),
      fc.record({ text: fc.oneof(word, fc.constantFrom('आशा राव', 'Asha Rao', 'Rao', '李娜', '!!!', 'A. Rao')) }),
    ),
    { minLength: 1, maxLength: 2 },
  ),
  birthDate: fc.oneof(
    fc.constant(null),
    day,
    day.map((text) => text.slice(0, 7)),
    day.map((text) => text.slice(0, 4)),
  ),
  sexAtBirth: fc.constantFrom('female', 'male', 'intersex', 'unknown'),
  phones: fc.array(
    phone.map((value) => ({ value })),
    { maxLength: 2 },
  ),
  emails: fc.array(
    word.map((name) => ({ value: `${name}@example.org` })),
    { maxLength: 1 },
  ),
  addresses: fc.array(fc.record({ city: word, postalCode: fc.stringMatching(/^\d{6}$/) }), { maxLength: 1 }),
  identifiers: fc.array(fc.record({ system: fc.constantFrom('a', 'b'), value: fc.stringMatching(/^\d{4}$/) }), { maxLength: 2 }),
  emergencyContact: fc.option(phone.map((number) => ({ phone: number }))),
});

/** Two records that have something of each other. */
const twoRecords = fc
  .tuple(person, person, fc.subarray(['names', 'birthDate', 'sexAtBirth', 'phones', 'emails', 'addresses', 'identifiers'] as const))
  .map(([one, other, shared]) => [one, { ...other, ...Object.fromEntries(shared.map((field) => [field, one[field]])) }] as [Person, Person]);

const score = (one: Person, other: Person) => computeResemblance(preparePerson(one), preparePerson(other));
const sum = (found: ReturnType<typeof score>) => found.contributions.reduce((total, contribution) => total + contribution.weight, 0);

describe('the score of any two records', () => {
  it('is the same whichever is asked about, lies between 0 and 1, and is made of its contributions', () => {
    fc.assert(
      fc.property(twoRecords, ([one, other]) => {
        const found = score(one, other);
        expect(found.score).toBe(score(other, one).score);
        expect(found.score).toBeGreaterThanOrEqual(0);
        expect(found.score).toBeLessThanOrEqual(1);
        expect(found.score).toBeCloseTo(1 / (1 + 2 ** -sum(found)), 4);
      }),
    );
  });

  it('is the same when those below a threshold are passed over', () => {
    fc.assert(
      fc.property(twoRecords, fc.double({ min: 0, max: 1, noNaN: true }), ([one, other], threshold) => {
        const found = score(one, other);
        expect(findResemblanceFrom(threshold, preparePerson(one), preparePerson(other))).toEqual(found.score >= threshold ? found : null);
      }),
      { numRuns: 300 },
    );
  });

  it('explains itself without patient data', () => {
    const sentences = new Map<string, string>();
    fc.assert(
      fc.property(twoRecords, ([one, other]) => {
        for (const { field, agreement, detail } of score(one, other).contributions) {
          const key = `${field} ${agreement}`;
          expect(sentences.get(key) ?? detail).toBe(detail);
          sentences.set(key, detail);
        }
      }),
    );
  });

  it('falls by a contradicting sex and rises by a shared telephone, all else equal', () => {
    fc.assert(
      fc.property(twoRecords, phone, ([one, other], number) => {
        const unlike = sum(score({ ...one, sexAtBirth: 'female' }, { ...other, sexAtBirth: 'male' }));
        expect(unlike).toBeLessThan(sum(score({ ...one, sexAtBirth: 'female' }, { ...other, sexAtBirth: 'unknown' })));
        const without = sum(score({ ...one, phones: [], emergencyContact: null }, { ...other, phones: [], emergencyContact: null }));
        const shared = { phones: [{ value: number }], emergencyContact: null };
        expect(sum(score({ ...one, ...shared }, { ...other, ...shared }))).toBeGreaterThanOrEqual(without);
      }),
    );
  });

  it('of a record and its copy is certain, and its keys bring it', () => {
    const known = fc.tuple(person, word, word, day).map(([one, given, family, birthDate]) => ({
      ...one,
      names: [{ given: [given], family, text: `${given} ${family}` }],
      birthDate: birthDate.endsWith('-01-01') ? birthDate.replace(/1$/, '2') : birthDate,
      sexAtBirth: 'female',
    }));
    fc.assert(
      fc.property(known, (item) => {
        fc.pre(item.names[0]!.given[0] !== item.names[0]!.family);
        expect(score(item, item).likelihood).toBe('certain');
        const keys = new Set(
          listSearchKeys(CLINIC, {
            names: [item.names[0]!.text],
            phones: item.phones.map((of) => of.value),
            medicalRecordNumber: 'P1',
            birthDate: item.birthDate,
          }),
        );
        for (const way of listDuplicateKeys(CLINIC, { ...item, phones: [], emergencyContact: null })) {
          expect(way.every((words) => words.some((key) => keys.has(key)))).toBe(true);
        }
      }),
    );
  });

  it('of twins with unlike given names stays below the threshold, whatever else the family shares', () => {
    const given = fc
      .tuple(word, word)
      .filter(([a, b]) => computeEditDistance(foldToken(a), foldToken(b)) > 2 && !a.startsWith(b) && !b.startsWith(a) && computeEditDistance(a, b) > 2);
    fc.assert(
      fc.property(person, given, word, day, fc.boolean(), (person, [a, b], family, birthDate, isText) => {
        fc.pre(
          a[0] !== b[0] &&
            !a.includes(family) &&
            !family.includes(a) &&
            computeEditDistance(foldToken(a), foldToken(family)) > 2 &&
            computeEditDistance(foldToken(b), foldToken(family)) > 2,
        );
        const twin = (name: string): Person => ({
          ...person,
          names: [isText ? { text: `${name} ${family}` } : { given: [name], family, text: `${name} ${family}` }],
          birthDate,
          identifiers: [],
        });
        expect(score(twin(a), twin(b)).score).toBeLessThan(DEFAULT_THRESHOLD);
      }),
    );
  });
});
