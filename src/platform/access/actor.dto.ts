import { declareEnumeration } from '../../kernel/enumeration.js';
import { Identifier, OneOf, Text } from '../http/fields/index.js';
import { roles } from './policy.js';
import { PATIENT_LINK } from './principal.js';

/** The roles of an actor: that of a person, `client` for an integration client, or `patient-link` for a link that the clinic sent to a patient. */
const actorRoles = declareEnumeration('ActorRole', [...roles, 'client', PATIENT_LINK]);
export type ActorRole = (typeof actorRoles)[number];

/** The person of the clinic's staff, the integration client, or the patient's link, who did something. */
export class Actor {
  /** The id of the person, client or link. */
  @Identifier() id: string;

  /**
   * The present name.
   * @example Dr Meera Example
   */
  @Text({ max: 200 }) name: string;

  /**
   * The present role of a person; `client` for an integration client, `patient-link` for a link that the clinic sent to a patient.
   * @example dermatologist
   */
  @OneOf(actorRoles) role: ActorRole;
}
