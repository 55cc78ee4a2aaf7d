/**
 * The header `Prefer` (RFC 7240), as far as the route honours it. Unknown and malformed preferences are ignored, as the standard says; of a repeated preference
 * the first counts.
 */
import { getCurrentRequest } from '../context.js';

const PREFERENCE = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*(?:=\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+|"(?:[^"\\]|\\.)*")?\s*)?(?:;.*)?$/s;

/** The longest header that is read. A longer one counts as none. */
export const LONGEST_PREFER = 500;

/** The members of the list. A comma within quotes does not separate them. */
const splitMembers = (header: string): string[] => header.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/gs) ?? [];

const unquoteValue = (value: string): string => (value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value);

/** Parses the preferences by name in lower case. A preference without a value has an empty one. */
export const parsePrefer = (header: string | undefined): Map<string, string> => {
  const found = new Map<string, string>();
  if (header === undefined || header.length > LONGEST_PREFER) return found;
  for (const member of splitMembers(header)) {
    const [, name, value = ''] = PREFERENCE.exec(member) ?? [];
    if (name !== undefined && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), unquoteValue(value));
  }
  return found;
};

/** A preference that a route honours, and its values. */
export interface HonouredPreference {
  name: string;
  values: readonly string[];
  /** The effect of each value, for the API document. */
  description: string;
}

/** The caller's preference among the values of the route; null where there is none. */
export const findPreference = ({ name, values }: Pick<HonouredPreference, 'name' | 'values'>, header: string | undefined): string | null => {
  const value = parsePrefer(header).get(name);
  return value !== undefined && values.includes(value) ? value : null;
};

/** The preference of the present request. */
export const findCurrentPreference = (preference: Pick<HonouredPreference, 'name' | 'values'>): string | null =>
  findPreference(preference, getCurrentRequest().prefer);
