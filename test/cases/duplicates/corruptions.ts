/** What goes amiss when somebody who is known is registered once more. */
import type { Person } from '../../../src/patients/domain/duplicate-score.js';
import { familyNames, type SpeltName } from './names.data.js';
import type { SyntheticPerson } from './synthetic-person.js';
import type { Random } from '../../../src/cli/demo/clinic/random.js';

export const corruptions = [
  'nothing',
  'typo',
  'typo-in-each-name',
  'names-swapped',
  'only-text',
  'other-spelling',
  'devanagari',
  'middle-name',
  'initial',
  'missing-fields',
  'moved',
  'partial-birth-date',
  'mistyped-birth-date',
  'married',
] as const;
export type Corruption = (typeof corruptions)[number];

/** What a second record says of the person before it is spoilt: names in the order and script in which they are told. */
interface Draft extends Omit<SyntheticPerson, 'given' | 'middle' | 'family' | 'sex' | 'identifier'> {
  given: string[];
  family: string;
  formerFamily: string | null;
  isText: boolean;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** One letter dropped, doubled, replaced or swapped with the next; rarely the first. */
const withSlip = (random: Random, word: string): string => {
  const at = random.isTrue(0.05) ? 0 : 1 + random.drawWhole(word.length - 1);
  const [before, letter, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)];
  switch (random.drawWhole(4)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + letter + after;
    case 2:
      return before + random.pick([...LETTERS]) + after;
    default:
      return after === '' ? before + letter + letter : before + after[0]! + letter + after.slice(1);
  }
};

const mistyped = (random: Random, birthDate: string): string => {
  const [year, month, day] = birthDate.split('-') as [string, string?, string?];
  if (month !== undefined && day !== undefined && Number(day) <= 12 && random.isTrue(0.5)) return `${year}-${day}-${month}`;
  const digit = String((Number(year[3]) + 1 + random.drawWhole(8)) % 10);
  if (day === undefined || random.isTrue(0.5)) return birthDate.replace(year, year.slice(0, 3) + digit);
  return `${year}-${month}-${day[0]}${String(1 + ((Number(day[1]) + random.drawWhole(7)) % 8))}`;
};

const otherPhone = (random: Random): string => `+91${random.pick(['7', '8', '9'])}${random.drawDigits(9)}`;

const spelt = (random: Random, name: SpeltName): string => (name.spellings.length > 0 ? random.pick(name.spellings) : name.usual);

const spoil: Record<Corruption, (random: Random, draft: Draft, person: SyntheticPerson) => Partial<Draft>> = {
  nothing: () => ({}),
  typo: (random, { given, family }) =>
    random.isTrue(0.5) ? { given: [withSlip(random, given[0]!), ...given.slice(1)] } : { family: withSlip(random, family) },
  'typo-in-each-name': (random, { given, family }) => ({ given: [withSlip(random, given[0]!), ...given.slice(1)], family: withSlip(random, family) }),
  'names-swapped': (_random, { given, family }) => ({ given: [family], family: given.join(' ') }),
  'only-text': (random, { given, family }) => ({ isText: true, ...(random.isTrue(0.3) && { given: [family], family: given[0]! }) }),
  'other-spelling': (random, _draft, { given, family }) => ({ given: [spelt(random, given)], family: spelt(random, family) }),
  devanagari: (_random, _draft, { given, family }) => ({
    isText: true,
    given: [given.devanagari ?? given.usual],
    family: family.devanagari ?? family.usual,
  }),
  'middle-name': (random, { given }) => ({ given: given.length > 1 ? [given[0]!] : [given[0]!, random.pick(['Devi', 'Kumar', 'Prasad'])] }),
  initial: (_random, { given }) => ({ given: [given[0]!.slice(0, 1)] }),
  'missing-fields': (random) => {
    const drop = random.drawWhole(3);
    return { email: null, postalCode: null, ...(drop === 0 && { birthDate: null }), ...(drop === 1 && { phone: null }) };
  },
  moved: (random) => ({ phone: otherPhone(random), city: 'Jaipur', postalCode: `3020${random.drawDigits(2)}` }),
  'partial-birth-date': (random, { birthDate }) => ({ birthDate: birthDate && birthDate.slice(0, random.isTrue(0.6) ? 4 : 7) }),
  'mistyped-birth-date': (random, { birthDate }) => ({ birthDate: birthDate && mistyped(random, birthDate) }),
  married: (random, { family }) => ({ family: random.pick(familyNames).usual, formerFamily: random.isTrue(0.4) ? family : null }),
};

/** What also differs now and then, whatever else went wrong. */
const drift = (random: Random, draft: Draft): Draft => ({
  ...draft,
  phone: random.isTrue(0.08) ? (random.isTrue(0.5) ? null : otherPhone(random)) : draft.phone,
  email: random.isTrue(0.3) ? null : draft.email,
  contact: random.isTrue(0.6) ? null : draft.contact,
  postalCode: random.isTrue(0.2) ? null : draft.postalCode,
});

const nameOf = ({ given, family, isText }: Draft): Person['names'][number] => {
  const text = [...given, family].join(' ');
  return isText ? { text } : { given, family, text };
};

/** A second record of the person. It has no identifier: one that is told again is found by itself. */
export const corrupt = (random: Random, person: SyntheticPerson, corruption: Corruption): Person => {
  const { given, middle, family, sex, identifier: _identifier, ...rest } = person;
  const told: Draft = drift(random, {
    ...rest,
    given: [given.usual, ...(middle ? [middle.usual] : [])],
    family: family.usual,
    formerFamily: null,
    isText: false,
  });
  const draft = { ...told, ...spoil[corruption](random, told, person) };
  return {
    names: [nameOf(draft), ...(draft.formerFamily === null ? [] : [{ ...nameOf({ ...draft, family: draft.formerFamily }), use: 'maiden' }])],
    birthDate: draft.birthDate,
    sexAtBirth: random.isTrue(0.02) ? 'unknown' : sex,
    phones: draft.phone === null ? [] : [{ value: draft.phone }],
    emails: draft.email === null ? [] : [{ value: draft.email }],
    addresses: [{ city: draft.city, ...(draft.postalCode !== null && { postalCode: draft.postalCode }) }],
    identifiers: [],
    emergencyContact: draft.contact === null ? null : { phone: draft.contact },
  };
};
