import { enumOf } from '../../kernel/enumeration.js';
import { scopes, type Scope } from '../../platform/access/policy.js';
import { AnyObject, Characters, Identifier, Instant, ListOf, Matching, OneOf, Optional, Text, Whole } from '../../platform/http/index.js';

const statuses = enumOf('ClientStatus', ['active', 'inactive']);
const clientKinds = enumOf('ClientKind', ['confidential', 'public']);
export type ClientKind = (typeof clientKinds)[number];

const MOST_ADDRESSES = 20;
const MOST_NETWORKS = 50;
const MOST_REQUESTS = 1_000_000;

/** Where an application is, how it proves who it is, and what it is held to. */
export class ClientAddresses {
  /**
   * Where people are sent back to after they have logged in, compared letter by letter. `https`, or `http` on this machine's own addresses, or a
   * scheme of an application of a device such as `com.example.app:/back`.
   * @example ["https://app.clinic.example/back"]
   */
  @Optional() @ListOf(Characters({ max: 500 }), { max: MOST_ADDRESSES, unique: true }) redirectUris?: string[];

  /**
   * Origins whose pages may call the API from a browser.
   * @example ["https://app.clinic.example"]
   */
  @Optional() @ListOf(Characters({ max: 300 }), { max: MOST_ADDRESSES, unique: true }) origins?: string[];

  /** Public keys of the client as a JSON Web Key Set (RFC 7517), with which it proves who it is without a secret (`private_key_jwt`). Null removes them. */
  @Optional() @AnyObject() publicKeys?: { keys: object[] } | null;

  /**
   * Where the client has its public keys, in place of `publicKeys` (`jwks_uri`): an `https` address that anybody can reach. They are fetched when they are needed, and anew
   * when an assertion names a key (`kid`) that was not among them. Null removes it.
   * @example https://laboratory.example/jwks.json
   */
  @Optional() @Characters({ max: 2000 }) publicKeysUri?: string | null;

  /**
   * From where the client may be used, for its tokens and with them, whoever has them: networks of IPv4 and IPv6 as CIDR, or single addresses. None: from everywhere.
   * @example ["203.0.113.0/24"]
   */
  @Optional() @ListOf(Characters({ max: 50 }), { max: MOST_NETWORKS, unique: true }) allowedNetworks?: string[];

  /**
   * How many requests a minute may come through the client, over all processes of the server together; null: no limit of its own.
   * @example 600
   */
  @Optional() @Whole({ min: 1, max: MOST_REQUESTS }) requestsPerMinute?: number | null;
}

/** A system that acts for the clinic: an EHR, a laboratory, a front end. */
export class IntegrationClientInput extends ClientAddresses {
  /** The name by which the client presents itself; unique in the installation. */
  @Matching(/^[a-z0-9][a-z0-9._-]{1,62}$/, { example: 'city-laboratory' }) clientId: string;

  /**
   * What the client is, for people.
   * @example City Laboratory
   */
  @Text({ max: 200 }) name: string;

  /** What the client may do by itself: exactly this. What it does for a person who logged in, the role of that person says. */
  @ListOf(OneOf(scopes), { max: scopes.length, unique: true }) scopes: Scope[];

  /** A confidential client keeps a secret, on a server; a public one, such as a page in a browser, cannot, and acts for people alone. Left out, it is confidential. */
  @Optional() @OneOf(clientKinds) kind?: ClientKind;
}

/** What can be changed of a client. */
export class IntegrationClientChange extends ClientAddresses {
  /**
   * What the client is, for people.
   * @example City Laboratory
   */
  @Text({ max: 200 }) name: string;

  /** What the client may do by itself: exactly this. */
  @ListOf(OneOf(scopes), { max: scopes.length, unique: true }) scopes: Scope[];

  /** An inactive client's tokens are refused at once. */
  @OneOf(statuses) status: 'active' | 'inactive';
}

/** A system that acts for the clinic. */
export class IntegrationClientResponse {
  /** The client's id, as audit entries name it. */
  @Identifier() id: string;

  /**
   * The name by which the client presents itself.
   * @example city-laboratory
   */
  clientId: string;

  /**
   * What the client is, for people.
   * @example City Laboratory
   */
  name: string;

  /** Whether it keeps a secret. */
  @OneOf(clientKinds) kind: ClientKind;

  /** What the client may do by itself. */
  @ListOf(OneOf(scopes), { max: scopes.length, unique: true }) scopes: Scope[];

  /** An inactive client gets no token, and its tokens are refused. */
  @OneOf(statuses) status: 'active' | 'inactive';

  /** Where people are sent back to after they have logged in. */
  @ListOf(Characters({ max: 500 }), { max: MOST_ADDRESSES, unique: true }) redirectUris: string[];

  /** Origins whose pages may call the API from a browser. */
  @ListOf(Characters({ max: 300 }), { max: MOST_ADDRESSES, unique: true }) origins: string[];

  /** The client's public keys; null where it has none, or has them at an address. */
  @AnyObject() publicKeys: { keys: object[] } | null;

  /** Where the client has its public keys; null where it has none there. */
  publicKeysUri: string | null;

  /** From where the client may be used; none: from everywhere. */
  @ListOf(Characters({ max: 50 }), { max: MOST_NETWORKS, unique: true }) allowedNetworks: string[];

  /** How many requests a minute may come through the client; null: no limit of its own. */
  @Whole({ min: 1, max: MOST_REQUESTS }) requestsPerMinute: number | null;

  /** The token with which the client registered itself; null where an admin added it. */
  @Identifier() registrationTokenId: string | null;

  /** When the client last got a token, in UTC and to the minute; null before its first. */
  @Instant() lastUsedAt: string | null;

  /** When the client was added, in UTC. */
  @Instant() createdAt: string;

  /** When the client was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. */
  @Whole() version: number;
}

/** A client that was added, with its first secret. */
export class NewIntegrationClientResponse extends IntegrationClientResponse {
  /** The secret of a confidential client without public keys: shown here and never again. Null for every other, and when the request is repeated. */
  clientSecret: string | null;
}

/** A new secret of a client. */
export class ClientSecretInput {
  /**
   * When the secrets that it has now are good no more: leave time to bring the new one to where it is used. Left out, they stay good.
   * @example 2026-12-24T12:00:00Z
   */
  @Optional() @Instant() othersExpireAt?: string;
}

/** A secret of a client, without the secret. */
export class ClientSecret {
  /** The secret's id. */
  @Identifier() id: string;

  /** When it was made, in UTC. */
  @Instant() createdAt: string;

  /** When it is good no more, in UTC; null where it stays good. */
  @Instant() expiresAt: string | null;

  /** When the client last got a token with it, in UTC and to the minute; null before the first time. */
  @Instant() lastUsedAt: string | null;
}

/** A secret of a client that was just made. */
export class NewClientSecretResponse extends ClientSecret {
  /**
   * The name by which the client presents itself.
   * @example city-laboratory
   */
  clientId: string;

  /** The secret: shown here and never again. Null when the request is repeated. */
  clientSecret: string | null;
}

/** The secrets of a client that are good. */
export class ClientSecretListResponse {
  /** The newest first. */
  items: ClientSecret[];
}
