import { principalKinds, type PrincipalKind } from './principal.js';
import { permissions, roles, type Permission, type Role } from './policy.js';
import { Identifier, ListOf, OneOf, AnyObject } from '../http/index.js';

/** The clinic that the caller acts for. */
export class MyClinic {
  /** The id of the clinic. */
  @Identifier() id: string;

  /**
   * The IANA time zone to which the clinic's days belong.
   * @example Asia/Kolkata
   */
  timeZone: string;

  /**
   * The ISO 3166-1 alpha-2 code of the country.
   * @example IN
   */
  country: string;

  /**
   * The ISO 4217 code of the currency.
   * @example INR
   */
  currency: string;
}

/** The person or client of the access token. */
export class MeResponse {
  /**
   * Whether the caller is a person of the staff or an integration client.
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

  /** The permissions of the caller. */
  @ListOf(OneOf(permissions), { max: permissions.length }) permissions: Permission[];

  /** The clinic that the caller acts for. */
  clinic: MyClinic;
}

/** The public keys that verify access tokens. */
export class KeySet {
  /** The keys, as JSON Web Keys. */
  @ListOf(AnyObject(), { max: 10 }) keys: object[];
}
