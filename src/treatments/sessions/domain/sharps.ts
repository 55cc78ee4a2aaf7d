/** The count of needles, cartridges and blades: every one that was opened must be disposed of. */
import type { FieldError } from '../../../kernel/failure.js';

export interface SharpsCount {
  opened: number;
  disposed: number;
  differenceReason?: string;
}

/** Refuses a difference without an explanation: a missing sharp may still be found by somebody. */
export const validateSharps = (sharps: SharpsCount | undefined): FieldError[] =>
  !sharps || sharps.opened === sharps.disposed || sharps.differenceReason
    ? []
    : [
        {
          pointer: '/sharps/disposed',
          code: 'sharps-do-not-match',
          detail: `${sharps.opened} sharp(s) were opened and ${sharps.disposed} disposed of: count again, or say in differenceReason what is known.`,
        },
      ];
