import { Day, Flag, Identifier, Instant, Nested, OneOf, Optional, PageQuery, MeasuredQuantity, Text, Whole, SomeOf, Actor } from '../../platform/http/index.js';
import { lotStatuses, type LotStatus } from '../domain/lot.js';
import { productKinds, type ProductKind } from '../domain/product.js';
import { StockQuantity } from '../stock/movement.dto.js';
import type * as domain from '../domain/lot-product.js';

/** What can be changed of a lot. */
export class ProductLotChange {
  /**
   * The lot number, as the maker writes it; unique for the product. Numbers that differ only in case, spaces or dashes are taken for one lot.
   * @example A-2026-114
   */
  @Text({ max: 60 }) lotNumber: string;

  /**
   * The last day on which it may be used, in the clinic's time zone.
   * @example 2027-06-30
   */
  @Day() expiresOn: string;

  /** That it is another lot than the one of the product whose number differs only in case, spaces or dashes: needed only where there is one. */
  @Optional() @Flag() isAnotherLot?: boolean;
}

/** A lot of a product. */
export class ProductLotInput extends ProductLotChange {
  /** The product. */
  @Identifier() productId: string;

  /** How much of it has come: booked as a receipt. More can come later. */
  @Optional() @Nested(StockQuantity) received?: StockQuantity;

  /** Where that was put; needed with `received`, and only there. */
  @Optional() @Identifier() locationId?: string;
}

/** The product of a lot, as a line of a list shows it. */
export class LotProduct implements domain.LotProduct {
  /** The product's id. */
  @Identifier() id: string;

  /** Its name. */
  name: string;

  /** What it is. */
  @OneOf(productKinds) kind: ProductKind;

  /** The unit in which it is counted. */
  stockUnit: string;
}

/** How much of a lot is in a place. */
export class LotStock {
  /** The place. */
  @Identifier() locationId: string;

  /** What the place is called. */
  locationName: string;

  /** How much is there. */
  quantity: MeasuredQuantity;
}

/** A lot of the same product whose number is written alike. */
export class LotAlike {
  /** The lot. */
  @Identifier() id: string;

  /** Its number. */
  lotNumber: string;

  /** The last day on which it may be used, in the clinic's time zone. */
  @Day() expiresOn: string;
}

/** That a lot was recalled, and perhaps that the recall was withdrawn. */
export class LotRecall {
  /** Why. */
  reason: string;

  /** Who recalled it: the maker, an authority; null where it was not said. */
  recallSource: string | null;

  /** When it was recorded, in UTC. */
  at: string;

  /** The person who recorded it. */
  @Nested(Actor) recordedBy: Actor;

  /** Why the recall was withdrawn; null while it stands. */
  withdrawalReason: string | null;

  /** When it was withdrawn, in UTC. */
  @Instant() withdrawnAt: string | null;

  /** Who withdrew it. */
  @Nested(Actor) withdrawnBy: Actor | null;
}

/** A lot of a product, with what is there of it. */
export class ProductLotResponse extends ProductLotChange {
  /** The lot's id. */
  @Identifier() id: string;

  /** The product. */
  @Identifier() productId: string;

  /** The product, in short. */
  product: LotProduct;

  /** That somebody has said that it is another lot than the one whose number is written alike. */
  declare isAnotherLot: boolean;

  /** Lots of the product whose number differs from its only in case, spaces or dashes: what concerns one, such as a recall, may concern all. */
  alike: LotAlike[];

  /** Whether it may be used today, in the clinic's time zone: a recall weighs more than the day. */
  @OneOf(lotStatuses) status: LotStatus;

  /** The last recall; null where there was none. */
  @Nested(LotRecall) recall: LotRecall | null;

  /** All that has ever come. */
  received: MeasuredQuantity;

  /** All that is there. */
  quantity: MeasuredQuantity;

  /** What is there, place by place; places with nothing of it are left out. */
  stock: LotStock[];

  /** When it was added, in UTC. */
  @Instant() createdAt: string;

  /** When it was last changed, in UTC. */
  @Instant() updatedAt: string;

  /** The version, as in the ETag. Stock changes without it. */
  @Whole() version: number;
}

/** Which lots to show. Conditions are joined by "and". */
export class LotQuery extends PageQuery {
  /** Only lots of this product. */
  @Optional() @Identifier() productId?: string;

  /**
   * Only lots of this number; case, spaces and dashes do not matter.
   * @example A-2026-114
   */
  @Optional() @Text({ max: 60 }) lotNumber?: string;

  /** Only lots that are one of these today: usable, expired or recalled. */
  @Optional() @SomeOf(lotStatuses) status?: LotStatus[];
}
