import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { ConsentsService, PatientsService } from '../../patients/index.js';
import { getCurrentPrincipal, Pages, requireVersion, type Page, toActor } from '../../platform/http/index.js';
import { PhotographsService } from '../photographs.service.js';
import type { PhotographPublicationInput, PublicationQuery, PhotographPublicationResponse, TakeDownInput } from './publication.dto.js';
import { PublicationsRepository, type PublicationRecord } from './publications.repository.js';

const toResponse = ({ publishedAt, takenDownAt, createdAt, updatedAt, ...record }: PublicationRecord): PhotographPublicationResponse => ({
  ...record,
  publishedAt: publishedAt.toISOString(),
  takenDownBy: toActor(record.takenDownBy),
  takenDownAt: takenDownAt?.toISOString() ?? null,
  recordedBy: toActor(record.recordedBy),
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

const createFutureFailure = (pointer: string) =>
  createInvalidInputFailure([{ pointer, code: 'in-the-future', detail: 'That lies in the future: send now, or an instant before.' }]);

/** Records the publications of photographs, and on which consent each is based: these must be taken down when the consent is withdrawn. */
@Injectable()
export class PublicationsService {
  constructor(
    private readonly publications: PublicationsRepository,
    private readonly photographs: PhotographsService,
    private readonly patients: PatientsService,
    private readonly consents: ConsentsService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /** Records a publication. The consent is locked until the transaction ends, so that it cannot be withdrawn in between. */
  async publish(photoId: string, { place, url, publishedAt }: PhotographPublicationInput): Promise<PhotographPublicationResponse> {
    const now = this.clock.now();
    const at = publishedAt === undefined ? now : new Date(publishedAt);
    if (at > now) throw createFutureFailure('/publishedAt');
    const photograph = await this.photographs.get(photoId);
    if (photograph.status === 'entered-in-error') throw createInvalidTransitionFailure('The photograph was entered in error: it is shown to nobody.', []);
    if (at < new Date(photograph.takenAt)) {
      throw createInvalidInputFailure([
        { pointer: '/publishedAt', code: 'out-of-range', detail: 'The photograph had not been taken by then: send its takenAt, or later.' },
      ]);
    }
    const { patientId } = photograph;
    await this.patients.requireWritable(patientId);
    const consentId = await this.consents.require(patientId, { kind: 'photography-publication', treatment: null }, at);
    const record: PublicationRecord = {
      id: createId(),
      patientId,
      photoId,
      consentId,
      place,
      url: url ?? null,
      publishedAt: at,
      takenDownAt: null,
      takenDownBy: null,
      takeDownNote: null,
      recordedBy: getCurrentPrincipal().id,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
    await this.publications.insert(record);
    return toResponse(record);
  }

  async get(publicationId: string): Promise<PhotographPublicationResponse> {
    const record = await this.publications.find(publicationId);
    if (!record) throw createNotFoundFailure('publication');
    return toResponse(record);
  }

  async list(patientId: string, query: PublicationQuery): Promise<Page<PhotographPublicationResponse>> {
    const which = query.public === true ? 'public' : 'all';
    const [, page] = await Promise.all([
      this.patients.require(patientId),
      this.pages.read(query, {
        rows: (after: string | null, limit) => this.publications.list(patientId, which, after, limit),
        position: (record) => record.id,
        item: toResponse,
        total: () => this.publications.count(patientId, which),
      }),
    ]);
    return page;
  }

  async takeDown(publicationId: string, { takenDownAt, note }: TakeDownInput): Promise<PhotographPublicationResponse> {
    const record = await this.publications.lock(publicationId);
    if (!record) throw createNotFoundFailure('publication');
    requireVersion(record.version);
    if (record.takenDownAt !== null) throw createInvalidTransitionFailure('It was taken down already.', []);
    const now = this.clock.now();
    const at = takenDownAt === undefined ? now : new Date(takenDownAt);
    if (at > now) throw createFutureFailure('/takenDownAt');
    if (at < record.publishedAt)
      throw createInvalidInputFailure([
        { pointer: '/takenDownAt', code: 'out-of-range', detail: 'It had not been published by then: send publishedAt, or later.' },
      ]);
    const takenDown = { takenDownAt: at, takenDownBy: getCurrentPrincipal().id, takeDownNote: note ?? null };
    const next: PublicationRecord = { ...record, ...takenDown, updatedAt: now, version: record.version + 1 };
    await this.publications.takeDown(next);
    return toResponse(next);
  }
}
