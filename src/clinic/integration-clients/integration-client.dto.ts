import { enumOf } from '../../kernel/enumeration.js';
import { scopes, type Scope } from '../../platform/access/policy.js';
import { Identifier, Instant, ListOf, Matching, OneOf, Text, Whole } from '../../platform/http/index.js';

const statuses = enumOf('ClientStatus', ['active', 'inactive']);

/** A system that acts for the clinic without a person: an EHR, a laboratory. */
export class IntegrationClientInput {
  /** The name by which the client presents itself; unique in the installation. */
  @Matching(/^[a-z0-9][a-z0-9._-]{1,62}$/, { example: 'city-laboratory' }) clientId: string;

  /**
   * What the client is, for people.
   * @example City Laboratory
   */
  @Text({ max: 200 }) name: string;

  /** What the client may do: exactly this. */
  @ListOf(OneOf(scopes), { max: scopes.length, unique: true }) scopes: Scope[];
}

/** What can be changed of a client. */
export class IntegrationClientChange {
  /**
   * What the client is, for people.
   * @example City Laboratory
   */
  @Text({ max: 200 }) name: string;

  /** What the client may do: exactly this. */
  @ListOf(OneOf(scopes), { max: scopes.length, unique: true }) scopes: Scope[];

  /** An inactive client's tokens are refused within five seconds. */
  @OneOf(statuses) status: 'active' | 'inactive';
}

/** A system that acts for the clinic without a person. */
export class IntegrationClientResponse extends IntegrationClientChange {
  /** The client's id, as audit entries name it. */
  @Identifier() id: string;

  /**
   * The name by which the client presents itself.
   * @example city-laboratory
   */
  clientId: string;

  /** When the client was added, in UTC. */
  @Instant() createdAt: string;

  /** When the client was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}
