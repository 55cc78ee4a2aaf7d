import { Day, Identifier, OneOf, MeasuredQuantity, type ProblemMembers } from '../../platform/http/index.js';
import { lotStatuses, type LotStatus } from '../domain/lot.js';
import { LotAlike } from '../lots/lot.dto.js';

/** A lot that may not be used. */
class UnusableLot {
  /** The lot's id. */
  @Identifier() lotId: string;

  /** The lot number. */
  lotNumber: string;

  /** The last day on which the lot may be used. */
  @Day() expiresOn: string;

  /** The status of the lot, which says why it may not be used. */
  @OneOf(lotStatuses) status: LotStatus;
}

/** The lots that may not be used. */
class UnusableLots {
  /** The lots. */
  lots: UnusableLot[];
}

/** A lot of which the stock is too small. */
class Shortage {
  /** The lot's id. */
  @Identifier() lotId: string;

  /** The lot number; for a session’s record. */
  lotNumber?: string;

  /** The place; null where the session's record named no place. */
  @Identifier() locationId: string | null;

  /** The quantity in stock. */
  available: MeasuredQuantity;

  /** The quantity of the lot that all lines of a session’s record take from that place together. */
  needed?: MeasuredQuantity;

  /** The JSON Pointers of these lines. */
  pointers?: string[];
}

/** A conflict with lots that have the same or almost the same number. */
class LotConflict {
  /** Lots of the product whose number differs only in case, spaces or dashes. */
  lots?: LotAlike[];
}

export const productProblemMembers: ProblemMembers = {
  'lot-not-usable': [UnusableLots],
  'out-of-stock': [Shortage],
  conflict: [LotConflict],
};
