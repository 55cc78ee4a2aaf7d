import { declareEnumeration } from '../../../kernel/enumeration.js';

export const consentKinds = declareEnumeration('ConsentKind', ['treatment', 'photography-record', 'photography-publication', 'data-sharing']);

export type ConsentKind = (typeof consentKinds)[number];

/** The person who signed. */
export interface Signatory {
  name: string;
  relationship: string;
}

/** The witness of the signature. */
export interface Witness {
  name: string;
  role?: string;
}

/** The media types that a signed document may have. */
export const documentTypes = declareEnumeration('ConsentDocumentType', ['application/pdf', 'image/jpeg', 'image/png']);

export type DocumentType = (typeof documentTypes)[number];
