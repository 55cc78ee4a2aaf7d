import { isId, encodeId, decodeId } from '../../kernel/id.js';

/**
 * The secret part of a calendar's address: the clinic, so that the row is looked for within its bounds, and 32 random bytes. Whoever has the address has no other credentials.
 */
export const writeCalendarToken = (clinicId: string, secret: Buffer): string => `${encodeId(clinicId)}.${secret.toString('base64url')}`;

const FILE = /^(([A-Za-z0-9_-]{22})\.[A-Za-z0-9_-]{43})\.ics$/;

/** Reads the name of a calendar's file; null where it has not the form of one. */
export const readCalendarFile = (name: string): { clinicId: string; token: string } | null => {
  const [, token, clinic] = FILE.exec(name) ?? [];
  if (token === undefined || clinic === undefined) return null;
  const clinicId = decodeId(clinic);
  return isId(clinicId) ? { clinicId, token } : null;
};
