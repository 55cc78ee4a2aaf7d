import { enumOf } from './enumeration.js';

/** What the rules say of a treatment, the mildest first. */
export const checkOutcomes = enumOf('CheckOutcome', ['clear', 'caution', 'needs-data', 'contraindicated']);
export type CheckOutcome = (typeof checkOutcomes)[number];
