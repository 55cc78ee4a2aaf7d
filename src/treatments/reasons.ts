/** Reasons for a decision against a limit: they say something. */
import type { FieldError } from '../kernel/failure.js';

const REASON_CHARACTERS = 10;

/** Whether a reason, where one is given, is too short to say anything. */
export const reasonErrors = (reason: string | null | undefined, pointer: string): FieldError[] =>
  reason !== null && reason !== undefined && reason.trim().length < REASON_CHARACTERS
    ? [{ pointer, code: 'too-short', detail: `Say why in ${REASON_CHARACTERS} characters at least.` }]
    : [];
