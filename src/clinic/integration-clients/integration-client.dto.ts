import { declareEnumeration } from '../../kernel/enumeration.js';
import { AnyObject, Characters, Identifier, Instant, ListOf, Matching, OneOf, Optional, Text, Whole } from '../../platform/http/index.js';
import { ClientScope, MOST_SCOPES } from '../client-scopes/client-scope-field.js';

const statuses = declareEnumeration('ClientStatus', ['active', 'inactive']);
const clientKinds = declareEnumeration('ClientKind', ['confidential', 'public']);
export type ClientKind = (typeof clientKinds)[number];

const MOST_ADDRESSES = 20;
const MOST_NETWORKS = 50;
const MOST_REQUESTS = 1_000_000;

/** The addresses, keys and limits of an application. */
export class ClientAddresses {
  /**
   * The redirect addresses for people who have logged in, compared character by character. Each is `https`, `http` on a loopback address, or the scheme of an
   * application on a device, such as `com.example.app:/back`.
   * @example ["https://app.clinic.example/back"]
   */
  @Optional() @ListOf(Characters({ max: 500 }), { max: MOST_ADDRESSES, unique: true }) redirectUris?: string[];

  /**
   * Origins whose pages may call the API from a browser.
   * @example ["https://app.clinic.example"]
   */
  @Optional() @ListOf(Characters({ max: 300 }), { max: MOST_ADDRESSES, unique: true }) origins?: string[];

  /**
   * The address at which an EHR opens the application with a launch context (SMART App Launch); null for none.
   * @example https://app.clinic.example/launch
   */
  @Optional() @Characters({ max: 500 }) launchUrl?: string | null;

  /** Public keys of the client as a JSON Web Key Set (RFC 7517), with which it proves who it is without a secret (`private_key_jwt`). Null removes them. */
  @Optional() @AnyObject() publicKeys?: { keys: object[] } | null;

  /**
   * The address of the client's public keys, in place of `publicKeys` (`jwks_uri`): an `https` address that is publicly reachable. The server fetches the keys
   * when it needs them, and again when an assertion names an unknown key (`kid`). Null removes the address.
   * @example https://laboratory.example/jwks.json
   */
  @Optional() @Characters({ max: 2000 }) publicKeysUri?: string | null;

  /**
   * The networks from which the client and its tokens may be used, as IPv4 and IPv6 CIDR ranges or single addresses. Where the list is empty, every network is
   * allowed.
   * @example ["203.0.113.0/24"]
   */
  @Optional() @ListOf(Characters({ max: 50 }), { max: MOST_NETWORKS, unique: true }) allowedNetworks?: string[];

  /**
   * The maximum number of requests per minute through the client, over all processes of the server together; null for no limit of its own.
   * @example 600
   */
  @Optional() @Whole({ min: 1, max: MOST_REQUESTS }) requestsPerMinute?: number | null;
}

/** A system that acts for the clinic, such as an EHR, a laboratory or a front end. */
export class IntegrationClientInput extends ClientAddresses {
  /** The name by which the client identifies itself, unique in the installation. */
  @Matching(/^[a-z0-9][a-z0-9._-]{1,62}$/, { example: 'city-laboratory' }) clientId: string;

  /**
   * The name of the client, for people.
   * @example City Laboratory
   */
  @Text({ max: 200 }) name: string;

  /**
   * The exact scopes of the client when it acts by itself. When it acts for a person who logged in, the person's role decides. SMART scopes are for the FHIR
   * interface: those of `system/` for the client itself, those of `patient/` and `user/` for people who log in through it, each at most.
   * @example ["patient.read", "system/Observation.rs"]
   */
  @ListOf(ClientScope(), { max: MOST_SCOPES, unique: true }) scopes: string[];

  /**
   * The kind of client; confidential where it is left out. A confidential client stores a secret on a server. A public client, such as a page in a browser,
   * cannot, and acts only for people.
   */
  @Optional() @OneOf(clientKinds) kind?: ClientKind;
}

/** The members of a client that can be changed. */
export class IntegrationClientChange extends ClientAddresses {
  /**
   * The name of the client, for people.
   * @example City Laboratory
   */
  @Text({ max: 200 }) name: string;

  /**
   * The exact scopes of the client when it acts by itself, and the SMART scopes of people who log in through it.
   * @example ["patient.read", "system/Observation.rs"]
   */
  @ListOf(ClientScope(), { max: MOST_SCOPES, unique: true }) scopes: string[];

  /** An inactive client's tokens are refused at once. */
  @OneOf(statuses) status: 'active' | 'inactive';
}

/** A system that acts for the clinic. */
export class IntegrationClientResponse {
  /** The id of the client, as in audit entries. */
  @Identifier() id: string;

  /**
   * The name by which the client identifies itself.
   * @example city-laboratory
   */
  clientId: string;

  /**
   * The name of the client, for people.
   * @example City Laboratory
   */
  name: string;

  /** Whether the client is confidential and stores a secret, or public. */
  @OneOf(clientKinds) kind: ClientKind;

  /**
   * The scopes of the client when it acts by itself, and the SMART scopes of people who log in through it.
   * @example ["patient.read", "system/Observation.rs"]
   */
  @ListOf(ClientScope(), { max: MOST_SCOPES, unique: true }) scopes: string[];

  /** The status of the client. An inactive client gets no token, and its tokens are refused. */
  @OneOf(statuses) status: 'active' | 'inactive';

  /** The redirect addresses for people who have logged in. */
  @ListOf(Characters({ max: 500 }), { max: MOST_ADDRESSES, unique: true }) redirectUris: string[];

  /** Origins whose pages may call the API from a browser. */
  @ListOf(Characters({ max: 300 }), { max: MOST_ADDRESSES, unique: true }) origins: string[];

  /** The address at which an EHR opens the application; null where there is none. */
  launchUrl: string | null;

  /** The client's public keys as a JSON Web Key Set; null where it has none, or where `publicKeysUri` has their address. */
  @AnyObject() publicKeys: { keys: object[] } | null;

  /** The address of the client's public keys; null where there is none. */
  publicKeysUri: string | null;

  /** The networks from which the client may be used. Where the list is empty, every network is allowed. */
  @ListOf(Characters({ max: 50 }), { max: MOST_NETWORKS, unique: true }) allowedNetworks: string[];

  /** The maximum number of requests per minute through the client; null for no limit of its own. */
  @Whole({ min: 1, max: MOST_REQUESTS }) requestsPerMinute: number | null;

  /** The id of the registration token with which the client registered itself; null where an admin added the client. */
  @Identifier() registrationTokenId: string | null;

  /** When the client last got a token, in UTC and to the minute; null where it never got one. */
  @Instant() lastUsedAt: string | null;

  /** When the client was added, in UTC. */
  @Instant() createdAt: string;

  /** When the client was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the record, as in the ETag. */
  @Whole() version: number;
}

/** A newly added client, with its first secret. */
export class NewIntegrationClientResponse extends IntegrationClientResponse {
  /** The secret of a confidential client without public keys, shown only in this answer. Null for every other client, and when the request is repeated. */
  clientSecret: string | null;
}

/** A request for a new secret of a client. */
export class ClientSecretInput {
  /**
   * When the client's present secrets expire. Allow time to install the new secret. Where it is left out, the present secrets stay valid.
   * @example 2026-12-24T12:00:00Z
   */
  @Optional() @Instant() othersExpireAt?: string;
}

/** A secret of a client, without the secret. */
export class ClientSecret {
  /** The id of the secret. */
  @Identifier() id: string;

  /** When the secret was made, in UTC. */
  @Instant() createdAt: string;

  /** When the secret expires, in UTC; null where it does not expire. */
  @Instant() expiresAt: string | null;

  /** When the client last got a token with this secret, in UTC and to the minute; null where it never got one. */
  @Instant() lastUsedAt: string | null;
}

/** A newly made secret of a client. */
export class NewClientSecretResponse extends ClientSecret {
  /**
   * The name by which the client identifies itself.
   * @example city-laboratory
   */
  clientId: string;

  /** The secret, shown only in this answer. Null when the request is repeated. */
  clientSecret: string | null;
}

/** The valid secrets of a client, without the secrets themselves. */
export class ClientSecretListResponse {
  /** The secrets, newest first. */
  items: ClientSecret[];
}
