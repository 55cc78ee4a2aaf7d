import type { FieldError } from '../kernel/failure.js';
import { getCurrentPrincipal } from '../platform/http/index.js';
import { validateReason } from './reasons.js';

/** Lists what is wrong with the reason for a decision that only a dermatologist may take: the reason is too short, or the caller is no dermatologist. */
export const validateDecision = (reason: string | undefined, pointer: string): FieldError[] => {
  if (reason === undefined) return [];
  const principal = getCurrentPrincipal();
  if (principal.kind === 'staff' && principal.role === 'dermatologist') return validateReason(reason, pointer);
  return [{ pointer, code: 'not-allowed', detail: 'Only a dermatologist decides this.' }];
};
