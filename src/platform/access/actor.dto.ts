import { declareEnumeration } from '../../kernel/enumeration.js';
import { Identifier, OneOf, Text } from '../http/fields/index.js';
import { roles } from './policy.js';

/** The roles of an actor: that of a person, or `client` for an integration client. */
const actorRoles = declareEnumeration('ActorRole', [...roles, 'client']);
export type ActorRole = (typeof actorRoles)[number];

/** The person of the clinic's staff, or the integration client, who did something. */
export class Actor {
  /** The id of the person or client. */
  @Identifier() id: string;

  /**
   * The present name.
   * @example Dr Meera Example
   */
  @Text({ max: 200 }) name: string;

  /**
   * The present role of a person; `client` for an integration client.
   * @example dermatologist
   */
  @OneOf(actorRoles) role: ActorRole;
}
