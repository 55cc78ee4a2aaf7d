export const consentKinds = ['treatment', 'photography-record', 'photography-publication', 'data-sharing'] as const;

export type ConsentKind = (typeof consentKinds)[number];

/** Who signed. */
export interface Signatory {
  name: string;
  relationship: string;
}

/** Who was there when it was signed. */
export interface Witness {
  name: string;
  role?: string;
}

/** The kinds of files that a signed document may be. */
export const documentTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;

export type DocumentType = (typeof documentTypes)[number];
