import { declareEnumeration } from './enumeration.js';

/** The outcomes of a contraindication check, the mildest first. */
export const checkOutcomes = declareEnumeration('CheckOutcome', ['clear', 'caution', 'needs-data', 'contraindicated']);
export type CheckOutcome = (typeof checkOutcomes)[number];
