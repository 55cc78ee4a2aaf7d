import type { FieldError } from '../kernel/failure.js';
import { currentPrincipal } from '../platform/http/index.js';
import { reasonErrors } from './reasons.js';

/** Lists what is wrong with the reason for a decision that only a dermatologist may take: the reason is too short, or the caller is no dermatologist. */
export const decisionErrors = (reason: string | undefined, pointer: string): FieldError[] => {
  if (reason === undefined) return [];
  const principal = currentPrincipal();
  if (principal.kind === 'staff' && principal.role === 'dermatologist') return reasonErrors(reason, pointer);
  return [{ pointer, code: 'not-allowed', detail: 'Only a dermatologist decides this.' }];
};
