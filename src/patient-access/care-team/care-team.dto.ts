import { Actor, Identifier, Instant, ListOf, Nested, OneOf, ReadOnlyFrom, Whole } from '../../platform/http/index.js';
import { careTeamBases, type CareTeamBasis } from './care-team-bases.js';

/** A member of a care team. */
@ReadOnlyFrom(() => CareTeamParticipant)
export class CareTeamParticipantInput {
  /** The person of the clinic's staff: a dermatologist, a technician or a receptionist. */
  @Identifier() staffId: string;
}

/** A member of a care team. */
export class CareTeamParticipant extends CareTeamParticipantInput {
  /** The person. */
  @Nested(Actor) treatedBy: Actor;

  /**
   * How the person came into the team. `named`: another member named the person. `joined`: the person took the patient into care. `recorded`: the person
   * recorded or signed a consultation, made a plan, or performed, supervised or countersigned a session.
   */
  @OneOf(careTeamBases) basis: CareTeamBasis;

  /** Since when the person is a member, in UTC. */
  @Instant() startedAt: string;

  /** Who named the person; null where the person joined, or is a member by work that is on record. */
  @Nested(Actor) addedBy: Actor | null;
}

/** The people who treat a patient. */
@ReadOnlyFrom(() => CareTeamResponse)
export class CareTeamChange {
  /** The members. Whoever is left out is in the team no longer, until work of theirs is recorded again. */
  @ListOf(CareTeamParticipantInput, { max: 50 }) participants: CareTeamParticipantInput[];
}

/** The people who treat a patient. */
export class CareTeamResponse {
  /** The patient. */
  @Identifier() patientId: string;

  /** The members, in the order in which they came. */
  @ListOf(CareTeamParticipant, { max: 50 }) participants: CareTeamParticipant[];

  /** The version, as in the ETag. */
  @Whole() version: number;
}
