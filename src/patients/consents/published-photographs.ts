import { Injectable } from '@nestjs/common';

/** A photograph that the public can see. */
export interface ShownPhotograph {
  publicationId: string;
  photoId: string;
  consentId: string;
  place: string;
  url: string | null;
  publishedAt: string;
}

type Read = (patientId: string) => Promise<ShownPhotograph[]>;

/**
 * Where consents meet what was published on them. The photographs, which keep the publications and rest on the consents, say here how they are read;
 * so neither feature imports the other in a circle.
 */
@Injectable()
export class PublishedPhotographs {
  private read: Read | null = null;

  use(read: Read): void {
    if (this.read) throw new Error('What was published is read in one way.');
    this.read = read;
  }

  /** The patient's photographs that were published and not taken down, the first first. */
  async of(patientId: string): Promise<ShownPhotograph[]> {
    return this.read ? this.read(patientId) : [];
  }
}
