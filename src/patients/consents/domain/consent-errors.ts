import type { FieldError } from '../../../kernel/failure.js';

/** A consent as it was typed. */
export interface TypedConsent {
  kind: string;
  treatment?: string;
  signedAt: string;
}

/** Everything that is wrong with a consent beyond its form. */
export const consentErrors = (input: TypedConsent, now: Date): FieldError[] => {
  const errors: FieldError[] = [];
  if (input.kind === 'treatment' && !input.treatment) {
    errors.push({ pointer: '/treatment', code: 'required', detail: 'A consent to a treatment says to which.' });
  }
  if (input.kind !== 'treatment' && input.treatment) {
    errors.push({ pointer: '/treatment', code: 'not-allowed', detail: 'Only a consent of the kind "treatment" names one.' });
  }
  if (new Date(input.signedAt) > now) errors.push({ pointer: '/signedAt', code: 'in-the-future', detail: 'The signature lies in the future.' });
  return errors;
};
