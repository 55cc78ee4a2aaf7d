/** Who of the clinic's people a subject of an identity provider is. Pure. */
import type { Identity } from './identity.js';

/** Why a person whom the provider knows is not let in. */
export type IdentityRefusal = 'other-clinic' | 'no-role' | 'person-unknown' | 'email-not-verified' | 'email-taken' | 'person-left' | 'claims-incomplete';

/** A person of the clinic. */
interface KnownPerson {
  staffId: string;
  role: string;
  isActive: boolean;
}

/** What the clinic knows of a subject. */
export interface Known {
  /** The person who is linked with the subject; null where nobody is. `claimsIssuedAt` is in seconds since 1970. */
  linked: (KnownPerson & { claimsIssuedAt: number }) | null;
  /** The person with the verified e-mail address; null where nobody has it. `isLinked`: with another subject of the provider. */
  byEmail: (KnownPerson & { isLinked: boolean }) | null;
}

/** The person, and what has to be written first. `role` is the role that the person gets; null where the present one stays. */
export type PersonDecision =
  | { kind: 'known'; staffId: string; role: string | null; areClaimsNewer: boolean }
  | { kind: 'link'; staffId: string; role: string | null }
  | { kind: 'create'; role: string; name: string; email: string }
  | { kind: 'refuse'; why: IdentityRefusal };

const refuse = (why: IdentityRefusal): PersonDecision => ({ kind: 'refuse', why });

/**
 * Decides who the subject is. A link counts before an e-mail address, and an address only where the provider has verified it and the clinic allows it. The
 * role follows the newest claims: older ones, such as those of a token that is still valid, never bring a role back.
 */
export const decidePerson = (
  { role, verifiedEmail, hasUnverifiedEmail, name, issuedAt }: Identity,
  { linksByEmail, createsPeople }: { linksByEmail: boolean; createsPeople: boolean },
  { linked, byEmail }: Known,
): PersonDecision => {
  if (role === null) return refuse('no-role');
  if (linked) {
    if (!linked.isActive) return refuse('person-left');
    const areClaimsNewer = issuedAt > linked.claimsIssuedAt;
    return { kind: 'known', staffId: linked.staffId, role: areClaimsNewer && role !== linked.role ? role : null, areClaimsNewer };
  }
  if (!linksByEmail && !createsPeople) return refuse('person-unknown');
  if (verifiedEmail === null) return refuse(hasUnverifiedEmail ? 'email-not-verified' : 'person-unknown');
  if (byEmail) {
    if (!byEmail.isActive) return refuse('person-left');
    if (!linksByEmail || byEmail.isLinked) return refuse('email-taken');
    return { kind: 'link', staffId: byEmail.staffId, role: role === byEmail.role ? null : role };
  }
  return createsPeople ? { kind: 'create', role, name: name ?? verifiedEmail, email: verifiedEmail } : refuse('person-unknown');
};
