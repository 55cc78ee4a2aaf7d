/** Telephone numbers as they are kept and as they are read. */
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import type { FieldError } from './failure.js';

/** The number in E.164, typed with a country code or as it is dialled in the country; null where it is none. */
export const phoneNumber = (typed: string, country: string): string | null => {
  const parsed = parsePhoneNumberFromString(typed, country as CountryCode);
  return parsed?.isValid() ? parsed.number : null;
};

export const phoneError = (pointer: string, country: string): FieldError => ({
  pointer,
  code: 'invalid-phone',
  detail: `This is not a telephone number, neither with a country code, such as +91 98765 43210, nor in ${country}.`,
});

/** A number in E.164 in the groups in which people read it: +91 124 400 0000. What is none, such as 112, stays as it is. */
export const phoneInPrint = (number: string): string => parsePhoneNumberFromString(number)?.formatInternational() ?? number;
