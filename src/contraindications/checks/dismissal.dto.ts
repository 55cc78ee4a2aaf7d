import { Flag, Identifier, Instant, OneOf, Optional, Text, Actor, Nested } from '../../platform/http/index.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { UnreadRecordItem } from './unread.dto.js';

/** A dermatologist's decision that something unread does not matter for the treatment. */
export class UnreadItemDismissalInput {
  /**
   * The item, by its `id` in `unread` of the check.
   * @example 3f2a9c1b7d4e8f60
   */
  @Text({ max: 16 }) itemId: string;

  /**
   * Why it does not matter.
   * @example A herbal tea that the patient drinks once a week; its ingredients were looked up and concern nothing.
   */
  @Text({ max: 2000 }) reason: string;

  /**
   * Whether the name matters for no treatment of any patient: it is then taken into the clinic's formulary as harmless (`GET /v1/formulary-entries`), where it
   * can be revoked. Only for medicines, allergies, planned ingredients, conditions, what a treatment is for, and operations; a name in which the product knows something that
   * matters is never taken in.
   * @default false
   */
  @Optional() @Flag() forEveryPatient?: boolean;
}

/** Why a decision is taken back. */
export class DismissalRevocation {
  /**
   * Why.
   * @example The patient brought the pack: it contains ginkgo.
   */
  @Text({ max: 2000 }) reason: string;
}

/** That something unread does not matter for a treatment. It holds as long as the item stays as it is and nobody takes it back. */
export class UnreadItemDismissalResponse {
  /** The id of the decision. */
  @Identifier() id: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The check that had not read the item. */
  @Identifier() checkId: string;

  /** The treatment for which it does not matter. */
  @OneOf(treatments) treatment: Treatment;

  /** The item as the check named it. */
  item: UnreadRecordItem;

  /** Why it does not matter. */
  reason: string;

  /** The dermatologist. */
  @Nested(Actor) dismissedBy: Actor;

  /** When, in UTC. */
  @Instant() dismissedAt: string;

  /** Who took it back; null while it stands. */
  @Nested(Actor) revokedBy: Actor | null;

  /** When it was taken back, in UTC; null while it stands. */
  @Instant() revokedAt: string | null;

  /** Why it was taken back; null while it stands. */
  revokedReason: string | null;
}
