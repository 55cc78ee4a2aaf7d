/** The rules for passwords, and their hashes, after the guidance of NIST SP 800-63B and OWASP. */
import { hash, verify } from '@node-rs/argon2';

const SHORTEST = 12;
const LONGEST = 256;

/** The library's number of Argon2id is 2; its enumeration exists for the compiler alone. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export type PasswordFault = 'password-too-short' | 'password-too-long' | 'password-common' | 'password-personal';

export const passwordLengths = { shortest: SHORTEST, longest: LONGEST };

/** Normalizes a password, so that it is the same however a keyboard composes its letters. */
const normalizePassword = (password: string): string => password.normalize('NFKC');

/** The list of common passwords. It is large, and loaded only when a person chooses a password. */
let common: Promise<ReadonlySet<string>> | null = null;
const loadCommonPasswords = (): Promise<ReadonlySet<string>> =>
  (common ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common'])));

/** Whether the password repeats one word, or consists of letters in sequence. Both are as common as the word. */
const isMonotonous = (password: string): boolean => new Set(password).size < 5;

/** Finds the fault of a new password; null where there is none. */
export const findPasswordFault = async (password: string, about: readonly string[]): Promise<PasswordFault | null> => {
  const text = normalizePassword(password);
  const length = [...text].length;
  if (length < SHORTEST) return 'password-too-short';
  if (length > LONGEST) return 'password-too-long';
  const lower = text.toLowerCase();
  const known = await loadCommonPasswords();
  if (isMonotonous(lower) || known.has(lower) || known.has(lower.replaceAll(/[^\p{L}]+/gu, ''))) return 'password-common';
  const personal = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 4);
  const rest = personal.reduce((left, word) => left.replaceAll(word, ''), lower);
  return [...rest].length < SHORTEST / 2 ? 'password-personal' : null;
};

export const hashPassword = (password: string): Promise<string> => hash(normalizePassword(password), PARAMETERS);

let decoy: Promise<string> | null = null;

/** Checks a password. Without a stored one it takes as long, so that the time does not reveal whether an account exists. */
export const isPassword = async (password: string, kept: string | null): Promise<boolean> => {
  if (password.length > LONGEST * 4) return false;
  decoy ??= hashPassword('nobody has this password');
  const matches = await verify(kept ?? (await decoy), normalizePassword(password));
  return matches && kept !== null;
};
