import { Flag, Identifier, Instant, OneOf, Optional, Note, Text, Actor, Nested } from '../../platform/http/index.js';
import { treatments, type Treatment } from '../../kernel/treatment.js';
import { UnreadRecordItem } from './unread.dto.js';

/** A dermatologist's decision that an unread item does not matter for the treatment. */
export class UnreadItemDismissalInput {
  /**
   * The `id` of the item in `unread` of the check.
   * @example 3f2a9c1b7d4e8f60
   */
  @Text({ max: 16 }) itemId: string;

  /**
   * Why the item does not matter.
   * @example A herbal tea that the patient drinks once a week; its ingredients were looked up and concern nothing.
   */
  @Note({ max: 2000 }) reason: string;

  /**
   * Whether the name matters for no treatment of any patient. The name is then added to the clinic's formulary as harmless (`GET /v1/formulary-entries`), where
   * it can be revoked. Only for medicines, allergies, planned ingredients, conditions, indications and operations. A name in which the product reads a meaning
   * that matters is never added. @default false
   */
  @Optional() @Flag() forEveryPatient?: boolean;
}

/** The revocation of a dismissal. */
export class DismissalRevocation {
  /**
   * Why the dismissal is revoked.
   * @example The patient brought the pack: it contains ginkgo.
   */
  @Note({ max: 2000 }) reason: string;
}

/** A dismissal of an unread item for a treatment. The dismissal is valid while the item does not change and nobody revokes the dismissal. */
export class UnreadItemDismissalResponse {
  /** The id of the dismissal. */
  @Identifier() id: string;

  /** The id of the patient. */
  @Identifier() patientId: string;

  /** The id of the check in which the item was unread. */
  @Identifier() checkId: string;

  /** The treatment for which the item does not matter. */
  @OneOf(treatments) treatment: Treatment;

  /** The item as it was listed in the check. */
  item: UnreadRecordItem;

  /** Why the item does not matter. */
  reason: string;

  /** The dermatologist who dismissed the item. */
  @Nested(Actor) dismissedBy: Actor;

  /** The instant at which the item was dismissed, in UTC. */
  @Instant() dismissedAt: string;

  /** The person who revoked the dismissal; null where nobody has revoked it. */
  @Nested(Actor) revokedBy: Actor | null;

  /** The instant at which the dismissal was revoked, in UTC; null where nobody has revoked it. */
  @Instant() revokedAt: string | null;

  /** Why the dismissal was revoked; null where nobody has revoked it. */
  revokedReason: string | null;
}
