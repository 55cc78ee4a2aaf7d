/**
 * Nonces for proofs of a key (RFC 9449, sections 8 and 9), for callers whose clock is wrong: who puts one in need not know the time. They are
 * worked out from the minute, kept nowhere, and the same in every process. The authorization server makes its own in exactly this way, so that
 * one that it gave is good here: libraries keep one nonce for each origin.
 */
import { hkdfSync, timingSafeEqual } from 'node:crypto';

const STEP_SECONDS = 60;
/** The number of minutes around the present one whose nonces are valid. */
const STEPS_AROUND = 2;
const NONCE_BYTES = 32;

const computeNonce = (secret: Buffer, step: number): string => {
  const salt = Buffer.alloc(8);
  salt.writeBigUInt64BE(BigInt(step));
  return Buffer.from(hkdfSync('sha256', secret, salt, 'DPoP', NONCE_BYTES)).toString('base64url');
};

const computeStep = (now: Date): number => Math.floor(now.getTime() / 1000 / STEP_SECONDS);

/** The nonce of the present minute. */
export const computeNextNonce = (secret: Buffer, now: Date): string => computeNonce(secret, computeStep(now) + 1);

export const isGoodNonce = (secret: Buffer, nonce: string, now: Date): boolean => {
  const given = Buffer.from(nonce);
  const good = Array.from({ length: 2 * STEPS_AROUND + 1 }, (_, index) => Buffer.from(computeNonce(secret, computeStep(now) + index - STEPS_AROUND)));
  return good.map((one) => one.length === given.length && timingSafeEqual(one, given)).includes(true);
};

/** How long a nonce is valid at most, in seconds. */
export const NONCE_LIFETIME_SECONDS = (STEPS_AROUND + 2) * STEP_SECONDS;
