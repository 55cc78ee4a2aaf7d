import { checkOutcomes, type CheckOutcome } from '../../kernel/check-outcome.js';

/** From the mildest to the most severe. */
export const outcomes = checkOutcomes;
export type Outcome = CheckOutcome;
