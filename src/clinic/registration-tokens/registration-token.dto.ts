import { Actor } from '../../platform/access/actor.dto.js';
import { Identifier, Instant, ListOf, Nested, Text, Whole } from '../../platform/http/index.js';
import { ClientScope, MOST_SCOPES } from '../client-scopes/client-scope-field.js';

const MOST_REGISTRATIONS = 100;
const MOST_DAYS = 90;

/** A token with which applications register themselves. */
export class RegistrationTokenInput {
  /**
   * The purpose of the token, for people.
   * @example Applications of City Laboratory
   */
  @Text({ max: 200 }) name: string;

  /**
   * The scopes that an application which registers with the token may have at most, for itself and for the people who log in through it.
   * @example ["patient.read", "user/Observation.rs"]
   */
  @ListOf(ClientScope(), { max: MOST_SCOPES, unique: true }) scopes: string[];

  /**
   * The maximum number of applications that may register with the token.
   * @example 1
   */
  @Whole({ min: 1, max: MOST_REGISTRATIONS }) maxRegistrations: number;

  /**
   * The number of days for which the token is valid.
   * @example 7
   */
  @Whole({ min: 1, max: MOST_DAYS }) validForDays: number;
}

/** A token with which applications register themselves, without the token. */
export class RegistrationTokenResponse {
  /** The id of the token, as in the integration clients that registered with it. */
  @Identifier() id: string;

  /**
   * The purpose of the token, for people.
   * @example Applications of City Laboratory
   */
  name: string;

  /**
   * The scopes that an application which registers with the token may have at most.
   * @example ["patient.read", "user/Observation.rs"]
   */
  @ListOf(ClientScope(), { max: MOST_SCOPES, unique: true }) scopes: string[];

  /** The maximum number of applications that may register with the token. */
  @Whole({ min: 1, max: MOST_REGISTRATIONS }) maxRegistrations: number;

  /** The number of applications that have registered with the token. */
  @Whole({ min: 0, max: MOST_REGISTRATIONS }) registrations: number;

  /** The person who made the token. */
  @Nested(Actor) createdBy: Actor;

  /** When the token was made, in UTC. */
  @Instant() createdAt: string;

  /** When the token expires, in UTC. */
  @Instant() expiresAt: string;

  /** When the token was ended early, in UTC; null where it was not ended. */
  @Instant() endedAt: string | null;
}

/** A newly made token. */
export class NewRegistrationTokenResponse extends RegistrationTokenResponse {
  /** The initial access token (RFC 7591), shown only in this answer. Null when the request is repeated. */
  token: string | null;
}
