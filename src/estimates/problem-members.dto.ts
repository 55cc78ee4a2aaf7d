import { ApiProperty } from '@nestjs/swagger';
import { treatments, type Treatment } from '../kernel/treatment.js';
import type { ProblemMembers } from '../platform/http/index.js';
import { BillDifference } from './plan-estimates/estimate.dto.js';

/** What has no price. */
export class PriceMissing {
  /** The treatment. */
  @ApiProperty({ enum: treatments })
  treatment: Treatment;
}

/** How a quote stands. */
export class StandingOfEstimate {
  /** Accepted, superseded or expired. */
  @ApiProperty({ enum: ['accepted', 'superseded', 'expired'] })
  estimateStatus: 'accepted' | 'superseded' | 'expired';
}

/** Why a bill is not taken as it is. */
export class BillBeyondTolerance {
  /** How it differs from the accepted quote. */
  difference: BillDifference;

  /** What is missing. */
  @ApiProperty({ enum: ['reason', 'acceptance'], isArray: true })
  needed: ('reason' | 'acceptance')[];
}

export const estimateProblemMembers: ProblemMembers = {
  'price-missing': [PriceMissing],
  'estimate-not-open': [StandingOfEstimate],
  'bill-beyond-tolerance': [BillBeyondTolerance],
};
