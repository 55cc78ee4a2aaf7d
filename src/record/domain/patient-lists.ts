import { declareEnumeration } from '../../kernel/enumeration.js';

/** The longitudinal lists of a patient. */
export const patientLists = declareEnumeration('PatientList', ['conditions', 'allergies', 'medications', 'procedures']);

export type PatientList = (typeof patientLists)[number];

/** The name of one entry of each list. */
export const entryOfList = { conditions: 'condition', allergies: 'allergy', medications: 'medication', procedures: 'procedure' } as const satisfies Record<
  PatientList,
  string
>;
