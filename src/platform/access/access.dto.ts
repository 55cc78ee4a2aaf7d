import { principalKinds, type PrincipalKind } from './principal.js';
import { permissions, roles, type Permission, type Role } from './policy.js';
import { Identifier, ListOf, OneOf, AnyObject } from '../http/index.js';

/** The clinic that the caller acts for. */
export class MyClinic {
  /** The clinic's id. */
  @Identifier() id: string;

  /**
   * The IANA time zone to which the clinic's days belong.
   * @example Asia/Kolkata
   */
  timeZone: string;

  /**
   * ISO 3166-1 alpha-2 code of the country.
   * @example IN
   */
  country: string;

  /**
   * ISO 4217 code of the currency.
   * @example INR
   */
  currency: string;
}

/** Who is behind the access token. */
export class MeResponse {
  /**
   * A person of the staff, or an integration client.
   * @example staff
   */
  @OneOf(principalKinds) kind: PrincipalKind;

  /** The id of the person or client. */
  @Identifier() id: string;

  /**
   * The name of the person or client.
   * @example Dr Meera Example
   */
  name: string;

  /**
   * The role of a person; null for a client.
   * @example dermatologist
   */
  @OneOf(roles) role: Role | null;

  /** What the caller may do. */
  @ListOf(OneOf(permissions), { max: permissions.length }) permissions: Permission[];

  /** The clinic that the caller acts for. */
  clinic: MyClinic;
}

/** The public keys with which access tokens can be checked. */
export class KeySet {
  /** JSON Web Keys. */
  @ListOf(AnyObject(), { max: 10 }) keys: object[];
}
