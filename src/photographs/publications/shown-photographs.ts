import { Injectable } from '@nestjs/common';
import type { PublishedPhotographs, ShownPhotograph } from '../../patients/index.js';
import { PublicationsRepository } from './publications.repository.js';

/** Finds the photographs of a patient that the public can see, for the withdrawal of the consent. */
@Injectable()
export class ShownPhotographs implements PublishedPhotographs {
  constructor(private readonly publications: PublicationsRepository) {}

  async listByPatient(patientId: string): Promise<ShownPhotograph[]> {
    const shown = await this.publications.listShown(patientId);
    return shown.map(({ id, photoId, consentId, place, url, publishedAt }) => ({
      publicationId: id,
      photoId,
      consentId,
      place,
      url,
      publishedAt: publishedAt.toISOString(),
    }));
  }
}
