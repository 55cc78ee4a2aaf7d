import { checkOutcomes, type CheckOutcome } from '../../kernel/check-outcome.js';

/** The outcomes, from the mildest to the most severe. */
export const outcomes = checkOutcomes;
export type Outcome = CheckOutcome;
