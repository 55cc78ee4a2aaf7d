import { declareEnumeration } from '../../kernel/enumeration.js';
import { Identifier, OneOf, Text } from '../http/fields/index.js';
import { roles } from './policy.js';

/** What somebody may be to the clinic: a person has a role, an integration client is a client. */
const actorRoles = declareEnumeration('ActorRole', [...roles, 'client']);
export type ActorRole = (typeof actorRoles)[number];

/** Who did something: a person of the clinic's staff, or an integration client. */
export class Actor {
  /** The id of the person or client. */
  @Identifier() id: string;

  /**
   * The name as it is now.
   * @example Dr Meera Example
   */
  @Text({ max: 200 }) name: string;

  /**
   * The role of a person, as it is now; `client` for an integration client.
   * @example dermatologist
   */
  @OneOf(actorRoles) role: ActorRole;
}
