import { scopes, type Scope } from '../../platform/access/policy.js';
import { Identifier, Instant, ListOf, OneOf, Text, Whole } from '../../platform/http/index.js';

const MOST_REGISTRATIONS = 100;
const MOST_DAYS = 90;

/** A token with which applications register themselves. */
export class RegistrationTokenInput {
  /**
   * What the token is for, for people.
   * @example Applications of City Laboratory
   */
  @Text({ max: 200 }) name: string;

  /** The most that an application which registers with it may do: by itself, and for the people who log in through it. */
  @ListOf(OneOf(scopes), { max: scopes.length, unique: true }) scopes: Scope[];

  /**
   * How many applications may register with it.
   * @example 1
   */
  @Whole({ min: 1, max: MOST_REGISTRATIONS }) maxRegistrations: number;

  /**
   * For how many days it is good.
   * @example 7
   */
  @Whole({ min: 1, max: MOST_DAYS }) validForDays: number;
}

/** A token with which applications register themselves, without the token. */
export class RegistrationTokenResponse {
  /** The token's id, as integration clients name it that registered with it. */
  @Identifier() id: string;

  /**
   * What the token is for, for people.
   * @example Applications of City Laboratory
   */
  name: string;

  /** The most that an application which registers with it may do. */
  @ListOf(OneOf(scopes), { max: scopes.length, unique: true }) scopes: Scope[];

  /** How many applications may register with it. */
  @Whole({ min: 1, max: MOST_REGISTRATIONS }) maxRegistrations: number;

  /** How many have. */
  @Whole({ min: 0, max: MOST_REGISTRATIONS }) registrations: number;

  /** The person who made it. */
  @Identifier() createdBy: string;

  /** When it was made, in UTC. */
  @Instant() createdAt: string;

  /** When it is good no more, in UTC. */
  @Instant() expiresAt: string;

  /** When it was ended before its time, in UTC; null where it was not. */
  @Instant() endedAt: string | null;
}

/** A token that was just made. */
export class NewRegistrationTokenResponse extends RegistrationTokenResponse {
  /** The initial access token (RFC 7591): shown here and never again. Null when the request is repeated. */
  token: string | null;
}
