import { Actor, Characters, Flag, Identifier, Instant, MayBeAbsent, Nested, OneOf, Optional, PageQuery, Note, Text, Whole } from '../../platform/http/index.js';
import { emergencyOutcomes, type EmergencyOutcome } from './emergency-outcomes.js';

/** Why a record is opened in an emergency. */
export class EmergencyAccessInput {
  /**
   * Why the record must be opened now. The admins read it: it names no clinical content.
   * @example Called to the patient, who collapsed in the waiting room
   */
  @Characters({ min: 10, max: 500 }) reason: string;
}

/** A record that a person opened in an emergency, for a time. */
export class EmergencyAccessResponse {
  /** The id of the emergency access. Every entry of the audit trail that was made under it names it. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** Who opened the record. */
  @Nested(Actor) openedBy: Actor;

  /** Why. */
  @Text({ max: 500 }) reason: string;

  /** When the record was opened, in UTC. */
  @Instant() openedAt: string;

  /** Until when it is open to the person, in UTC. */
  @Instant() expiresAt: string;

  /** What the review found; null until it is reviewed. */
  @OneOf(emergencyOutcomes) outcome: EmergencyOutcome | null;

  /** What the reviewer wrote; null where nothing was written. */
  @Text({ max: 500 }) reviewComment: string | null;

  /** Who reviewed it; null until then. */
  @Nested(Actor) reviewedBy: Actor | null;

  /** When it was reviewed, in UTC; null until then. */
  @Instant() reviewedAt: string | null;

  /** The version, as in the ETag. */
  @Whole() version: number;
}

/** The filters of emergency accesses. */
export class EmergencyAccessQuery extends PageQuery {
  /** Only those that were reviewed, or only those that were not. */
  @Optional() @Flag() reviewed?: boolean;
}

/** What the review of an emergency access found. */
export class EmergencyAccessReview {
  /** Whether the record had to be opened. */
  @OneOf(emergencyOutcomes) outcome: EmergencyOutcome;

  /**
   * What is to be said of it; no clinical content.
   * @example Confirmed by the dermatologist on duty
   */
  @MayBeAbsent() @Note({ max: 500 }) comment?: string;
}
