import { Characters, Flag, Identifier, Instant, ListOf, MayBeNull, Nested, Whole } from '../../platform/http/index.js';
import { RECOVERY_CODES } from '../domain/recovery-codes.js';
import { MOST_PASSKEYS } from './passkeys.service.js';

/** An application that shows one-time codes. */
export class Authenticator {
  /** When the authenticator was set up, in UTC. */
  @Instant() createdAt: string;

  /** When one of its codes was last used, in UTC. */
  @Instant() lastUsedAt: string;
}

/** A passkey: a key in a device of the person. */
export class Passkey {
  /** The id of the passkey. */
  @Identifier() id: string;

  /**
   * The person's name for the passkey.
   * @example Telephone
   */
  @Characters({ min: 1, max: 100 }) name: string;

  /** Whether several devices of the person share the passkey. */
  @Flag() isSynced: boolean;

  /** When the passkey was made, in UTC. */
  @Instant() createdAt: string;

  /** When the passkey was last used, in UTC; null where it was not used yet. */
  @MayBeNull() @Instant() lastUsedAt: string | null;
}

/** The second factors of a person. */
export class SecondFactorsResponse {
  /** Whether the clinic requires a second factor of the person's role. */
  @Flag() isRequired: boolean;

  /** The authenticator; null where there is none. */
  @MayBeNull() @Nested(Authenticator) authenticator: Authenticator | null;

  /** The passkeys, the oldest first. */
  @ListOf(Passkey, { max: MOST_PASSKEYS }) passkeys: Passkey[];

  /** How many recovery codes are left. Each lets the person in once. */
  @Whole({ min: 0 }) recoveryCodesLeft: number;
}

/** An authenticator that is being set up. */
export class AuthenticatorProposal {
  /**
   * The key in base32, for typing.
   * @example GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
   */
  @Characters({ min: 16, max: 64 }) secret: string;

  /**
   * The address that a QR code for the application says.
   * @example otpauth://totp/Demo%20Hair%20Clinic:meera%40demo.hairline.test?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Demo%20Hair%20Clinic
   */
  @Characters({ min: 1, max: 1_000 }) address: string;

  /**
   * To be sent back with the first code.
   * @example kz8M0m0p
   */
  @Characters({ min: 1, max: 1_000 }) ticket: string;

  /** Until when the ticket is good, in UTC. */
  @Instant() expiresAt: string;
}

/** The first code of an authenticator that is being set up. */
export class AuthenticatorConfirmation {
  /**
   * The ticket of the proposal.
   * @example kz8M0m0p
   */
  @Characters({ min: 1, max: 1_000 }) ticket: string;

  /**
   * What the application shows now.
   * @example 287082
   */
  @Characters({ min: 6, max: 12 }) code: string;
}

/** Codes that let in once each, in place of a second factor. */
export class RecoveryCodesResponse {
  /**
   * Shown once, and kept nowhere in clear; null where the person has codes already, and in a repetition of the request.
   * @example ["a7kq-9f3m-x2np"]
   */
  @MayBeNull() @ListOf(Characters({ min: 1, max: 40 }), { max: RECOVERY_CODES }) codes: string[] | null;
}
