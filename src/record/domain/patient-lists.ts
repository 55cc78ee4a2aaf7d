import { enumOf } from '../../kernel/enumeration.js';

/** The lists that follow a patient through the years. */
export const patientLists = enumOf('PatientList', ['conditions', 'allergies', 'medications', 'procedures']);

export type PatientList = (typeof patientLists)[number];

/** What one entry of a list is called. */
export const entryOfList = { conditions: 'condition', allergies: 'allergy', medications: 'medication', procedures: 'procedure' } as const satisfies Record<
  PatientList,
  string
>;
