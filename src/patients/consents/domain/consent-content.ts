import { enumOf } from '../../../kernel/enumeration.js';

export const consentKinds = enumOf('ConsentKind', ['treatment', 'photography-record', 'photography-publication', 'data-sharing']);

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
export const documentTypes = enumOf('ConsentDocumentType', ['application/pdf', 'image/jpeg', 'image/png']);

export type DocumentType = (typeof documentTypes)[number];
