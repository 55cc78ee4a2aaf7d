import { CheckedBy, Identifier, Instant, ListOf, Nested, OneOf, Optional, PageQuery, Text, Whole, Actor } from '../../platform/http/index.js';
import { absenceKinds, type AbsenceKind } from '../domain/absence-kinds.js';
import { validateSpan } from '../domain/span.js';

/** A span of time in which a person is away. */
@CheckedBy<AbsenceInput>((span) => validateSpan(span), 'from', 'to')
export class AbsenceInput {
  /** When it begins. */
  @Instant() from: string;

  /** When it ends; after its beginning, at most 400 days. */
  @Instant() to: string;

  /** Why the person is away. */
  @OneOf(absenceKinds) kind: AbsenceKind;

  /**
   * A note for those who plan; nothing about the person's health.
   * @example Congress
   */
  @Optional() @Text({ max: 200 }) note?: string | null;
}

/** An appointment that an absence touches. */
export class AffectedAppointment {
  /** The id of the appointment. */
  @Identifier() id: string;

  /** When it begins, in UTC. */
  @Instant() startsAt: string;

  /** When it ends, in UTC. */
  @Instant() endsAt: string;
}

/** A span of time in which a person is away. */
export class AbsenceResponse extends AbsenceInput {
  /** The id of the absence. */
  @Identifier() id: string;

  /** The person. */
  @Identifier() staffId: string;

  /** Who recorded it. */
  @Nested(Actor) recordedBy: Actor;

  /** When it was recorded, in UTC. */
  @Instant() createdAt: string;

  /**
   * The appointments of this time that are still to come and that the absence touches, the first 200: those with the person, and those for which nobody of the person's role is in the
   * house now. Each is to be moved or given to somebody else. Empty where the absence was cancelled.
   */
  @ListOf(AffectedAppointment, { max: 200 }) appointments: AffectedAppointment[];

  /** When it was cancelled, in UTC; null where it holds. A cancelled absence counts for nothing. */
  @Instant() cancelledAt: string | null;

  /** The version of the absence, as in the ETag. */
  @Whole() version: number;
}

/** Filters for the absences of a person. */
export class AbsenceQuery extends PageQuery {
  /** Only absences that end after this instant. */
  @Optional() @Instant() from?: string;

  /** Only absences that begin before this instant. */
  @Optional() @Instant() to?: string;
}
