import { treatments, type Treatment } from '../../kernel/treatment.js';
import { ListOf, OneOf, type ProblemMembers } from '../../platform/http/index.js';
import { enumOf } from '../../kernel/enumeration.js';
import { BillDifference, estimateStatuses, type EstimateStatus } from '../plan-estimates/estimate.dto.js';

const neededForBill = enumOf('NeededForBill', ['reason', 'acceptance']);

/** What has no price. */
class PriceMissing {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;
}

/** How a quote stands. */
class StandingOfEstimate {
  /** Accepted, superseded or expired. */
  @OneOf(estimateStatuses) estimateStatus: EstimateStatus;
}

/** Why a bill is not taken as it is. */
class BillBeyondTolerance {
  /** How it differs from the accepted quote. */
  difference: BillDifference;

  /** What is missing. */
  @ListOf(OneOf(neededForBill), { max: 2 }) needed: (typeof neededForBill)[number][];
}

export const estimateProblemMembers: ProblemMembers = {
  'price-missing': [PriceMissing],
  'estimate-not-open': [StandingOfEstimate],
  'bill-beyond-tolerance': [BillBeyondTolerance],
};
