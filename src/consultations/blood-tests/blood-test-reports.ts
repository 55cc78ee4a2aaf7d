import { Injectable } from '@nestjs/common';
import { currentPrincipal } from '../../platform/http/index.js';
import type { ReportDetails, ReportsForTimeline } from '../../record/index.js';
import type { BloodTestResponse } from './blood-test.dto.js';
import { bloodTestsNow } from './blood-test.response.js';
import { BloodTestsRepository } from './blood-tests.repository.js';

const reportDetails = ({ reportNumber, status, duplicateOf, corrects, results }: BloodTestResponse): ReportDetails => {
  const supersededBy = [...new Set(results.flatMap((result) => result.supersededBy ?? []))];
  return {
    ...(reportNumber !== undefined && { reportNumber }),
    ...(status !== undefined && { status }),
    ...(duplicateOf !== undefined && { duplicateOf }),
    ...(corrects !== undefined && { corrects }),
    ...(supersededBy.length > 0 && { supersededBy }),
  };
};

/** Gives the timeline the relations between laboratory reports of one sample. */
@Injectable()
export class BloodTestReports implements ReportsForTimeline {
  constructor(private readonly bloodTests: BloodTestsRepository) {}

  async details(bloodTestIds: readonly string[]): Promise<ReadonlyMap<string, ReportDetails>> {
    if (bloodTestIds.length === 0) return new Map();
    const tests = bloodTestsNow(await this.bloodTests.ofIds(bloodTestIds), currentPrincipal().clinic.timeZone);
    return new Map(tests.map((test) => [test.id, reportDetails(test)]));
  }
}
