import { declareEnumeration } from '../../kernel/enumeration.js';
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

export const principalKinds = declareEnumeration('PrincipalKind', ['staff', 'client']);
export type PrincipalKind = (typeof principalKinds)[number];

/** The integration client through which somebody asks, with what its clinic holds it to. */
export interface UsedClient {
  readonly id: string;
  /** From where it may be used, as CIDR; none: from everywhere. */
  readonly allowedNetworks: readonly string[];
  readonly requestsPerMinute: number | null;
}

/** What somebody is told who uses a client from elsewhere. */
export const describeForeignNetwork = (address: string | null): string =>
  `The application may be used from the networks alone that its clinic has named, and not from ${address ?? 'an unknown address'}.`;

/** Who asks: a person of the clinic's staff, or an integration client. */
export interface Principal {
  readonly kind: PrincipalKind;
  readonly id: string;
  readonly name: string;
  /** The role of a person; null for a client, which has scopes instead. */
  readonly role: Role | null;
  readonly permissions: ReadonlySet<Permission>;
  readonly clinic: ClinicContext;
  /** The integration client that a person uses; null for an operator's token and the server's own documentation. */
  readonly client: UsedClient | null;
  /** How a person logged in; null for a client, and for an operator's token. */
  readonly login: LogIn | null;
}

/** The login that a token came from. */
interface LogIn {
  /** When the person logged in, in seconds since 1970. */
  readonly at: number;
  /** The methods of the login, in the names of RFC 8176. */
  readonly amr: readonly string[];
  /** The hash of the grant that the person gave the application. */
  readonly grant: Buffer | null;
}
