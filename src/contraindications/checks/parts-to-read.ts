import { historyForRules, type RecordParts } from '../../consultations/index.js';
import type { PatientList } from '../../record/index.js';
import type { FactsRead, ListName } from '../engine/index.js';

/** The parts of the record from which facts are derived. */
export interface PartsToRead {
  persons: boolean;
  consultations: boolean;
  record: RecordParts;
  lists: PatientList[];
}

/** Neutrophils may be reported as a share; their number then needs the leucocytes of the same sample. */
const withSources = (analytes: ReadonlySet<string>): string[] =>
  analytes.has('neutrophils') ? [...new Set([...analytes, 'leucocytes', 'neutrophils-percent'])] : [...analytes];

const lists: readonly ListName[] = ['conditions', 'medications', 'allergies', 'procedures'];

/** Finds the parts of the record that contain the facts that rules read. */
export const choosePartsToRead = ({ kinds, analytes }: FactsRead): PartsToRead => {
  const listsRead = lists.filter((list) => kinds.has(list));
  return {
    // Whether a result is low or high depends on the person's sex and age.
    persons: kinds.has('birthDate') || analytes.size > 0,
    // Between visits, facts come only from the lists and from blood tests.
    consultations: [...kinds].some((kind) => kind !== 'birthDate' && kind !== 'examination'),
    record: {
      history: new Set(historyForRules.filter((member) => (member === 'reviewed' ? listsRead.length > 0 : kinds.has(member)))),
      bloodPressure: kinds.has('bloodPressure'),
      diagnoses: kinds.has('conditions'),
      // The causes in trichoanalyses are conditions.
      trichoanalyses: kinds.has('trichoanalysis') || kinds.has('conditions'),
      analytes: withSources(analytes),
    },
    lists: listsRead,
  };
};
