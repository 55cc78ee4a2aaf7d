import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsObject, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { scopes, type Scope } from '../../platform/access/policy.js';
import { IsInstant, IsText } from '../../platform/http/index.js';

const statuses = ['active', 'inactive'] as const;
export const clientKinds = ['confidential', 'public'] as const;
export type ClientKind = (typeof clientKinds)[number];

const MOST_ADDRESSES = 20;

/** Where an application is, from which people log in. */
export class ClientAddresses {
  /**
   * Where people are sent back to after they have logged in, compared letter by letter. `https`, or `http` on this machine's own addresses, or a
   * scheme of an application of a device such as `com.example.app:/back`.
   * @example ["https://app.clinic.example/back"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ADDRESSES)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  redirectUris?: string[];

  /**
   * Origins whose pages may call the API from a browser.
   * @example ["https://app.clinic.example"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ADDRESSES)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(300, { each: true })
  origins?: string[];

  /** Public keys of the client as a JSON Web Key Set (RFC 7517), with which it proves who it is without a secret (`private_key_jwt`). Null removes them. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, selfRequired: false })
  @IsOptional()
  @IsObject()
  publicKeys?: { keys: object[] } | null;
}

/** A system that acts for the clinic: an EHR, a laboratory, a front end. */
export class IntegrationClientInput extends ClientAddresses {
  /**
   * The name by which the client presents itself; unique in the installation.
   * @example city-laboratory
   */
  @Matches(/^[a-z0-9][a-z0-9._-]{1,62}$/)
  clientId: string;

  /**
   * What the client is, for people.
   * @example City Laboratory
   */
  @IsText({ max: 200 })
  name: string;

  /** What the client may do by itself: exactly this. What it does for a person who logged in, the role of that person says. */
  @ApiProperty({ enum: scopes, isArray: true })
  @IsArray()
  @IsIn(scopes, { each: true })
  @ArrayUnique()
  scopes: Scope[];

  /** A confidential client keeps a secret, on a server; a public one, such as a page in a browser, cannot, and acts for people alone. */
  @ApiProperty({ enum: clientKinds, required: false, default: 'confidential' })
  @IsOptional()
  @IsIn(clientKinds)
  kind?: ClientKind;
}

/** What can be changed of a client. */
export class IntegrationClientChange extends ClientAddresses {
  /**
   * What the client is, for people.
   * @example City Laboratory
   */
  @IsText({ max: 200 })
  name: string;

  /** What the client may do by itself: exactly this. */
  @ApiProperty({ enum: scopes, isArray: true })
  @IsArray()
  @IsIn(scopes, { each: true })
  @ArrayUnique()
  scopes: Scope[];

  /** An inactive client's tokens are refused at once. */
  @ApiProperty({ enum: statuses })
  @IsIn(statuses)
  status: 'active' | 'inactive';
}

/** A system that acts for the clinic. */
export class IntegrationClientResponse {
  /** The client's id, as audit entries name it. */
  id: string;

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
  @ApiProperty({ enum: clientKinds })
  kind: ClientKind;

  /** What the client may do by itself. */
  @ApiProperty({ enum: scopes, isArray: true })
  scopes: Scope[];

  /** An inactive client gets no token, and its tokens are refused. */
  @ApiProperty({ enum: statuses })
  status: 'active' | 'inactive';

  /** Where people are sent back to after they have logged in. */
  redirectUris: string[];

  /** Origins whose pages may call the API from a browser. */
  origins: string[];

  /** The client's public keys; null where it has none. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  publicKeys: { keys: object[] } | null;

  /** When the client last got a token, in UTC and to the minute; null before its first. */
  lastUsedAt: string | null;

  /** When the client was added, in UTC. */
  createdAt: string;

  /** When the client was last changed, in UTC. */
  updatedAt: string;

  /** The version, as in the ETag. */
  version: number;
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
  @IsOptional()
  @IsInstant()
  othersExpireAt?: string;
}

/** A secret of a client, without the secret. */
export class ClientSecretResponse {
  /** The secret's id. */
  id: string;

  /** When it was made, in UTC. */
  createdAt: string;

  /** When it is good no more, in UTC; null where it stays good. */
  expiresAt: string | null;
}

/** A secret of a client that was just made. */
export class NewClientSecretResponse extends ClientSecretResponse {
  /**
   * The name by which the client presents itself.
   * @example city-laboratory
   */
  clientId: string;

  /** The secret: shown here and never again. Null when the request is repeated. */
  clientSecret: string | null;
}

/** The secrets of a client that are good. */
export class ClientSecretsResponse {
  /** The newest first. */
  items: ClientSecretResponse[];
}
