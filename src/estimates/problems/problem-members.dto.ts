import { treatments, type Treatment } from '../../kernel/treatment.js';
import { ListOf, OneOf, type ProblemMembers } from '../../platform/http/index.js';
import { declareEnumeration } from '../../kernel/enumeration.js';
import { BillDifference, estimateStatuses, type EstimateStatus } from '../plan-estimates/estimate.dto.js';

const neededForBill = declareEnumeration('NeededForBill', ['reason', 'acceptance']);

/** The treatment that has no price. */
class PriceMissing {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;
}

/** The status of a quote. */
class StandingOfEstimate {
  /** The status: accepted, superseded or expired. */
  @OneOf(estimateStatuses) estimateStatus: EstimateStatus;
}

/** Why a bill is refused. */
class BillBeyondTolerance {
  /** The difference between the bill and the accepted quote. */
  difference: BillDifference;

  /** The members that the bill must also have. */
  @ListOf(OneOf(neededForBill), { max: 2 }) needed: (typeof neededForBill)[number][];
}

export const estimateProblemMembers: ProblemMembers = {
  'price-missing': [PriceMissing],
  'estimate-not-open': [StandingOfEstimate],
  'bill-beyond-tolerance': [BillBeyondTolerance],
};
