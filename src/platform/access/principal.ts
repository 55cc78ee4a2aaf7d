import { enumOf } from '../../kernel/enumeration.js';
import type { Permission, Role } from './policy.js';

/** The clinic that somebody acts for, with what rules need to know of it. */
interface ClinicContext {
  readonly id: string;
  /** IANA name; the clinic's calendar days are days of this zone. */
  readonly timeZone: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 4217. */
  readonly currency: string;
}

export const principalKinds = enumOf('PrincipalKind', ['staff', 'client']);
export type PrincipalKind = (typeof principalKinds)[number];

/** Who asks: a person of the clinic's staff, or an integration client. */
export interface Principal {
  readonly kind: PrincipalKind;
  readonly id: string;
  readonly name: string;
  /** The role of a person; null for a client, which has scopes instead. */
  readonly role: Role | null;
  readonly permissions: ReadonlySet<Permission>;
  readonly clinic: ClinicContext;
  /** How a person logged in; null of a client, and of an operator's token. */
  readonly login: LogIn | null;
}

/** A login of which a token came. */
interface LogIn {
  /** When, in seconds since 1970. */
  readonly at: number;
  /** With what, in the names of RFC 8176. */
  readonly amr: readonly string[];
  /** What the person has allowed the application, by its hash. */
  readonly grant: Buffer | null;
}
