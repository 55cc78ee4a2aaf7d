/**
 * A clinic that does not exist: people, families that share a telephone, twins, namesakes, and people who were registered
 * twice with something amiss. The same seed makes the same clinic.
 */
import type { Person } from '../../../src/patients/domain/duplicate-score.js';
import { corrupt, corruptions, type Corruption } from './corruptions.js';
import { cities, familyNames, givenNames, type SpeltName } from './names.data.js';
import { Random } from '../../../src/cli/demo/clinic/random.js';
import type { SyntheticPerson } from './synthetic-person.js';

export type HardCase = 'twins' | 'family' | 'parent-and-child' | 'namesakes' | 'birthday';

export interface SyntheticRecord {
  record: Person;
  /** Records with the same number are one person's. */
  personNumber: number;
  /** What went wrong when the person was registered again; null for the first record. */
  corruption: Corruption | null;
  /** Records that were made to look alike, and are two people's. */
  hardCase: { kind: HardCase; group: number } | null;
}

const SHARE_OF_DUPLICATES = 0.15;
const hardCases: readonly [HardCase, share: number][] = [
  ['twins', 0.01],
  ['family', 0.06],
  ['parent-and-child', 0.03],
  ['namesakes', 0.04],
  ['birthday', 0.01],
];

/** The first names of a list are commoner than the last. */
const common = (random: Random, names: readonly SpeltName[]): SpeltName => names[Math.floor(random.drawFraction() ** 1.7 * names.length)]!;

const newPhone = (random: Random): string => `+91${random.pick(['6', '7', '8', '9'])}${random.drawDigits(9)}`;

const newDay = (random: Random): string => new Date(Date.UTC(1945, 0, 1) + random.drawWhole(62 * 365) * 86_400_000).toISOString().slice(0, 10);

const newBirthDate = (random: Random): string | null => {
  const day = newDay(random);
  const precision = random.drawFraction();
  return precision < 0.03 ? null : precision < 0.08 ? day.slice(0, 4) : precision < 0.1 ? `${day.slice(0, 4)}-01-01` : day;
};

const newPerson = (random: Random): SyntheticPerson => {
  const sex = random.isTrue(0.5) ? 'female' : 'male';
  const [city, postalBeginning] = random.pick(cities);
  const given = common(random, givenNames[sex]);
  const family = common(random, familyNames);
  return {
    sex,
    given,
    middle: random.isTrue(0.12) ? common(random, givenNames[sex]) : null,
    family,
    birthDate: newBirthDate(random),
    phone: random.isTrue(0.95) ? newPhone(random) : null,
    contact: random.isTrue(0.3) ? newPhone(random) : null,
    email: random.isTrue(0.55) ? `${given.usual}.${random.drawDigits(5)}@example.org` : null,
    city,
    postalCode: random.isTrue(0.6) ? `${postalBeginning}${random.drawDigits(2)}` : null,
    identifier: random.isTrue(0.15) ? `91-${random.drawDigits(4)}-${random.drawDigits(4)}-${random.drawDigits(4)}` : null,
  };
};

const otherGiven = (random: Random, sex: 'female' | 'male', than: SpeltName): SpeltName => {
  for (;;) {
    const given = common(random, givenNames[sex]);
    if (given !== than) return given;
  }
};

/** Somebody else who looks like this person: a record of one's own, and the reason why it is hard to tell. */
const lookalike = (random: Random, person: SyntheticPerson, kind: HardCase): SyntheticPerson => {
  const other = newPerson(random);
  const { family, phone, city, postalCode, contact } = person;
  const sex = random.isTrue(0.6) ? person.sex : other.sex;
  const relative = { ...other, sex, given: otherGiven(random, sex, person.given), family, phone, city, postalCode, contact };
  switch (kind) {
    case 'twins':
      return { ...relative, birthDate: person.birthDate, email: random.isTrue(0.3) ? person.email : other.email };
    case 'family':
      return { ...relative, email: random.isTrue(0.3) ? person.email : other.email };
    case 'parent-and-child':
      return { ...relative, birthDate: `${2005 + random.drawWhole(8)}${newDay(random).slice(4)}`, given: random.isTrue(0.1) ? person.given : relative.given };
    case 'namesakes':
      return { ...other, sex: person.sex, given: person.given, family, birthDate: newDay(random), city };
    case 'birthday':
      return { ...other, sex: person.sex, birthDate: person.birthDate, family, given: otherGiven(random, person.sex, person.given) };
  }
};

/** `people` people, and a second record of about every seventh of them. */
export const syntheticClinic = (people: number, seed: number): SyntheticRecord[] => {
  const random = new Random(seed);
  const records: SyntheticRecord[] = [];
  const known: SyntheticPerson[] = [];
  const add = (person: SyntheticPerson, hardCase: SyntheticRecord['hardCase']): void => {
    records.push({ record: toRecord(person), personNumber: known.push(person) - 1, corruption: null, hardCase });
  };
  while (known.length < people) {
    const person = newPerson(random);
    const drawn = random.drawFraction();
    let below = 0;
    const kind = hardCases.find(([, share]) => drawn < (below += share))?.[0];
    const hardCase = kind === undefined ? null : { kind, group: known.length };
    add(person, hardCase);
    if (kind !== undefined && known.length < people) add(lookalike(random, person, kind), hardCase);
  }
  const registeredTwice = new Set<number>();
  for (let count = 0; count < people * SHARE_OF_DUPLICATES; count++) {
    const personNumber = random.drawWhole(people);
    const corruption = corruptions[count % corruptions.length]!;
    const record = corrupt(random, known[personNumber]!, corruption);
    if (!registeredTwice.has(personNumber)) records.push({ record, personNumber, corruption, hardCase: null });
    registeredTwice.add(personNumber);
  }
  return random.shuffle(records);
};

/** The first record of a person, as whoever took the particulars wrote it down. */
const toRecord = (person: SyntheticPerson): Person => {
  const given = [person.given.usual, ...(person.middle ? [person.middle.usual] : [])];
  return {
    names: [{ use: 'official', given, family: person.family.usual, text: [...given, person.family.usual].join(' ') }],
    birthDate: person.birthDate,
    sexAtBirth: person.sex,
    phones: person.phone === null ? [] : [{ value: person.phone }],
    emails: person.email === null ? [] : [{ value: person.email }],
    addresses: [{ city: person.city, ...(person.postalCode !== null && { postalCode: person.postalCode }) }],
    identifiers: person.identifier === null ? [] : [{ system: 'https://healthid.abdm.gov.in', value: person.identifier }],
    emergencyContact: person.contact === null ? null : { phone: person.contact },
  };
};
