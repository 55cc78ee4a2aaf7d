/** How somebody logged in, as tokens say it: `amr` (RFC 8176) and `acr`. Pure. */

/** One factor, and two; in the manner of NIST SP 800-63B. A passkey with which the device has checked its person is two. */
const ONE_FACTOR = 'aal1';
export const TWO_FACTORS = 'aal2';
export const strengths = [TWO_FACTORS, ONE_FACTOR];

/** With what a person has proved who they are. */
export type Proof = 'password' | 'one-time-code' | 'recovery-code' | 'passkey';

/** A recovery code is a one-time password too; `pop` is the proof of a key. */
const methods: Readonly<Record<Proof, string>> = { password: 'pwd', 'one-time-code': 'otp', 'recovery-code': 'otp', passkey: 'pop' };

/** Several factors, by the name that RFC 8176 has for that. */
const SEVERAL = 'mfa';

/** The methods of the login. A passkey is asked to check its person, so that it is two factors by itself. */
export const listMethods = (proofs: readonly Proof[]): string[] => {
  const isTwo = proofs.includes('passkey') || new Set(proofs).size > 1;
  return [...new Set(proofs.map((proof) => methods[proof])), ...(isTwo ? [SEVERAL] : [])];
};

export const hasTwoFactors = (amr: readonly string[] | undefined): boolean => amr?.includes(SEVERAL) ?? false;

export const getStrength = (amr: readonly string[] | undefined): string => (hasTwoFactors(amr) ? TWO_FACTORS : ONE_FACTOR);

/** Whether the values that an application names, in its order, leave no login with one factor. Values that nobody here knows say nothing. */
export const asksForTwoFactors = (acrValues: unknown): boolean => {
  const named = typeof acrValues === 'string' ? acrValues.split(' ').filter((value) => strengths.includes(value)) : [];
  return named.includes(TWO_FACTORS) && !named.includes(ONE_FACTOR);
};

/** What a clinic has said of second factors. */
export interface SecondFactorPolicy {
  /** The roles that log in with two factors only. */
  requiredFor: readonly string[];
}

/** Until the clinic says otherwise, each person decides for themselves. */
export const shippedPolicy: SecondFactorPolicy = { requiredFor: [] };

export const isRequiredOf = (role: string, policy: SecondFactorPolicy | null): boolean => (policy ?? shippedPolicy).requiredFor.includes(role);

/** For how long after a login somebody may change what they log in with. */
export const FRESH_SECONDS = 600;

/** Whether a login is strong and young enough to change what is logged in with: with both factors, where the person has two. */
export const isFresh = (login: { at: number; amr: readonly string[] | undefined }, hasFactor: boolean, nowSeconds: number): boolean =>
  nowSeconds - login.at <= FRESH_SECONDS && (!hasFactor || hasTwoFactors(login.amr));
