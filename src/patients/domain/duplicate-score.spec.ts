/** Who is taken for the same person, and who is not. */
import { describe, expect, it } from '@jest/globals';
import { DEFAULT_THRESHOLD, preparePerson, computeResemblance, type Person } from './duplicate-score.js';

const asha: Person = {
  names: [{ given: ['Asha'], family: 'Testperson', text: 'Asha Testperson' }],
  birthDate: '1991-04-03',
  sexAtBirth: 'female',
  phones: [{ value: '+919812345678' }],
  emails: [{ value: 'asha@example.org' }],
  addresses: [{ city: 'Gurugram', postalCode: '122001' }],
  identifiers: [{ system: 'https://passport.example', value: 'Z1234567' }],
  emergencyContact: { phone: '+919812345600' },
};
const nothing = { phones: [], emails: [], addresses: [], identifiers: [], emergencyContact: null };
const named = (given: string, family: string) => ({ names: [{ given: [given], family, text: `${given} ${family}` }] });
const written = (text: string) => ({ names: [{ text }] });

const compare = (one: Partial<Person>, other: Partial<Person>) => computeResemblance(preparePerson({ ...asha, ...one }), preparePerson({ ...asha, ...other }));
const only = { ...asha, ...nothing };

describe('one person', () => {
  const same: [string, Partial<Person>, Partial<Person>?][] = [
    ['the name and the birth date alone', only],
    ['another script', { ...only, ...written('आशा टेस्टपर्सन') }],
    ['another spelling', { ...only, ...named('Ashaa', 'Testpherson') }],
    ['the names in the other order', { ...only, ...named('Testperson', 'Asha') }],
    ['the name as text in the other order', { ...only, ...written('Testperson Asha') }],
    ['a title and a middle name', { ...only, ...written('Dr. Asha Devi Testperson') }],
    ['a slip in the family name', { ...only, ...named('Asha', 'Tesptperson') }],
    ['day and month swapped', { ...only, birthDate: '1991-03-04' }],
    ['the birth year only, and the telephone', { ...only, birthDate: '1991', phones: asha.phones }],
    ['no birth date, and the telephone', { ...only, birthDate: null, phones: asha.phones }],
    ['one digit of the birth date, and the e-mail', { ...only, birthDate: '1981-04-03', emails: [{ value: 'Asha@Example.org' }] }],
    ['1 January for the day, and the telephone', { ...only, birthDate: '1991-01-01', phones: asha.phones }],
    ['a new family name, and the telephone', { ...only, ...named('Asha', 'Married'), phones: asha.phones }],
    ['the name of before among the names', { ...only, names: [...named('Asha', 'Married').names, { use: 'maiden', text: 'Asha Testperson' }] }],
    ['an unknown sex', { ...only, sexAtBirth: 'unknown' }],
    ['a new telephone and address', { phones: [{ value: '+919800000000' }], addresses: [{ city: 'Pune', postalCode: '411001' }] }],
  ];
  it.each(same)('is recognised by %s', (_how, other) => {
    expect(compare({}, other).score).toBeGreaterThanOrEqual(DEFAULT_THRESHOLD);
  });
});

describe('a name in Devanagari', () => {
  it.each([
    ['अंजलि', 'Anjali'],
    ['संजय', 'Sanjay'],
    ['लक्ष्मी', 'Laxmi'],
    ['विक्रम', 'Vikram'],
  ])('%s is %s', (devanagari, latin) => {
    const { contributions } = compare({ ...only, ...written(devanagari) }, { ...only, ...written(latin) });
    expect(contributions.find((contribution) => contribution.field === 'givenName')!.weight).toBeGreaterThan(4);
  });
});

describe('two people', () => {
  const others: [string, Partial<Person>, Partial<Person>?][] = [
    ['the name alone', { ...only, birthDate: null }],
    ['the name and the birth year alone', { ...only, birthDate: '1991' }],
    ['the name, with another birth date', { ...only, birthDate: '1975-11-20' }],
    ['twins who share all but the given name', { ...named('Meera', 'Testperson'), identifiers: [] }],
    ['twins of two sexes', { ...named('Kiran', 'Testperson'), sexAtBirth: 'male', identifiers: [] }],
    ['twins whose names rhyme', { ...named('Usha', 'Testperson'), identifiers: [] }],
    ['twins whose names are told as text, one in the other order', { ...written('Testperson Meera'), identifiers: [] }],
    ['a brother with the same telephone', { ...named('Vikram', 'Testperson'), birthDate: '1993-09-21', sexAtBirth: 'male', identifiers: [] }],
    ['a sister whose name is alike', { ...named('Ashna', 'Testperson'), birthDate: '1994-10-17', identifiers: [] }],
    ['a mother with the same telephone and name', { birthDate: '1962-08-30', emails: [], identifiers: [] }],
    ['a child whose birth date is not known', { ...named('Bina', 'Testperson'), birthDate: null, identifiers: [] }],
    ['the same birthday alone', { ...only, ...named('Zoe', 'Quill') }],
    [
      'the name and birth date, with another passport',
      { ...only, birthDate: '1991-03-04', identifiers: [{ system: 'https://passport.example', value: 'K7654321' }] },
    ],
  ];
  it.each(others)('are not mistaken for one: %s', (_how, other) => {
    expect(compare({}, other).score).toBeLessThan(DEFAULT_THRESHOLD);
  });
});

describe('the score', () => {
  it('shows what it is the sum of', () => {
    const { score, likelihood, contributions } = compare(only, only);
    expect(contributions.map(({ field, agreement, weight }) => [field, agreement, weight])).toEqual([
      ['prior', 'any-two-records', -16],
      ['givenName', 'same', 6.5],
      ['familyName', 'same', 6],
      ['birthDate', 'same', 13],
      ['sexAtBirth', 'same', 1],
    ]);
    expect([score, likelihood]).toEqual([0.9993, 'certain']);
  });

  it('takes back what a family shares, and says so', () => {
    const { contributions } = compare({ ...only, phones: asha.phones }, { ...only, ...named('Meera', 'Testperson'), phones: asha.phones });
    expect(contributions.at(-1)).toMatchObject({ field: 'household', weight: -15 });
  });

  it('calls what is less than likely possible', () => {
    expect(compare(only, { ...only, birthDate: '1991' }).likelihood).toBe('possible');
    expect(compare(only, { ...only, birthDate: '1991-03-04' }).likelihood).toBe('likely');
  });

  it.each([
    ['an identifier of another system', { identifiers: [{ system: 'https://other.example', value: 'Z1234567' }] }, 0],
    ['one digit off', { identifiers: [{ system: 'https://passport.example', value: 'Z1234568' }] }, 1],
    ['another value', { identifiers: [{ system: 'https://passport.example', value: 'K7654321' }] }, -6],
    ['the same', { identifiers: asha.identifiers }, 16],
  ])('weighs an identifier: %s', (_how, other, weight) => {
    const [own, with_] = [
      compare({ ...only, identifiers: asha.identifiers }, only),
      compare({ ...only, identifiers: asha.identifiers }, { ...only, ...other }),
    ];
    const sum = (found: typeof own) => found.contributions.reduce((total, contribution) => total + contribution.weight, 0);
    expect(sum(with_) - sum(own)).toBe(weight);
  });

  it.each([
    ['the number of whom to call', { phones: [{ value: '+919812345600' }] }, 'contact'],
    ['the same person to call', { emergencyContact: { phone: '+919812345600' } }, 'contact'],
    ['one digit', { phones: [{ value: '+919812345679' }] }, 'one-digit'],
    ['another number', { phones: [{ value: '+917700000000' }] }, 'different'],
  ])('weighs a telephone number: %s', (_how, other, agreement) => {
    expect(compare({}, { ...only, ...other }).contributions.find((contribution) => contribution.field === 'phone')).toMatchObject({ agreement });
  });
});
