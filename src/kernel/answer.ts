import { declareEnumeration } from './enumeration.js';

/** A clinical answer. A question without an answer is `unknown`, never `no`. */
export const answers = declareEnumeration('YesNoUnknown', ['yes', 'no', 'unknown']);
export type Answer = (typeof answers)[number];

/** Whether a person agreed to something or was told of it. */
export const yesOrNo = declareEnumeration('YesNo', ['yes', 'no']);
export type YesNo = (typeof yesOrNo)[number];
