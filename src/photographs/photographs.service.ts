import { Injectable } from '@nestjs/common';
import { ConsultationsService } from '../consultations/index.js';
import { Clock } from '../kernel/clock.js';
import { createFailure, createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure } from '../kernel/failure.js';
import { createId } from '../kernel/id.js';
import { ConsentsService, PatientsService } from '../patients/index.js';
import {
  getCurrentPrincipal,
  type EnteredInErrorInput,
  FileAnswer,
  validateLifeDates,
  type Page,
  Pages,
  requireVersion,
  toActor,
} from '../platform/http/index.js';
import { Blobs, Pictures, pictureTypes, requireMediaType } from '../platform/storage/index.js';
import type { PhotographInput, PhotographQuery, PhotographResponse } from './photograph.dto.js';
import type { KeptType } from './domain/photograph.js';
import { PhotographsRepository, type PhotographRecord } from './photographs.repository.js';

@Injectable()
export class PhotographsService {
  constructor(
    private readonly photographs: PhotographsRepository,
    private readonly patients: PatientsService,
    private readonly consents: ConsentsService,
    private readonly consultations: ConsultationsService,
    private readonly blobs: Blobs,
    private readonly pictures: Pictures,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores a photograph. The picture is processed before the first statement, so that no database connection waits for it. Its content is
   * durable before its row is written: a process that ends between the two leaves unreferenced content, which is swept.
   */
  async add(patientId: string, input: PhotographInput): Promise<PhotographResponse> {
    const now = this.clock.now();
    const takenAt = new Date(input.takenAt);
    if (takenAt > now)
      throw createInvalidInputFailure([
        { pointer: '/takenAt', code: 'in-the-future', detail: 'The photograph lies in the future: send now, or an instant before.' },
      ]);
    const mediaType = requireMediaType(input.file.content, pictureTypes, '/file');
    const picture = await this.pictures.prepare(input.file.content, mediaType);
    const patient = await this.patients.requireWritable(patientId);
    const consultationId = input.consultationId ?? null;
    const errors = [
      ...validateLifeDates(input, patient, getCurrentPrincipal().clinic.timeZone),
      ...(consultationId === null ? [] : await this.consultations.validateReference(patientId, consultationId)),
    ];
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    const consentId = await this.consents.require(patientId, { kind: 'photography-record', treatment: null }, takenAt);
    const content = await this.blobs.keep(picture.content);
    const thumbnail = await this.blobs.keep(picture.thumbnail.content);
    const record: PhotographRecord = {
      id: createId(),
      patientId,
      consultationId,
      consentId,
      region: input.region,
      angle: input.angle,
      takenAt,
      note: input.note ?? null,
      contentHash: content.hash,
      mediaType: picture.mediaType as KeptType,
      width: picture.width,
      height: picture.height,
      byteSize: content.byteSize,
      thumbnailHash: thumbnail.hash,
      thumbnailWidth: picture.thumbnail.width,
      thumbnailHeight: picture.thumbnail.height,
      thumbnailByteSize: thumbnail.byteSize,
      status: 'current',
      errorReason: null,
      errorRecordedBy: null,
      errorRecordedAt: null,
      recordedBy: getCurrentPrincipal().id,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
    await this.photographs.insert(record);
    return toResponse(record);
  }

  async list(patientId: string, query: PhotographQuery): Promise<Page<PhotographResponse>> {
    const region = query.region ?? null;
    const [, page] = await Promise.all([
      this.patients.require(patientId),
      this.pages.read(query, {
        rows: (after: string | null, limit) => this.photographs.list(patientId, region, after, limit),
        position: (record) => record.id,
        item: toResponse,
        total: () => this.photographs.count(patientId, region),
      }),
    ]);
    return page;
  }

  /** Finds, among the ids, those of the patient's photographs that were not entered in error. */
  listCurrentAmong(patientId: string, ids: readonly string[]): Promise<Set<string>> {
    return this.photographs.listCurrentAmong(patientId, ids);
  }

  /** Finds when the newest photograph of the patient was taken; null where there is none. */
  findNewestTakenAt(patientId: string): Promise<Date | null> {
    return this.photographs.findNewestTakenAt(patientId);
  }

  /** Lists all photographs that are part of the patient's record, in the order in which they were taken. */
  async listCurrent(patientId: string): Promise<PhotographResponse[]> {
    return (await this.photographs.listCurrent(patientId)).map(toResponse);
  }

  async get(photoId: string): Promise<PhotographResponse> {
    return toResponse(await this.find(photoId));
  }

  async getContent(photoId: string): Promise<FileAnswer> {
    const { contentHash: hash, byteSize, mediaType, patientId } = await this.findShown(photoId);
    return new FileAnswer({ body: this.blobs.getContent({ hash, byteSize }), mediaType, patientId, etag: `"${hash}"` });
  }

  async getThumbnail(photoId: string): Promise<FileAnswer> {
    const { thumbnailHash: hash, thumbnailByteSize: byteSize, patientId } = await this.findShown(photoId);
    return new FileAnswer({ body: this.blobs.getContent({ hash, byteSize }), mediaType: 'image/webp', patientId, etag: `"${hash}"` });
  }

  /** Marks a photograph as entered in error. Its data and the reason stay on record. */
  async enterInError(photoId: string, { reason }: EnteredInErrorInput): Promise<PhotographResponse> {
    const record = await this.photographs.lock(photoId);
    if (!record) throw createNotFoundFailure('photo');
    requireVersion(record.version);
    if (record.status === 'entered-in-error') throw createInvalidTransitionFailure('The photograph was entered in error already.', []);
    await this.patients.requireWritable(record.patientId);
    const now = this.clock.now();
    const next: PhotographRecord = {
      ...record,
      status: 'entered-in-error',
      errorReason: reason,
      errorRecordedBy: getCurrentPrincipal().id,
      errorRecordedAt: now,
      updatedAt: now,
      version: record.version + 1,
    };
    await this.photographs.markAsError(next);
    return toResponse(next);
  }

  private async find(photoId: string): Promise<PhotographRecord> {
    const record = await this.photographs.find(photoId);
    if (!record) throw createNotFoundFailure('photo');
    return record;
  }

  private async findShown(photoId: string): Promise<PhotographRecord> {
    const record = await this.find(photoId);
    if (record.status === 'entered-in-error') throw createFailure('gone', 'The photograph was entered in error: it is not shown any more.');
    return record;
  }
}

const toResponse = (record: PhotographRecord): PhotographResponse => ({
  id: record.id,
  patientId: record.patientId,
  consultationId: record.consultationId,
  consentId: record.consentId,
  region: record.region,
  angle: record.angle,
  takenAt: record.takenAt.toISOString(),
  note: record.note,
  mediaType: record.mediaType,
  width: record.width,
  height: record.height,
  byteSize: record.byteSize,
  sha256: record.contentHash,
  thumbnail: { width: record.thumbnailWidth, height: record.thumbnailHeight, byteSize: record.thumbnailByteSize },
  status: record.status,
  enteredInError:
    record.errorReason === null ? null : { reason: record.errorReason, by: toActor(record.errorRecordedBy!), at: record.errorRecordedAt!.toISOString() },
  recordedBy: toActor(record.recordedBy),
  createdAt: record.createdAt.toISOString(),
  updatedAt: record.updatedAt.toISOString(),
  version: record.version,
});
