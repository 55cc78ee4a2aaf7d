import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createInvalidInputFailure, type FieldError } from '../../kernel/failure.js';
import { PatientsService } from '../../patients/index.js';
import { computeContentTag, FileAnswer, getCurrentPrincipal, Pages, type Page } from '../../platform/http/index.js';
import { Blobs, Pictures } from '../../platform/storage/index.js';
import { listPairs } from '../domain/pairs.js';
import type { PhotographResponse } from '../photograph.dto.js';
import { PhotographsService } from '../photographs.service.js';
import type { PhotographPair, PhotographPairQuery, SideBySideQuery } from './pair.dto.js';

const createUnknownError = (name: keyof SideBySideQuery): FieldError => ({
  pointer: `?${name}`,
  code: 'unknown-photograph',
  detail: 'This patient has no such photograph on record: name one that GET /v1/patients/{patientId}/photograph-pairs lists.',
});

/** Shows photographs of one region and angle beside each other. What was entered in error is in no pair. */
@Injectable()
export class PhotographPairsService {
  constructor(
    private readonly photographs: PhotographsService,
    private readonly patients: PatientsService,
    private readonly blobs: Blobs,
    private readonly pictures: Pictures,
    private readonly pages: Pages,
  ) {}

  async list(patientId: string, query: PhotographPairQuery): Promise<Page<PhotographPair>> {
    const [, photographs] = await Promise.all([this.patients.require(patientId), this.photographs.listCurrent(patientId)]);
    const { region: regions, angle: angles } = query;
    const shown = photographs.filter(({ region, angle }) => (regions?.includes(region) ?? true) && (angles?.includes(angle) ?? true));
    const pairs = listPairs(shown, getCurrentPrincipal().clinic.timeZone).map((pair, index): PhotographPair & { index: number } => ({
      index,
      region: pair.before.region,
      angle: pair.before.angle,
      ...pair,
    }));
    return this.pages.read(query, {
      rows: (after: number | null, limit) => Promise.resolve(pairs.filter(({ index }) => after === null || index > after).slice(0, limit)),
      position: ({ index }) => index,
      item: ({ index: _index, ...pair }) => pair,
      total: () => Promise.resolve(pairs.length),
    });
  }

  /** Answers both photographs as one picture. It is made only for a caller who does not have it. */
  async showSideBySide(patientId: string, query: SideBySideQuery): Promise<FileAnswer> {
    const [, photographs] = await Promise.all([this.patients.require(patientId), this.photographs.listCurrent(patientId)]);
    const [before, after] = selectPair(photographs, query);
    const open = async ({ sha256, byteSize }: PhotographResponse): Promise<Buffer> =>
      buffer(await this.blobs.getContent({ hash: sha256, byteSize }).open(null));
    return new FileAnswer({
      body: { make: async () => Readable.from([await this.pictures.joinPair(await open(before), await open(after))]) },
      mediaType: 'image/jpeg',
      patientId,
      etag: computeContentTag(`${before.sha256} ${after.sha256}`),
    });
  }
}

/** Answers the two photographs where they are of one region and angle; otherwise the errors in the parameters. */
const selectPair = (photographs: readonly PhotographResponse[], query: SideBySideQuery): [PhotographResponse, PhotographResponse] => {
  const find = (id: string): PhotographResponse | undefined => photographs.find((photograph) => photograph.id === id.toLowerCase());
  const [before, after] = [find(query.before), find(query.after)];
  if (!before || !after) throw createInvalidInputFailure([...(before ? [] : [createUnknownError('before')]), ...(after ? [] : [createUnknownError('after')])]);
  if (before.id === after.id || before.region !== after.region || before.angle !== after.angle) {
    const detail = `Name two different photographs of one region and angle; "before" is of the region ${before.region} and the angle ${before.angle}.`;
    throw createInvalidInputFailure([{ pointer: '?after', code: 'not-allowed', detail }]);
  }
  return [before, after];
};
