/** How a person logged in, in the terms of tokens: `amr` (RFC 8176) and `acr`. Pure. */

/** Logins with one factor and with two, after NIST SP 800-63B. A passkey whose device has verified its person counts as two. */
const ONE_FACTOR = 'aal1';
export const TWO_FACTORS = 'aal2';
export const strengths = [TWO_FACTORS, ONE_FACTOR];

/** A proof of identity in a login. */
export type Proof = 'password' | 'one-time-code' | 'recovery-code' | 'passkey' | 'identity-provider' | 'identity-provider-two-factors';

/** The method of each proof. A recovery code is a one-time password too; `pop` is the proof of a key; `fed`, beyond RFC 8176, a login elsewhere. */
const methods: Readonly<Record<Proof, string>> = {
  password: 'pwd',
  'one-time-code': 'otp',
  'recovery-code': 'otp',
  passkey: 'pop',
  'identity-provider': 'fed',
  'identity-provider-two-factors': 'fed',
};

/** The method that RFC 8176 adds for several factors. */
const SEVERAL = 'mfa';

/** Proofs that count as two factors: a passkey verifies its person, and a provider that the clinic trusts says so. */
const strongProofs: readonly Proof[] = ['passkey', 'identity-provider-two-factors'];

/** The methods of a login. */
export const listMethods = (proofs: readonly Proof[]): string[] => {
  const isTwo = proofs.some((proof) => strongProofs.includes(proof)) || new Set(proofs).size > 1;
  return [...new Set(proofs.map((proof) => methods[proof])), ...(isTwo ? [SEVERAL] : [])];
};

/** The proof of a login at an identity provider. */
export const chooseProviderProof = (hasTwo: boolean): Proof => (hasTwo ? 'identity-provider-two-factors' : 'identity-provider');

export const listProviderMethods = (hasTwo: boolean): string[] => listMethods([chooseProviderProof(hasTwo)]);

export const hasTwoFactors = (amr: readonly string[] | undefined): boolean => amr?.includes(SEVERAL) ?? false;

export const getStrength = (amr: readonly string[] | undefined): string => (hasTwoFactors(amr) ? TWO_FACTORS : ONE_FACTOR);

/** Whether the person logged in at an identity provider. */
export const isFederated = (amr: readonly string[] | undefined): boolean => amr?.includes(methods['identity-provider']) ?? false;

/** Whether the clinic allows the way in which the person logged in: some let in nobody but with an identity provider. */
export const isAllowedWay = ({ allowsLocalLogIn }: { allowsLocalLogIn: boolean }, amr: readonly string[] | undefined): boolean =>
  allowsLocalLogIn || isFederated(amr);

/** Whether the requested values, in their order, exclude a login with one factor. Unknown values are ignored. */
export const asksForTwoFactors = (acrValues: unknown): boolean => {
  const named = typeof acrValues === 'string' ? acrValues.split(' ').filter((value) => strengths.includes(value)) : [];
  return named.includes(TWO_FACTORS) && !named.includes(ONE_FACTOR);
};

/** A clinic's policy of second factors. */
export interface SecondFactorPolicy {
  /** The roles whose people log in with two factors only. */
  requiredFor: readonly string[];
}

/** The default: each person decides. */
export const shippedPolicy: SecondFactorPolicy = { requiredFor: [] };

export const isRequiredOf = (role: string, policy: SecondFactorPolicy | null): boolean => (policy ?? shippedPolicy).requiredFor.includes(role);

/** The seconds after a login in which a person may change passkeys, authenticators and codes. */
export const FRESH_SECONDS = 600;

/** Whether a login is recent and strong enough to change the factors: with both factors, where the person has two. */
export const isFresh = (login: { at: number; amr: readonly string[] | undefined }, hasFactor: boolean, nowSeconds: number): boolean =>
  nowSeconds - login.at <= FRESH_SECONDS && (!hasFactor || hasTwoFactors(login.amr));
