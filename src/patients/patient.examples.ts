/** Synthetic patients for the documentation. */
import { clinicalNames, demographicNames, getDemographicField } from './domain/demographics.js';

export const patientExamples = {
  /** All members that a receptionist may record. */
  whole: Object.fromEntries(demographicNames.filter((name) => !clinicalNames.includes(name)).map((name) => [name, getDemographicField(name).example])),
  least: { names: [{ text: 'Vikram' }], sexAtBirth: 'male' },
};
