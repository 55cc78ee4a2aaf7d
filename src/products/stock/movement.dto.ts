import { CheckedBy, Decimal, Identifier, Instant, Nested, OneOf, Optional, MeasuredQuantity, Text, Actor } from '../../platform/http/index.js';
import { movementErrors } from '../domain/movement.js';
import { LARGEST_AMOUNT } from '../domain/amount.js';
import { bookedKinds, movementKinds, type BookedKind, type MovementKind } from '../domain/movement-kinds.js';

/** How much, in the unit in which the product is counted or one that converts to it without rounding; at most four decimals. */
export class StockQuantity {
  /**
   * The number.
   * @example 50
   */
  @Decimal({ min: 0, max: LARGEST_AMOUNT }) value: number;

  /**
   * The unit in UCUM.
   * @example mL
   */
  @Text({ max: 60 }) unit: string;
}

/** Something that happened to the stock of a lot. */
@CheckedBy<StockMovementInput>(movementErrors)
export class StockMovementInput {
  /** What happened: it came, it was thrown away, it was carried to another place, or it was counted. */
  @OneOf(bookedKinds) kind: BookedKind;

  /** Where. */
  @Identifier() locationId: string;

  /** Where it was carried to: of a transfer, and only there. */
  @Optional() @Identifier() toLocationId?: string;

  /** How much; of a correction, how much was found when it was counted, which may be nothing. */
  @Nested(StockQuantity) quantity: StockQuantity;

  /**
   * Why; waste and corrections need it.
   * @example Counted at the end of the month
   */
  @Optional() @Text({ max: 2000 }) reason?: string;
}

/**
 * An entry of the ledger of a lot. It never changes; a mistake is put right by another one: of a count by a correction, of a use by a reversal,
 * which the amendment of its session books.
 */
export class StockMovementResponse {
  /** The entry's id. */
  @Identifier() id: string;

  /** The lot. */
  @Identifier() lotId: string;

  /** What happened. */
  @OneOf(movementKinds) kind: MovementKind;

  /** Where. */
  @Identifier() locationId: string;

  /** Where it was carried to; null of anything but a transfer. */
  @Identifier() toLocationId: string | null;

  /** What it changed at the place: positive what came, negative what went. */
  change: MeasuredQuantity;

  /** What was at the place afterwards. */
  balance: MeasuredQuantity;

  /** Why; null where nothing was said. */
  reason: string | null;

  /** The use that this entry takes back; null of anything but a reversal. */
  reverses: string | null;

  /** The entry that takes this use back; null where none does. */
  @Identifier() reversedBy: string | null;

  /** When it happened, in UTC. */
  @Instant() occurredAt: string;

  /** The person or client that recorded it. */
  @Nested(Actor) recordedBy: Actor;

  /** When it was recorded, in UTC. */
  @Instant() createdAt: string;
}
