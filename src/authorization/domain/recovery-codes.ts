/** Recovery codes: each lets a person in once who has lost the second factor. Pure but for chance. */
import { randomInt } from 'node:crypto';

/** The letters of codes, without those that look like each other or like digits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 3;
const GROUP = 4;

export const RECOVERY_CODES = 10;

const createCode = (): string =>
  Array.from({ length: GROUPS }, () => Array.from({ length: GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');

/** Creates the codes that a person gets at once, all different. */
export const createRecoveryCodes = (): string[] => {
  const codes = new Set<string>();
  while (codes.size < RECOVERY_CODES) codes.add(createCode());
  return [...codes];
};

/** Normalizes a typed code to its stored form; null where it cannot be one. */
export const normalizeRecoveryCode = (typed: string): string | null => {
  const letters = typed.toLowerCase().replaceAll(/[\s-]/g, '');
  if (letters.length !== GROUPS * GROUP || ![...letters].every((letter) => LETTERS.includes(letter))) return null;
  return letters.match(/.{4}/g)!.join('-');
};
