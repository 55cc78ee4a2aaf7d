/** A photograph that is published at present. */
export interface ShownPhotograph {
  publicationId: string;
  photoId: string;
  consentId: string;
  place: string;
  url: string | null;
  publishedAt: string;
}

/** A port for the photographs that were published on a consent. The feature of photographs, which depends on consents, implements it (`ports.module.ts`). */
export abstract class PublishedPhotographs {
  /** Lists the patient's photographs that were published and not taken down, oldest publication first. */
  abstract listByPatient(patientId: string): Promise<ShownPhotograph[]>;
}
