/** A photograph that the public can see. */
export interface ShownPhotograph {
  publicationId: string;
  photoId: string;
  consentId: string;
  place: string;
  url: string | null;
  publishedAt: string;
}

/** A port: what was published on a consent. The photographs, which rest on the consents, give it (`ports.module.ts`). */
export abstract class PublishedPhotographs {
  /** The patient's photographs that were published and not taken down, the first first. */
  abstract ofPatient(patientId: string): Promise<ShownPhotograph[]>;
}
