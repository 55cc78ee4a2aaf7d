/**
 * The header `Prefer` (RFC 7240): what a caller would like, in so far as the route honours it. What is unknown or
 * malformed is passed over, as the standard wants; of a preference that is stated twice, the first counts.
 */
import { currentRequest } from '../context.js';

const PREFERENCE = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(?:=\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+|"(?:[^"\\]|\\.)*")?\s*)?(?:;.*)?$/s;

/** Preferences together are a few words; a header that has more characters says none. */
export const LONGEST_PREFER = 500;

/** The list's members: a comma within quotes separates nothing. */
const membersOf = (header: string): string[] => header.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/gs) ?? [];

const unquoted = (value: string): string => (value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value);

/** Each preference by its name in lower case; one without a value has an empty one. */
export const parsePrefer = (header: string | undefined): Map<string, string> => {
  const found = new Map<string, string>();
  if (header === undefined || header.length > LONGEST_PREFER) return found;
  for (const member of membersOf(header)) {
    const [, name, value = ''] = PREFERENCE.exec(member) ?? [];
    if (name !== undefined && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), unquoted(value));
  }
  return found;
};

/** A preference that a route honours, and the values that it knows. */
export interface HonouredPreference {
  name: string;
  values: readonly string[];
  /** What each value does, for the document. */
  description: string;
}

/** What the caller prefers, among the values that the route knows; null without such a preference. */
export const preferenceOf = ({ name, values }: Pick<HonouredPreference, 'name' | 'values'>, header: string | undefined): string | null => {
  const value = parsePrefer(header).get(name);
  return value !== undefined && values.includes(value) ? value : null;
};

/** What the caller of the present request prefers. */
export const preferred = (preference: Pick<HonouredPreference, 'name' | 'values'>): string | null => preferenceOf(preference, currentRequest().prefer);
