/** Needles, cartridges and blades: what was opened is what was thrown away. */
import type { FieldError } from '../../../kernel/failure.js';

export interface SharpsCount {
  opened: number;
  disposed: number;
  differenceReason?: string;
}

/** A difference is a sharp that somebody may still find: it is recorded with what is known of it, or not at all. */
export const sharpsErrors = (sharps: SharpsCount | undefined): FieldError[] =>
  !sharps || sharps.opened === sharps.disposed || sharps.differenceReason
    ? []
    : [
        {
          pointer: '/sharps/disposed',
          code: 'sharps-do-not-match',
          detail: `${sharps.opened} sharp(s) were opened and ${sharps.disposed} disposed of: count again, or say in differenceReason what is known.`,
        },
      ];
