/** Allergies in SNOMED CT. Only certain identifiers are listed. */

/** An allergy: the identifier, our own word for the substance, the category of ICD-10, and the ATC group where there is one. */
export const snomedAllergies: readonly (readonly [id: string, substance: string, icd10: string, ...atc: string[]])[] = [
  ['91936005', 'penicillin', 'Z88.0', 'J01C'],
  ['91939003', 'sulfonamide', 'Z88.2', 'J01E'],
  ['293586001', 'acetylsalicylic-acid', 'Z88.6', 'N02BA01'],
  ['300916003', 'latex', 'Z91.0'],
  ['91935009', 'peanut', 'Z91.0'],
  ['91934008', 'nut', 'Z91.0'],
  ['91930004', 'egg', 'Z91.0'],
];
