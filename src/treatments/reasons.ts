/** Reasons for a decision against a limit have a minimum length. */
import type { FieldError } from '../kernel/failure.js';

const REASON_CHARACTERS = 10;

/** Reports a reason that is given but too short. */
export const validateReason = (reason: string | null | undefined, pointer: string): FieldError[] =>
  reason !== null && reason !== undefined && reason.trim().length < REASON_CHARACTERS
    ? [{ pointer, code: 'too-short', detail: `Say why in ${REASON_CHARACTERS} characters at least.` }]
    : [];
