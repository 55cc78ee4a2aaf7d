import { Day, Identifier, OneOf, MeasuredQuantity, type ProblemMembers } from '../../platform/http/index.js';
import { lotStatuses, type LotStatus } from '../domain/lot.js';
import { LotAlike } from '../lots/lot.dto.js';

/** A lot that is not usable. */
class UnusableLot {
  /** The lot. */
  @Identifier() lotId: string;

  /** Its number. */
  lotNumber: string;

  /** The last day on which it may be used. */
  @Day() expiresOn: string;

  /** Why it is not. */
  @OneOf(lotStatuses) status: LotStatus;
}

/** Lots that are not usable. */
class UnusableLots {
  /** Each of them. */
  lots: UnusableLot[];
}

/** Of what there is too little. */
class Shortage {
  /** The lot. */
  @Identifier() lotId: string;

  /** Its number; of a session’s record. */
  lotNumber?: string;

  /** Where. */
  @Identifier() locationId: string | null;

  /** How much is there. */
  available: MeasuredQuantity;

  /** What all lines of a session’s record take of the lot there together. */
  needed?: MeasuredQuantity;

  /** Those lines, as JSON Pointers. */
  pointers?: string[];
}

/** Which lots have such a number. */
class LotConflict {
  /** Lots of the product whose number is written alike. */
  lots?: LotAlike[];
}

export const productProblemMembers: ProblemMembers = {
  'lot-not-usable': [UnusableLots],
  'out-of-stock': [Shortage],
  conflict: [LotConflict],
};
