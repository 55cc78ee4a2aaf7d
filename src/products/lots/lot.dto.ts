import { Day, Flag, Identifier, Instant, Nested, OneOf, Optional, PageQuery, MeasuredQuantity, Text, Whole, SomeOf, Actor } from '../../platform/http/index.js';
import { lotStatuses, type LotStatus } from '../domain/lot.js';
import { productKinds, type ProductKind } from '../domain/product.js';
import { StockQuantity } from '../stock/movement.dto.js';
import type * as domain from '../domain/lot-product.js';

/** The parts of a lot that can be changed. */
export class ProductLotChange {
  /**
   * The lot number, as the maker writes it; unique for the product. Numbers that differ only in case, spaces or dashes count as the same lot.
   * @example A-2026-114
   */
  @Text({ max: 60 }) lotNumber: string;

  /**
   * The last day on which the lot may be used, in the clinic's time zone.
   * @example 2027-06-30
   */
  @Day() expiresOn: string;

  /**
   * Whether this lot is another one than a lot of the product whose number differs only in case, spaces or dashes. Required only where there
   * is such a lot.
   */
  @Optional() @Flag() isAnotherLot?: boolean;
}

/** A lot of a product. */
export class ProductLotInput extends ProductLotChange {
  /** The product of the lot. */
  @Identifier() productId: string;

  /** The quantity that was received, booked as a receipt. More can be received later. */
  @Optional() @Nested(StockQuantity) received?: StockQuantity;

  /** The place where the received quantity was put; required with `received`, and only allowed with it. */
  @Optional() @Identifier() locationId?: string;
}

/** The product of a lot, as a list shows it. */
export class LotProduct implements domain.LotProduct {
  /** The product's id. */
  @Identifier() id: string;

  /** The product's name. */
  name: string;

  /** The kind of product. */
  @OneOf(productKinds) kind: ProductKind;

  /** The unit in which the stock is counted, in UCUM. */
  stockUnit: string;
}

/** The stock of a lot at one place. */
export class LotStock {
  /** The place. */
  @Identifier() locationId: string;

  /** The name of the place. */
  locationName: string;

  /** The quantity at the place. */
  quantity: MeasuredQuantity;
}

/** A lot of the same product whose number differs only in case, spaces or dashes. */
export class LotAlike {
  /** The lot's id. */
  @Identifier() id: string;

  /** The lot number. */
  lotNumber: string;

  /** The last day on which the lot may be used, in the clinic's time zone. */
  @Day() expiresOn: string;
}

/** The recall of a lot, and its withdrawal where it was withdrawn. */
export class LotRecall {
  /** The reason for the recall. */
  reason: string;

  /** Who recalled the lot, for example the maker or an authority; null where this was not stated. */
  recallSource: string | null;

  /** When the recall was recorded, in UTC. */
  at: string;

  /** The person who recorded the recall. */
  @Nested(Actor) recordedBy: Actor;

  /** Why the recall was withdrawn; null while it is in force. */
  withdrawalReason: string | null;

  /** When the recall was withdrawn, in UTC; null while it is in force. */
  @Instant() withdrawnAt: string | null;

  /** The person who withdrew the recall; null while it is in force. */
  @Nested(Actor) withdrawnBy: Actor | null;
}

/** A lot of a product, with its stock. */
export class ProductLotResponse extends ProductLotChange {
  /** The lot's id. */
  @Identifier() id: string;

  /** The product of the lot. */
  @Identifier() productId: string;

  /** A summary of the product. */
  product: LotProduct;

  /** Whether somebody stated that this lot is another one than the lot whose number is almost the same. */
  declare isAnotherLot: boolean;

  /** Lots of the product whose number differs only in case, spaces or dashes. What concerns one of them, such as a recall, may concern all. */
  alike: LotAlike[];

  /** Whether the lot may be used today, in the clinic's time zone. For a recalled lot that has also expired, the status is `recalled`. */
  @OneOf(lotStatuses) status: LotStatus;

  /** The last recall; null where there was none. */
  @Nested(LotRecall) recall: LotRecall | null;

  /** The total quantity ever received. */
  received: MeasuredQuantity;

  /** The total quantity in stock. */
  quantity: MeasuredQuantity;

  /** The stock at each place, without places that have nothing of the lot. */
  stock: LotStock[];

  /** When the lot was added, in UTC. */
  @Instant() createdAt: string;

  /** When the lot was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version of the lot, as in the ETag. A change of the stock does not change the version. */
  @Whole() version: number;
}

/** Which lots to show. Conditions are joined by "and". */
export class LotQuery extends PageQuery {
  /** Only lots of this product. */
  @Optional() @Identifier() productId?: string;

  /**
   * Only lots with this number; case, spaces and dashes do not matter.
   * @example A-2026-114
   */
  @Optional() @Text({ max: 60 }) lotNumber?: string;

  /** Only lots with one of these statuses today: usable, expired or recalled. */
  @Optional() @SomeOf(lotStatuses) status?: LotStatus[];
}
