import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** The error codes of fields that only the clinic, its days and its clients have. */
export const clinicFieldErrors = {
  'before-from': 'The last day lies before the first.',
  'not-time-zone': 'There is no such time zone (IANA).',
  'invalid-redirect': 'The address is no whole `https` address (or one of this machine) that people can safely be sent back to.',
  'invalid-origin': 'The origin is not of the form `https://app.clinic.example`.',
  'invalid-launch-address': 'The address is no whole `https` address (or one of this machine) that a browser can open.',
  'invalid-keys': 'The keys are no JSON Web Key Set of public keys that sign, or there are keys where none can be.',
  'invalid-keys-address': 'The address of the keys is no `https` address that anybody can reach.',
  'invalid-network': 'It is no network of IPv4 or IPv6 as CIDR, such as `203.0.113.0/24`, and no address.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof clinicFieldErrors> {}
}
