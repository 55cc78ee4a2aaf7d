import { enumOf } from './enumeration.js';

/** The code systems that a record may name. */
export const codeSystems = enumOf('CodeSystem', ['icd-10', 'loinc', 'ucum', 'atc', 'snomed', 'hairline']);
export type CodeSystem = (typeof codeSystems)[number];

/** A code with the system that it belongs to. */
export interface Coding {
  system: CodeSystem;
  code: string;
  /** What the code means, for people. */
  display?: string;
}
