import { Injectable } from '@nestjs/common';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import type { ReportDetails, ReportsForTimeline } from '../../record/index.js';
import type { BloodTestResponse } from './blood-test.dto.js';
import { readBloodTestsNow } from './blood-test.response.js';
import { BloodTestsRepository } from './blood-tests.repository.js';

const toReportDetails = ({ reportNumber, status, duplicateOf, corrects, results }: BloodTestResponse): ReportDetails => {
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

  async getDetails(bloodTestIds: readonly string[]): Promise<ReadonlyMap<string, ReportDetails>> {
    if (bloodTestIds.length === 0) return new Map();
    const tests = readBloodTestsNow(await this.bloodTests.listByIds(bloodTestIds), getCurrentPrincipal().clinic.timeZone);
    return new Map(tests.map((test) => [test.id, toReportDetails(test)]));
  }
}
