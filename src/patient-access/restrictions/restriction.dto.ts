import { Actor, Identifier, Instant, MayBeNull, Nested, OneOf, ReadOnlyFrom, Note, Text, Whole } from '../../platform/http/index.js';
import { restrictionKinds, restrictionStates, type RestrictionKind, type RestrictionState } from './restriction-kinds.js';

/** Whether only the care team opens the record of a patient. */
@ReadOnlyFrom(() => AccessRestrictionResponse)
export class AccessRestrictionChange {
  /**
   * `none`: the record is open as the clinic's policy says. `confidential`: only the care team opens it, at the wish of the patient or for their protection.
   * `staff`: it is the record of a member of staff; only the care team opens it, and the person never does.
   */
  @OneOf(restrictionStates) kind: RestrictionState;

  /** The member of staff whose record it is, for the kind `staff`; null otherwise. */
  @MayBeNull() @Identifier() staffId: string | null;

  /**
   * Why the record is restricted, or open again; null only where it was never restricted. It names no clinical content.
   * @example The patient is known in town and asked for it
   */
  @MayBeNull() @Note({ max: 500 }) reason: string | null;
}

/** Whether only the care team opens the record of a patient. */
export class AccessRestrictionResponse extends AccessRestrictionChange {
  /** The patient. */
  @Identifier() patientId: string;

  /** Who restricted the record, or opened it again; null where it was never restricted. */
  @Nested(Actor) setBy: Actor | null;

  /** When that was, in UTC; null where the record was never restricted. */
  @Instant() setAt: string | null;

  /** The version, as in the ETag. */
  @Whole() version: number;
}

/** A restriction of a record, in force or ended. */
export class AccessRestrictionPeriod {
  /** The id of the restriction. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** Why the record was restricted. */
  @OneOf(restrictionKinds) kind: RestrictionKind;

  /** The member of staff whose record it is; null for another kind. */
  @Identifier() staffId: string | null;

  /** Why the record was restricted, in words. */
  @Text({ max: 500 }) reason: string;

  /** Who restricted it. */
  @Nested(Actor) setBy: Actor;

  /** Since when it was restricted, in UTC. */
  @Instant() setAt: string;

  /** Who ended the restriction; null while it is in force. */
  @Nested(Actor) endedBy: Actor | null;

  /** Until when it was restricted, in UTC; null while it is in force. */
  @Instant() endedAt: string | null;

  /** Why it ended; null while it is in force, and where no reason was given. */
  @Text({ max: 500 }) endReason: string | null;
}
