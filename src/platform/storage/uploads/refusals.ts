/** A colour profile larger than this is none that a camera writes. */
export const MOST_PROFILE_BYTES = 4_194_304;

/** Why a file is not taken. */
export type Refusal = 'damaged' | 'too-many-pixels' | 'several-pictures' | 'encrypted' | 'metadata-under-signature';

export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal);
  }
}

/** It cannot be read to its end. */
export class Damaged extends Refused {
  constructor() {
    super('damaged');
  }
}
