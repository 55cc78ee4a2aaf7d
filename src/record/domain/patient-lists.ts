/** The lists that follow a patient through the years. */
export const patientLists = ['conditions', 'allergies', 'medications', 'procedures'] as const;

export type PatientList = (typeof patientLists)[number];
