import { declareEnumeration } from './enumeration.js';

/** The code systems that a record may name. */
export const codeSystems = declareEnumeration('CodeSystem', ['icd-10', 'loinc', 'ucum', 'atc', 'snomed', 'hairline']);
export type CodeSystem = (typeof codeSystems)[number];

/** A code and its code system. */
export interface Coding {
  system: CodeSystem;
  code: string;
  /** The meaning of the code, for people. */
  display?: string;
}
