/** The demographic data of a patient, and their normalization. */
import type { Day, PartialDate } from '../../kernel/day.js';
import type { FieldError } from '../../kernel/failure.js';
import { createPhoneError, parsePhoneNumber } from '../../kernel/phone.js';
import { normalizeLine } from '../../kernel/text.js';
import { validateBirth } from './birth.js';

export interface Name {
  use?: string;
  given?: string[];
  family?: string;
  text?: string;
}

export interface Demographics {
  names: Name[];
  birthDate?: PartialDate;
  status?: string;
  phones?: { value: string; use?: string }[];
  identifiers?: { system: string; value: string }[];
  emergencyContact?: { name: string; relationship?: string; phone: string };
}

export const ABHA_SYSTEM = 'https://healthid.abdm.gov.in';
/** Lists every written form of a name: its text, and its parts where they differ. A person is found by each form. */
export const listSpellings = (name: Name): string[] => {
  const parts = [...(name.given ?? []), name.family].filter(Boolean).join(' ');
  return [...new Set([name.text ?? parts, parts])].filter((spelling) => spelling !== '');
};

/** Answers the whole name: its text, or its parts in order. */
export const formatFullName = (name: Name): string => name.text ?? [...(name.given ?? []), name.family].filter(Boolean).join(' ');

/** Formats 14 digits with any separators as a stored ABHA number; null where there are not 14 digits. */
export const formatAbha = (value: string): string | null => {
  const digits = value.replace(/[\s-]/g, '');
  return /^\d{14}$/.test(digits) ? digits.replace(/^(\d{2})(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3-$4') : null;
};

const normalizePhone = (value: string, country: string, pointer: string, errors: FieldError[]): string => {
  const number = parsePhoneNumber(value, country);
  if (number === null) errors.push(createPhoneError(pointer, country));
  return number ?? value;
};

const normalizeIdentifier = ({ system, value }: { system: string; value: string }, pointer: string, errors: FieldError[]) => {
  const trimmed = { system: system.trim(), value: value.trim() };
  if (trimmed.system !== ABHA_SYSTEM) return trimmed;
  const formatted = formatAbha(trimmed.value);
  if (formatted) return { system: ABHA_SYSTEM, value: formatted };
  errors.push({
    pointer: `${pointer}/value`,
    code: 'invalid-abha-number',
    detail: 'An ABHA number has 14 digits, the last of which checks the others, written as 91-1234-5678-9012: compare it with the card.',
  });
  return trimmed;
};

/**
 * Normalizes the demographic data for storage: full texts of names, telephone numbers in E.164 by the clinic's country, identifiers in one form. Collects all
 * errors.
 */
export const normalizeDemographics = <T extends Demographics>(
  typed: T,
  { country, today }: { country: string; today: Day },
): { patient: T; errors: FieldError[] } => {
  const errors: FieldError[] = [];
  const names = typed.names.map(({ given, family, ...name }, index) => {
    const seen = { ...name, ...(given && { given: given.map(normalizeLine) }), ...(family !== undefined && { family: normalizeLine(family) }) };
    const text = normalizeLine(formatFullName(seen));
    if (text === '') errors.push({ pointer: `/names/${index}`, code: 'required', detail: 'A name needs text, given or family: send one of them at least.' });
    return { ...seen, text };
  });
  errors.push(...validateBirth(typed.birthDate, today, '/birthDate'));
  const phones = typed.phones?.map((item, index) => ({ ...item, value: normalizePhone(item.value, country, `/phones/${index}/value`, errors) }));
  const identifiers = typed.identifiers?.map((item, index) => normalizeIdentifier(item, `/identifiers/${index}`, errors));
  identifiers?.forEach((identifier, index) => {
    const first = identifiers.findIndex((other) => other.system === identifier.system && other.value === identifier.value);
    if (first < index) errors.push({ pointer: `/identifiers/${index}`, code: 'duplicate', detail: 'The identifier stands in the list twice: send it once.' });
  });
  const contact = typed.emergencyContact && {
    ...typed.emergencyContact,
    name: normalizeLine(typed.emergencyContact.name),
    phone: normalizePhone(typed.emergencyContact.phone, country, '/emergencyContact/phone', errors),
  };
  const patient = { ...typed, names, ...(phones && { phones }), ...(identifiers && { identifiers }), ...(contact && { emergencyContact: contact }) };
  return { patient, errors };
};
