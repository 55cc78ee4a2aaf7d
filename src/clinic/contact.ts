/** Normalizes the contact data of a clinic for storage. Pure. */
import type { FieldError } from '../kernel/failure.js';
import { createPhoneError, parsePhoneNumber } from '../kernel/phone.js';
import type { PostalAddress } from '../kernel/postal-address.js';

export interface Contact {
  phone?: string | null;
  email?: string | null;
  address?: PostalAddress | null;
  emergencyPhone?: string | null;
}

/** A number such as 112 or 108, which has no country's code and is dialled as it is. */
const SHORT_NUMBER = /^\d{3,6}$/;

/** Converts telephone numbers into E.164 by the clinic's country, and collects the errors in them. */
export const normalizeContact = (
  typed: Contact,
  country: string,
): { contact: { [Name in keyof Contact]-?: NonNullable<Contact[Name]> | null }; errors: FieldError[] } => {
  const errors: FieldError[] = [];
  const number = (value: string | null | undefined, pointer: string): string | null => {
    if (value === null || value === undefined) return null;
    const kept = parsePhoneNumber(value, country);
    if (kept === null) errors.push(createPhoneError(pointer, country));
    return kept;
  };
  const { email = null, address = null } = typed;
  const phone = number(typed.phone, '/phone');
  const short = typed.emergencyPhone?.trim() ?? '';
  const emergencyPhone = SHORT_NUMBER.test(short) ? short : number(typed.emergencyPhone, '/emergencyPhone');
  if (address && Object.values(address as Record<string, string | string[] | null | undefined>).every((part) => !part || part.length === 0)) {
    errors.push({
      pointer: '/address',
      code: 'required',
      detail: 'An address says where the clinic is: give lines, a city, a postal code. To remove it, send null.',
    });
  }
  return { contact: { phone, email, address, emergencyPhone }, errors };
};
