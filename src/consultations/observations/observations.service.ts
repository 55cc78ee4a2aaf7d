import { Injectable } from '@nestjs/common';
import { PatientsService } from '../../patients/index.js';
import { Pages, type Page } from '../../platform/http/index.js';
import { analyteByLoinc } from '../../terminology/index.js';
import { resultResponse } from '../consultation.response.js';
import type { ObservationQuery, ObservationResponse } from './observation.dto.js';
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
    const analyte = analyteByLoinc(query.code);
    const series: Series = analyte ? { analyte: analyte.id } : { code: query.code };
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
}

const toResponse = ({ bloodTestId, consultationId, collectedAt, result }: ObservationRecord): ObservationResponse => ({
  bloodTestId,
  consultationId,
  collectedAt: new Date(collectedAt).toISOString(),
  ...resultResponse(result),
});
