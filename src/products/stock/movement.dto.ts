import { CheckedBy, Decimal, Identifier, Instant, Nested, OneOf, Optional, MeasuredQuantity, Note, Text, Actor } from '../../platform/http/index.js';
import { validateMovement } from '../domain/movement.js';
import { LARGEST_AMOUNT } from '../domain/amount.js';
import { bookedKinds, movementKinds, type BookedKind, type MovementKind } from '../domain/movement-kinds.js';

/** A quantity in the unit in which the product is counted, or in a unit that converts to it without rounding; at most four decimals. */
export class StockQuantity {
  /**
   * The number.
   * @example 50
   */
  @Decimal({ min: 0, max: LARGEST_AMOUNT }) value: number;

  /**
   * The unit of the number, in UCUM.
   * @example mL
   */
  @Text({ max: 60 }) unit: string;
}

/** A movement of the stock of a lot. */
@CheckedBy<StockMovementInput>(validateMovement)
export class StockMovementInput {
  /** The kind of movement: a receipt, waste, a transfer to another place, or a correction after a count. */
  @OneOf(bookedKinds) kind: BookedKind;

  /** The place of the movement. */
  @Identifier() locationId: string;

  /** The place to which a transfer moves the stock; only for a transfer. */
  @Optional() @Identifier() toLocationId?: string;

  /** The quantity. For a correction, it is the quantity that was counted, which may be 0. */
  @Nested(StockQuantity) quantity: StockQuantity;

  /**
   * The reason; required for waste and corrections.
   * @example Counted at the end of the month
   */
  @Optional() @Note({ max: 2000 }) reason?: string;
}

/**
 * An entry of the ledger of a lot. An entry never changes: another entry corrects a mistake. A correction puts a count right; a reversal takes
 * back a use, and is booked by the amendment of its session.
 */
export class StockMovementResponse {
  /** The entry's id. */
  @Identifier() id: string;

  /** The lot. */
  @Identifier() lotId: string;

  /** The kind of movement. */
  @OneOf(movementKinds) kind: MovementKind;

  /** The place of the movement. */
  @Identifier() locationId: string;

  /** The place to which a transfer moved the stock; null for other kinds. */
  @Identifier() toLocationId: string | null;

  /** The change of the quantity at the place: positive for an increase, negative for a decrease. */
  change: MeasuredQuantity;

  /** The quantity at the place after the movement. */
  balance: MeasuredQuantity;

  /** The reason; null where none was given. */
  reason: string | null;

  /** The use that this reversal takes back; null for other kinds. */
  reverses: string | null;

  /** The reversal that takes this use back; null where there is none. */
  @Identifier() reversedBy: string | null;

  /** When the movement happened, in UTC. */
  @Instant() occurredAt: string;

  /** The person or client that recorded the entry. */
  @Nested(Actor) recordedBy: Actor;

  /** When the entry was recorded, in UTC. */
  @Instant() createdAt: string;
}
