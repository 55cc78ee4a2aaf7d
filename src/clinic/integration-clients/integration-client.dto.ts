import { ApiProperty } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsIn, Matches } from 'class-validator';
import { scopes, type Scope } from '../../platform/access/policy.js';
import { IsText } from '../../platform/http/index.js';

const statuses = ['active', 'inactive'] as const;

/** A system that acts for the clinic without a person: an EHR, a laboratory. */
export class IntegrationClientInput {
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

  /** What the client may do: exactly this. */
  @ApiProperty({ enum: scopes, isArray: true })
  @IsArray()
  @IsIn(scopes, { each: true })
  @ArrayUnique()
  scopes: Scope[];
}

/** What can be changed of a client. */
export class IntegrationClientChange {
  /**
   * What the client is, for people.
   * @example City Laboratory
   */
  @IsText({ max: 200 })
  name: string;

  /** What the client may do: exactly this. */
  @ApiProperty({ enum: scopes, isArray: true })
  @IsArray()
  @IsIn(scopes, { each: true })
  @ArrayUnique()
  scopes: Scope[];

  /** An inactive client's tokens are refused within five seconds. */
  @ApiProperty({ enum: statuses })
  @IsIn(statuses)
  status: 'active' | 'inactive';
}

/** A system that acts for the clinic without a person. */
export class IntegrationClientResponse extends IntegrationClientChange {
  /** The client's id, as audit entries name it. */
  id: string;

  /**
   * The name by which the client presents itself.
   * @example city-laboratory
   */
  clientId: string;

  /** When the client was added, in UTC. */
  createdAt: string;

  /** When the client was last changed, in UTC. */
  updatedAt: string;

  /** The version, as in the ETag. */
  version: number;
}
