import { enumOf } from '../../kernel/enumeration.js';

/** The lists that follow a patient through the years. */
export const patientLists = enumOf('PatientList', ['conditions', 'allergies', 'medications', 'procedures']);

export type PatientList = (typeof patientLists)[number];
