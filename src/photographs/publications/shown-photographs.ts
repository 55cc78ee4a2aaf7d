import { Injectable } from '@nestjs/common';
import type { PublishedPhotographs, ShownPhotograph } from '../../patients/index.js';
import { PublicationsRepository } from './publications.repository.js';

/** What the public can see of a patient, for the consent that it rests on. */
@Injectable()
export class ShownPhotographs implements PublishedPhotographs {
  constructor(private readonly publications: PublicationsRepository) {}

  async ofPatient(patientId: string): Promise<ShownPhotograph[]> {
    const shown = await this.publications.shown(patientId);
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
