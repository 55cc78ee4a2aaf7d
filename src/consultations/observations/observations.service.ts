import { Injectable } from '@nestjs/common';
import { PatientsService } from '../../patients/index.js';
import { currentPrincipal, Pages, type FileAnswer, type Page } from '../../platform/http/index.js';
import { analyteByLoinc } from '../../terminology/index.js';
import { chartAnswer } from '../chart-answer.js';
import { resultResponse } from '../consultation.response.js';
import { observationChart } from './domain/observation-chart.js';
import type { ObservationChartQuery, ObservationQuery, ObservationResponse } from './observation.dto.js';
import { ObservationsRepository, type ObservationRecord, type Series, type SeriesPosition } from './observations.repository.js';

@Injectable()
export class ObservationsService {
  constructor(
    private readonly observations: ObservationsRepository,
    private readonly patients: PatientsService,
    private readonly pages: Pages,
  ) {}

  /** The series of one analyte, oldest first; fails as not found when the clinic has no such patient. */
  async list(patientId: string, query: ObservationQuery): Promise<Page<ObservationResponse>> {
    const series = seriesOf(query.code);
    const [, page] = await Promise.all([
      this.patients.require(patientId),
      this.pages.read(query, {
        rows: (after: SeriesPosition | null, limit) => this.observations.list(patientId, series, after, limit),
        position: ({ collectedAt, bloodTestId, position }) => ({ collectedAt, bloodTestId, position }),
        item: toResponse,
        total: () => this.observations.count(patientId, series),
      }),
    ]);
    return page;
  }

  /** The whole series as a chart; fails as not found when the clinic has no such patient. */
  async chart(patientId: string, { code }: ObservationChartQuery): Promise<FileAnswer> {
    const [, results] = await Promise.all([this.patients.require(patientId), this.all(patientId, seriesOf(code))]);
    const analyte = analyteByLoinc(code);
    const name = analyte?.display ?? results.at(-1)?.result.code.display ?? `LOINC ${code}`;
    const unit = analyte?.kind === 'quantitative' ? analyte.unit : null;
    return chartAnswer(patientId, observationChart(name, unit, results, currentPrincipal().clinic.timeZone));
  }

  private async all(patientId: string, series: Series): Promise<ObservationRecord[]> {
    const found: ObservationRecord[] = [];
    for (let more = true; more;) {
      const rows = await this.observations.list(patientId, series, found.at(-1) ?? null, READ_AT_ONCE);
      found.push(...rows);
      more = rows.length === READ_AT_ONCE;
    }
    return found;
  }
}

const READ_AT_ONCE = 1_000;

const seriesOf = (code: string): Series => {
  const analyte = analyteByLoinc(code);
  return analyte ? { analyte: analyte.id } : { code };
};

const toResponse = ({ bloodTestId, consultationId, collectedAt, result }: ObservationRecord): ObservationResponse => ({
  bloodTestId,
  consultationId,
  collectedAt: new Date(collectedAt).toISOString(),
  ...resultResponse(result),
});
