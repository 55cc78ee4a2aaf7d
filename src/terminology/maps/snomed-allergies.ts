/** Allergies in SNOMED CT. Only identifiers that are certain. */

/** An allergy: to which substance (our own word for it), the category of ICD-10, and its group of ATC where it has one. */
export const snomedAllergies: readonly (readonly [id: string, substance: string, icd10: string, ...atc: string[]])[] = [
  ['91936005', 'penicillin', 'Z88.0', 'J01C'],
  ['91939003', 'sulfonamide', 'Z88.2', 'J01E'],
  ['293586001', 'acetylsalicylic-acid', 'Z88.6', 'N02BA01'],
  ['300916003', 'latex', 'Z91.0'],
  ['91935009', 'peanut', 'Z91.0'],
  ['91934008', 'nut', 'Z91.0'],
  ['91930004', 'egg', 'Z91.0'],
];
