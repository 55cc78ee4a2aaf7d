import { Injectable } from '@nestjs/common';
import { PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal, Pages, type FileAnswer, type Page } from '../../platform/http/index.js';
import { findAnalyteByLoinc } from '../../terminology/index.js';
import { toResultResponse } from '../blood-tests/blood-test.response.js';
import { createChartAnswer } from '../charts/chart-answer.js';
import { buildObservationChart } from './domain/observation-chart.js';
import { buildSeries, type Observation } from './domain/series.js';
import type { ObservationChartQuery, ObservationQuery, ObservationResponse } from './observation.dto.js';
import { toMeasurementResult, findVitalSignByLoinc, type VitalSign } from './vital-sign-series.js';
import { VitalSignsRepository, type VitalSignPosition, type VitalSignRecord } from './vital-signs.repository.js';
import { ObservationsRepository, type Series } from './observations.repository.js';

const READ_AT_ONCE = 1_000;

/** The position of an observation in its series. */
interface SeriesPosition {
  collectedAt: string;
  bloodTestId: string;
  position: number;
}

@Injectable()
export class ObservationsService {
  constructor(
    private readonly observations: ObservationsRepository,
    private readonly vitalSigns: VitalSignsRepository,
    private readonly patients: PatientsService,
    private readonly pages: Pages,
  ) {}

  /** Lists the series of one analyte, oldest first; fails as not found where the clinic has no such patient. */
  async list(patientId: string, query: ObservationQuery): Promise<Page<ObservationResponse>> {
    const sign = findVitalSignByLoinc(query.code);
    if (sign) return this.listVitalSign(patientId, sign, query);
    const [, series] = await Promise.all([this.patients.require(patientId), this.listSeries(patientId, query.code)]);
    return this.pages.read(query, {
      rows: (after: SeriesPosition | null, limit) =>
        Promise.resolve(series.filter((observation) => after === null || isAfter(observation, after)).slice(0, limit)),
      position: ({ collectedAt, bloodTestId, position }) => ({ collectedAt, bloodTestId, position }),
      item: toResponse,
      total: () => Promise.resolve(series.length),
    });
  }

  /** Draws the results in force of a series; fails as not found where the clinic has no such patient. */
  async chart(patientId: string, { code }: ObservationChartQuery): Promise<FileAnswer> {
    const sign = findVitalSignByLoinc(code);
    if (sign) return this.chartVitalSign(patientId, sign);
    const [, series] = await Promise.all([this.patients.require(patientId), this.listSeries(patientId, code)]);
    const results = series.filter(({ standing }) => standing.standing === 'in-force');
    const analyte = findAnalyteByLoinc(code);
    const name = analyte?.display ?? results.at(-1)?.result.code.display ?? `LOINC ${code}`;
    const unit = analyte?.kind === 'quantitative' ? analyte.unit : null;
    return createChartAnswer(patientId, buildObservationChart(name, unit, results, getCurrentPrincipal().clinic.timeZone));
  }

  private async listVitalSign(patientId: string, sign: VitalSign, query: ObservationQuery): Promise<Page<ObservationResponse>> {
    await this.patients.require(patientId);
    return this.pages.read(query, {
      rows: (after: VitalSignPosition | null, limit) => this.vitalSigns.list(patientId, sign.path, after, limit),
      position: ({ measuredAt, sourceId }) => ({ measuredAt, sourceId }),
      item: (record) => toVitalSignResponse(sign, record),
      total: () => this.vitalSigns.count(patientId, sign.path),
    });
  }

  private async chartVitalSign(patientId: string, sign: VitalSign): Promise<FileAnswer> {
    await this.patients.require(patientId);
    const found: VitalSignRecord[] = [];
    for (let more = true; more;) {
      const rows = await this.vitalSigns.list(patientId, sign.path, found.at(-1) ?? null, READ_AT_ONCE);
      found.push(...rows);
      more = rows.length === READ_AT_ONCE;
    }
    const results = found.map(({ measuredAt, measured }) => ({ collectedAt: measuredAt, result: toMeasurementResult(sign, measured) }));
    return createChartAnswer(patientId, buildObservationChart(sign.display, sign.unit, results, getCurrentPrincipal().clinic.timeZone));
  }

  private async listSeries(patientId: string, code: string): Promise<Observation[]> {
    return buildSeries(await this.observations.listReports(patientId, toSeries(code)), getCurrentPrincipal().clinic.timeZone);
  }
}

const toSeries = (code: string): Series => {
  const analyte = findAnalyteByLoinc(code);
  return analyte ? { analyte: analyte.id } : { code };
};

/** Compares positions in the series: by the time of the sample, then by the report. */
const isAfter = (one: SeriesPosition, other: SeriesPosition): boolean => {
  if (one.collectedAt !== other.collectedAt) return one.collectedAt > other.collectedAt;
  if (one.bloodTestId !== other.bloodTestId) return one.bloodTestId > other.bloodTestId;
  return one.position > other.position;
};

const toResponse = ({ bloodTestId, consultationId, collectedAt, result, standing }: Observation): ObservationResponse => ({
  bloodTestId,
  consultationId,
  sessionId: null,
  collectedAt,
  ...toResultResponse(result, standing),
});

const toVitalSignResponse = (sign: VitalSign, { consultationId, sessionId, measuredAt, measured }: VitalSignRecord): ObservationResponse => ({
  bloodTestId: null,
  consultationId,
  sessionId,
  collectedAt: new Date(measuredAt).toISOString(),
  ...toResultResponse(toMeasurementResult(sign, measured), { standing: 'in-force', by: null }),
});
