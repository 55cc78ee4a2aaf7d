import { ApiProperty } from '@nestjs/swagger';
import { permissions, roles, type Permission, type Role } from './policy.js';

/** The clinic that the caller acts for. */
export class MyClinic {
  /** The clinic's id. */
  id: string;

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
  kind: 'staff' | 'client';

  /** The id of the person or client. */
  id: string;

  /**
   * The name of the person or client.
   * @example Dr Meera Example
   */
  name: string;

  /** The role of a person; null for a client. */
  @ApiProperty({ enum: [...roles, null], type: 'string', nullable: true, example: 'dermatologist' })
  role: Role | null;

  /** What the caller may do. */
  @ApiProperty({ enum: permissions, isArray: true })
  permissions: Permission[];

  /** The clinic that the caller acts for. */
  clinic: MyClinic;
}

/** The public keys with which access tokens can be checked. */
export class KeySet {
  /** JSON Web Keys. */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  keys: object[];
}
