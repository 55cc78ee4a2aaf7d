/** What the claims of an identity provider say of a person of a clinic. Pure. */

/** A value of the claim of roles, and the role that it stands for. */
interface RoleOfValue {
  value: string;
  role: string;
}

/** How a clinic reads the claims of a provider. Claims are named by JSON Pointers (RFC 6901). */
export interface ClaimMapping {
  clinicClaim: string;
  clinicValue: string;
  roleClaim: string;
  roles: readonly RoleOfValue[];
  emailClaim: string;
  trustsSecondFactor: boolean;
}

export type Claims = Readonly<Record<string, unknown>>;

/** A person as the provider's claims describe the person. */
export interface Identity {
  subject: string;
  /** The provider's id of its session; null where the claims have none. */
  sid: string | null;
  /** The role of the clinic that the claims stand for; null where they stand for none. */
  role: string | null;
  /** The e-mail address in lower case; null where there is none, or where the provider has not verified it. */
  verifiedEmail: string | null;
  hasUnverifiedEmail: boolean;
  name: string | null;
  /** Whether the person logged in there with two factors, and the clinic trusts the provider to say so. */
  hasTwoFactors: boolean;
  /** When the provider issued the claims, in seconds since 1970. */
  issuedAt: number;
  /** When the person logged in there, in seconds since 1970. */
  authenticatedAt: number;
}

const LONGEST_SUBJECT = 255;
const LONGEST_SID = 255;
const LONGEST_EMAIL = 254;
const LONGEST_NAME = 200;

const isText = (value: unknown, longest: number): value is string => typeof value === 'string' && value.length > 0 && value.length <= longest;

/** Finds the value at a JSON Pointer. Only own members of objects are looked at. */
export const findClaim = (claims: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, part) ? (value as Claims)[part] : undefined,
      claims,
    );

/** The values of a claim that is a text or a list of texts. */
export const listValues = (claim: unknown): string[] => [claim].flat().filter((value) => typeof value === 'string');

/** Whether a claim is the value, or a list that has it. */
const hasValue = (claim: unknown, value: string): boolean => listValues(claim).includes(value);

/** Whether the claims are of the clinic that registered the provider. */
export const concernsClinic = (claims: Claims, { clinicClaim, clinicValue }: Pick<ClaimMapping, 'clinicClaim' | 'clinicValue'>): boolean =>
  hasValue(findClaim(claims, clinicClaim), clinicValue);

/** Chooses the role of the first entry whose value the claim has; null where there is none. */
export const chooseRole = (claims: Claims, { roleClaim, roles }: Pick<ClaimMapping, 'roleClaim' | 'roles'>): string | null =>
  roles.find(({ value }) => hasValue(findClaim(claims, roleClaim), value))?.role ?? null;

const MAIL = /^[^\s@]+@[^\s@]+$/;

/** Reads the claims; null where they lack a subject or the time of their issue. */
export const readIdentity = (claims: Claims, mapping: ClaimMapping): Identity | null => {
  const { sub, sid, iat, auth_time: at, amr, name, email_verified: isVerified } = claims;
  if (!isText(sub, LONGEST_SUBJECT) || typeof iat !== 'number' || !Number.isFinite(iat)) return null;
  const email = findClaim(claims, mapping.emailClaim);
  const isAddress = isText(email, LONGEST_EMAIL) && MAIL.test(email);
  return {
    subject: sub,
    sid: isText(sid, LONGEST_SID) ? sid : null,
    role: chooseRole(claims, mapping),
    verifiedEmail: isAddress && isVerified === true ? email.toLowerCase() : null,
    hasUnverifiedEmail: isAddress && isVerified !== true,
    name: isText(name, LONGEST_NAME) && name.trim() !== '' ? name.trim() : null,
    hasTwoFactors: mapping.trustsSecondFactor && Array.isArray(amr) && amr.includes('mfa'),
    issuedAt: iat,
    authenticatedAt: typeof at === 'number' && at <= iat ? at : iat,
  };
};
