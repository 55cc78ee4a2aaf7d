import { Injectable } from '@nestjs/common';
import { notFound } from '../../kernel/failure.js';
import { Pages, type Page, type PageQuery, actor } from '../../platform/http/index.js';
import { pageOfVersions } from '../../platform/signing/index.js';
import { ConsultationsRepository } from '../consultations.repository.js';
import type { ConsultationVersionResponse } from './signing.dto.js';
import { firstVersion } from './version.js';
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
    if (!record) throw notFound('consultation');
    return pageOfVersions(this.pages, query, {
      kept: (after, limit) => this.versions.list(consultationId, after, limit),
      first: record.versionNumber === null && record.signedAt !== null ? firstVersion(record) : null,
      total: record.versionNumber ?? (record.signedAt === null ? 0 : 1),
      item: ({ signedBy, takenOverFrom, difference, ...version }) => ({
        ...version,
        patientId: record.patientId,
        signedBy: actor(signedBy),
        takenOverFrom: actor(takenOverFrom),
        difference: difference ?? [],
      }),
    });
  }
}
