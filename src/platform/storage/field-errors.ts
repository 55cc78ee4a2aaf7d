import type { CodesOf, FieldErrorMeanings } from '../../kernel/field-error.js';

/** The errors of fields with files. */
export const fileFieldErrors = {
  damaged: 'The file cannot be read to its end.',
  'too-many-pixels': 'The picture has too many pixels.',
  'several-pictures': 'The file holds more than one picture.',
  encrypted: 'The document is encrypted.',
  'metadata-under-signature': 'The document is signed digitally and holds metadata, which cannot be taken out.',
  'too-costly': 'Reading the file takes more time or memory than any picture or paper needs.',
} as const satisfies FieldErrorMeanings;

declare module '../../kernel/field-error.js' {
  interface FieldErrorCodes extends CodesOf<typeof fileFieldErrors> {}
}
