import { Injectable } from '@nestjs/common';
import { createNotFoundFailure } from '../../kernel/failure.js';
import { Pages, type Page, type PageQuery, toActor } from '../../platform/http/index.js';
import { readVersionsPage } from '../../platform/signing/index.js';
import { ConsultationsRepository } from '../consultations.repository.js';
import type { ConsultationVersionResponse } from './signing.dto.js';
import { createFirstVersion } from './version.js';
import { VersionsRepository } from './versions.repository.js';

/** The signed versions of consultations. */
@Injectable()
export class SignedVersions {
  constructor(
    private readonly consultations: ConsultationsRepository,
    private readonly versions: VersionsRepository,
    private readonly pages: Pages,
  ) {}

  /** Lists every signed version, oldest first. */
  async list(consultationId: string, query: PageQuery): Promise<Page<ConsultationVersionResponse>> {
    const record = await this.consultations.find(consultationId);
    if (!record) throw createNotFoundFailure('consultation');
    return readVersionsPage(this.pages, query, {
      kept: (after, limit) => this.versions.list(consultationId, after, limit),
      first: record.versionNumber === null && record.signedAt !== null ? createFirstVersion(record) : null,
      total: record.versionNumber ?? (record.signedAt === null ? 0 : 1),
      item: ({ signedBy, takenOverFrom, difference, ...version }) => ({
        ...version,
        patientId: record.patientId,
        signedBy: toActor(signedBy),
        takenOverFrom: toActor(takenOverFrom),
        difference: difference ?? [],
      }),
    });
  }
}
