import { declareEnumeration } from '../../kernel/enumeration.js';

/**
 * The weight of each agreement and contradiction, in bits: log2 of how much more often it occurs between two records of one person than between records of two
 * people (Fellegi and Sunter, 1969). docs/decisions/0010-duplicates.md has the sources of the weights; `npm run duplicate-score` measures their effect.
 */
export const weights = {
  prior: {
    'any-two-records': [-16, 'Before anything is compared: two records of a clinic are seldom one person.'],
  },
  givenName: {
    same: [6.5, 'A given name is the same.'],
    'sounds-alike': [6, 'A given name sounds the same, written otherwise or in another script.'],
    'one-slip': [4.5, 'A given name differs by one slip, or by the vowels that Indic scripts do not write.'],
    'two-slips': [2.5, 'A long given name differs by two slips.'],
    'begins-alike': [2.5, 'One given name is the beginning of the other.'],
    initial: [1, 'One given name is the initial of the other.'],
    swapped: [5.5, 'A given name stands where the other record has the family name.'],
    rhymes: [-4, 'The given names differ in their first letter only, as those of siblings do.'],
    different: [-8, 'The given names differ.'],
  },
  familyName: {
    same: [6, 'The family name is the same.'],
    'sounds-alike': [5.5, 'The family name sounds the same, written otherwise or in another script.'],
    'one-slip': [4, 'The family name differs by one slip, or by the vowels that Indic scripts do not write.'],
    'two-slips': [2, 'A long family name differs by two slips.'],
    'begins-alike': [2, 'One family name is the beginning of the other.'],
    initial: [0.5, 'One family name is the initial of the other.'],
    swapped: [5, 'The family name stands where the other record has a given name.'],
    different: [-2.5, 'The family names differ, as they do after a marriage.'],
  },
  otherNames: {
    same: [1, 'A further name is the same.'],
    different: [-1, 'Further names differ.'],
  },
  birthDate: {
    same: [13, 'The birth date is the same to the day.'],
    'same-first-of-january': [8, 'Both were born on 1 January, which often stands for an unknown day.'],
    'day-and-month-swapped': [6.5, 'Day and month of the birth date are swapped.'],
    'one-digit': [4, 'The birth dates differ by one digit, or by two that are swapped.'],
    'same-month': [8, 'The birth month is the same; a day is not known.'],
    'same-year': [4.5, 'The birth year is the same; more is not known, or 1 January stands for it.'],
    'other-day': [-3, 'The birth year is the same, the day is another.'],
    'next-year': [-1, 'Only a birth year is known, and it is off by one.'],
    different: [-7, 'The birth dates contradict each other.'],
  },
  phone: {
    same: [9, 'A telephone number is the same.'],
    'one-digit': [3, 'A telephone number differs by one digit, or by two that are swapped.'],
    contact: [2, 'The number of one record is that of whom to call in the other, or both name the same contact.'],
    different: [-0.5, 'The telephone numbers differ.'],
  },
  email: {
    same: [9, 'An e-mail address is the same.'],
    'one-slip': [4, 'An e-mail address differs by one slip.'],
    different: [-0.5, 'The e-mail addresses differ.'],
  },
  identifier: {
    same: [16, 'An identifier of the same system is the same.'],
    'one-slip': [1, 'Identifiers of the same system differ by one slip.'],
    different: [-6, 'Identifiers of the same system differ.'],
  },
  sexAtBirth: {
    same: [1, 'The sex at birth is the same.'],
    different: [-5, 'The sexes at birth contradict each other.'],
    uncertain: [-2, 'One record says intersex, the other does not.'],
  },
  address: {
    'same-postal-code': [1.5, 'The postal code is the same.'],
    'same-city': [0.5, 'The city is the same.'],
  },
  household: {
    'shared-by-a-family': [
      0,
      'The given names differ, or are alike and the birth dates differ: what a family shares (family name, telephone, e-mail, address) is taken back.',
    ],
  },
} as const satisfies Record<string, Record<string, readonly [bits: number, sentence: string]>>;

type Table = typeof weights;
export type DuplicateField = keyof Table;
export type AgreementOf<F extends DuplicateField> = keyof Table[F] & string;
export type DuplicateAgreement = { [F in DuplicateField]: AgreementOf<F> }[DuplicateField];

/** One reason for or against two records being one person. */
export interface Contribution {
  field: DuplicateField;
  agreement: DuplicateAgreement;
  /** The weight in bits: positive for one person, negative for two. */
  weight: number;
  /** The reason as a sentence that is the same for every pair and contains no patient data. */
  detail: string;
}

export const createContribution = <F extends DuplicateField>(field: F, agreement: AgreementOf<F>): Contribution => {
  const [weight, detail] = (weights[field] as Record<string, readonly [number, string]>)[agreement]!;
  return { field, agreement: agreement as DuplicateAgreement, weight, detail };
};

export const duplicateFields = declareEnumeration('DuplicateField', Object.keys(weights) as DuplicateField[]);
export const duplicateAgreements = declareEnumeration('DuplicateAgreement', [
  ...new Set(Object.values(weights).flatMap((of) => Object.keys(of))),
] as DuplicateAgreement[]);
