/** Telephone numbers: how they are stored and how they are printed. */
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import type { FieldError } from './failure.js';

/** Parses a telephone number into E.164, with a country code or as people dial it within the country; null where it is no number. */
export const parsePhoneNumber = (typed: string, country: string): string | null => {
  const parsed = parsePhoneNumberFromString(typed, country as CountryCode);
  return parsed?.isValid() ? parsed.number : null;
};

export const createPhoneError = (pointer: string, country: string): FieldError => ({
  pointer,
  code: 'invalid-phone',
  detail: `This is not a telephone number, neither with a country code, such as +91 98765 43210, nor in ${country}.`,
});

/** Prints a number in E.164 in groups: +91 124 400 0000. A short number such as 112 stays as it is. */
export const formatPhone = (number: string): string => parsePhoneNumberFromString(number)?.formatInternational() ?? number;
