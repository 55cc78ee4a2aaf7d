import { Injectable } from '@nestjs/common';
import { createInvalidInputFailure, type FieldError } from '../../kernel/failure.js';
import { PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal, Pages, type FileAnswer, type Page, type PageQuery } from '../../platform/http/index.js';
import { createChartAnswer } from '../charts/chart-answer.js';
import { toTrichoanalysisResponse } from './trichoanalysis.response.js';
import type { TrichoanalysisRecord } from '../domain/trichoanalysis/trichoanalysis-record.js';
import { listCautions, computeChangeSince, countClinicDays, listFindingChanges, listMeasureChanges } from '../domain/trichoanalysis/change.js';
import { regions } from '../domain/trichoanalysis/trichoanalysis.js';
import { buildMeasureChart } from '../domain/trichoanalysis/measure-chart.js';
import type {
  ComparisonQuery,
  TrichoanalysisComparisonResponse,
  TrichoanalysisChartQuery,
  TrichoanalysisInSeries,
  TrichoanalysisQuery,
} from './trichoanalyses.dto.js';
import type { TrichoanalysisResponse } from './trichoanalysis.dto.js';
import { TrichoanalysesRepository, type RegionLook, type SeriesRecord, type TrichoanalysisPosition } from './trichoanalyses.repository.js';

/** The most trichoanalyses that are read to find the newest of each region. */
const MOST_TRICHOANALYSES = 1000;

const toSeriesItem = ({ record, previous, baseline }: SeriesRecord, timeZone: string): TrichoanalysisInSeries => ({
  ...toTrichoanalysisResponse(record),
  change: {
    sincePrevious: previous && computeChangeSince(previous, record, timeZone),
    sinceBaseline: baseline.id === record.id ? null : computeChangeSince(baseline, record, timeZone),
  },
});

const createUnknownError = (name: keyof ComparisonQuery): FieldError => ({
  pointer: `?${name}`,
  code: 'unknown-trichoanalysis',
  detail: 'This patient has no such trichoanalysis: name one that GET /v1/patients/{patientId}/trichoanalyses lists.',
});

@Injectable()
export class TrichoanalysesService {
  constructor(
    private readonly trichoanalyses: TrichoanalysesRepository,
    private readonly patients: PatientsService,
    private readonly pages: Pages,
  ) {}

  /** Lists trichoanalyses, newest first, each with the changes since the previous and the first one of its region. */
  async list(patientId: string, query: TrichoanalysisQuery): Promise<Page<TrichoanalysisInSeries>> {
    const { timeZone } = getCurrentPrincipal().clinic;
    const region = query.region ?? null;
    await this.patients.require(patientId);
    return this.pages.read(query, {
      rows: (after: TrichoanalysisPosition | null, limit) => this.trichoanalyses.list(patientId, region, after, limit),
      position: ({ position }) => position,
      item: (row) => toSeriesItem(row, timeZone),
      total: () => this.trichoanalyses.count(patientId, region),
    });
  }

  /** Lists the newest trichoanalysis of each region, with the changes since the previous and the first one of the region. */
  async listNewest(patientId: string): Promise<TrichoanalysisInSeries[]> {
    const found = await this.trichoanalyses.list(patientId, null, null, MOST_TRICHOANALYSES);
    const newest = regions.flatMap((region) => found.find(({ record }) => record.region === region) ?? []);
    return newest.map((row) => toSeriesItem(row, getCurrentPrincipal().clinic.timeZone));
  }

  /** Lists every trichoanalysis in the order in which they were recorded, including those entered in error. */
  listAll(patientId: string, query: PageQuery): Promise<Page<TrichoanalysisResponse>> {
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.trichoanalyses.listAll(patientId, after, limit),
      position: (record) => record.id,
      item: toTrichoanalysisResponse,
    });
  }

  async compare(patientId: string, query: ComparisonQuery): Promise<TrichoanalysisComparisonResponse> {
    const [, found] = await Promise.all([this.patients.require(patientId), this.trichoanalyses.find(patientId, [query.from, query.to])]);
    const [from, to] = selectPair(found, query);
    return {
      patientId,
      region: from.region,
      from: toTrichoanalysisResponse(from),
      to: toTrichoanalysisResponse(to),
      days: countClinicDays(from.performedAt, to.performedAt, getCurrentPrincipal().clinic.timeZone),
      measures: listMeasureChanges(from.findings, to.findings),
      findings: listFindingChanges(from.findings, to.findings),
      cautions: listCautions(from.findings, to.findings),
    };
  }

  /** Lists the patient's trichoanalyses of every region, oldest first, including those of drafts but not those entered in error. */
  listLooks(patientId: string): Promise<RegionLook[]> {
    return this.trichoanalyses.listAllLooks(patientId);
  }

  async chart(patientId: string, { region, measure }: TrichoanalysisChartQuery): Promise<FileAnswer> {
    const [, looks] = await Promise.all([this.patients.require(patientId), this.trichoanalyses.listLooks(patientId, region)]);
    return createChartAnswer(patientId, buildMeasureChart(measure, region, looks, getCurrentPrincipal().clinic.timeZone));
  }
}

/** Answers the two trichoanalyses where they are of one region; otherwise the errors in the parameters. */
const selectPair = (found: readonly TrichoanalysisRecord[], query: ComparisonQuery): [TrichoanalysisRecord, TrichoanalysisRecord] => {
  const named = (id: string): TrichoanalysisRecord | undefined => found.find((item) => item.id === id.toLowerCase());
  const [from, to] = [named(query.from), named(query.to)];
  if (!from || !to) throw createInvalidInputFailure([...(from ? [] : [createUnknownError('from')]), ...(to ? [] : [createUnknownError('to')])]);
  if (from.id === to.id)
    throw createInvalidInputFailure([
      { pointer: '?to', code: 'same-trichoanalysis', detail: 'A trichoanalysis is compared with another one: name two different ids.' },
    ]);
  if (from.region !== to.region) {
    throw createInvalidInputFailure([
      { pointer: '?to', code: 'other-region', detail: `It is of another region than "from", which is of the ${from.region}: name two of one region.` },
    ]);
  }
  return [from, to];
};
