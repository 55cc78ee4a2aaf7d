import type { FieldError } from '../../../kernel/failure.js';
import { treatments } from '../../../kernel/treatment.js';

/** A consent as it was typed. */
export interface TypedConsent {
  kind: string;
  treatment?: string;
  signedAt: string;
  signatory: { name: string };
  witness?: { name: string };
}

/** Normalizes a name for comparison, without case and extra spaces. */
const normalizePersonName = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Finds all errors in a consent beyond the form of its members. */
export const validateConsent = (input: TypedConsent, now: Date): FieldError[] => {
  const errors: FieldError[] = [];
  if (input.kind === 'treatment' && !input.treatment) {
    errors.push({ pointer: '/treatment', code: 'required', detail: `A consent to a treatment says to which: one of ${treatments.join(', ')}.` });
  }
  if (input.kind !== 'treatment' && input.treatment) {
    errors.push({
      pointer: '/treatment',
      code: 'not-allowed',
      detail: 'Only a consent of the kind "treatment" names one: leave it out, or make it of that kind.',
    });
  }
  if (input.witness && normalizePersonName(input.witness.name) === normalizePersonName(input.signatory.name)) {
    errors.push({ pointer: '/witness/name', code: 'not-allowed', detail: 'Nobody witnesses their own signature: name somebody else than who signed.' });
  }
  if (new Date(input.signedAt) > now)
    errors.push({ pointer: '/signedAt', code: 'in-the-future', detail: 'The signature lies in the future: send now, or an instant before.' });
  return errors;
};
