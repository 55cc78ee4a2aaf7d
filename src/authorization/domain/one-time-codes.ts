/** One-time codes by the clock (TOTP, RFC 6238), as every authenticator application shows them: SHA-1, six digits, thirty seconds. Pure but for the random secret. */
import { generateSecret, generateURI, verifySync } from 'otplib';

const STEP_SECONDS = 30;

/** Creates a secret: 160 random bits in base32. */
export const createSecret = (): string => generateSecret();

/** Groups the letters of a secret by four, for typing. */
export const groupLetters = (secret: string): string => secret.replaceAll(/(.{4})(?=.)/g, '$1 ');

/** The `otpauth:` address in the picture that an authenticator reads. */
export const createKeyAddress = (secret: string, clinicName: string, email: string): string => generateURI({ issuer: clinicName, label: email, secret });

/** Finds the time step of a code: the present one, the previous or the next, as clocks differ. Null where the code is of none of them. */
export const findStep = (secret: string, code: string, now: Date): number | null => {
  const digits = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return null;
  const result = verifySync({ secret, token: digits, epoch: Math.floor(now.getTime() / 1000), epochTolerance: STEP_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
};
