import { Injectable } from '@nestjs/common';
import { countDaysBetween } from '../../kernel/day.js';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import type { ReportQuery, AdverseEventReportResponse } from './adverse-event.dto.js';
import { AdverseEventsRepository } from './adverse-events.repository.js';
import { computeRatePerThousand } from './domain/report.js';

/** The longest period of a report, in days. */
const LONGEST_PERIOD = 3700;

/** Counts adverse events in relation to the sessions that were given. The counts identify no patient. */
@Injectable()
export class AdverseEventReportService {
  constructor(private readonly events: AdverseEventsRepository) {}

  async report({ from, to, groupBy }: ReportQuery): Promise<AdverseEventReportResponse> {
    const days = countDaysBetween(from, to);
    if (days < 0 || days > LONGEST_PERIOD) {
      throw createInvalidInputFailure([
        { pointer: '?to', code: 'out-of-range', detail: `A period ends after it began, at most ${LONGEST_PERIOD} days later: send a to from ${from} on.` },
      ]);
    }
    const counts = await this.events.listReportCounts(groupBy, from, to, getCurrentPrincipal().clinic.timeZone);
    const rows = counts.map(({ grades, ...row }) => {
      const { rate, low, high } = computeRatePerThousand(row.sessionsWithEvents, row.sessions);
      return { ...row, byGrade: grades, perThousand: rate, perThousandLow: low, perThousandHigh: high };
    });
    return { from, to, groupBy, rows };
  }
}
