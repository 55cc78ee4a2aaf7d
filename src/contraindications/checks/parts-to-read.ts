import { historyForRules, type RecordParts } from '../../consultations/index.js';
import type { PatientList } from '../../record/index.js';
import type { FactsRead, ListName } from '../engine/index.js';

/** The parts of the record from which facts come. */
export interface PartsToRead {
  persons: boolean;
  consultations: boolean;
  record: RecordParts;
  lists: PatientList[];
}

/** Where neutrophils are reported as a share, their number comes from the leucocytes of the same sample. */
const withSources = (analytes: ReadonlySet<string>): string[] =>
  analytes.has('neutrophils') ? [...new Set([...analytes, 'leucocytes', 'neutrophils-percent'])] : [...analytes];

const lists: readonly ListName[] = ['conditions', 'medications', 'allergies', 'procedures'];

/** Where the facts stand that rules look at. */
export const partsToRead = ({ kinds, analytes }: FactsRead): PartsToRead => {
  const listsRead = lists.filter((list) => kinds.has(list));
  return {
    // Whether a result is low or high is said of the person's sex and age.
    persons: kinds.has('birthDate') || analytes.size > 0,
    // Between visits nothing is said but on the lists, and in blood tests.
    consultations: [...kinds].some((kind) => kind !== 'birthDate' && kind !== 'examination'),
    record: {
      history: new Set(historyForRules.filter((member) => (member === 'reviewed' ? listsRead.length > 0 : kinds.has(member)))),
      bloodPressure: kinds.has('bloodPressure'),
      diagnoses: kinds.has('conditions'),
      // The causes that they name are conditions.
      trichoanalyses: kinds.has('trichoanalysis') || kinds.has('conditions'),
      analytes: withSources(analytes),
    },
    lists: listsRead,
  };
};
