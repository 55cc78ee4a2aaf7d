import { enumOf } from './enumeration.js';

/** A clinical answer: silence is `unknown`, never `no`. */
export const answers = enumOf('YesNoUnknown', ['yes', 'no', 'unknown']);
export type Answer = (typeof answers)[number];

/** What somebody agreed to, or was told, or not. */
export const yesOrNo = enumOf('YesNo', ['yes', 'no']);
export type YesNo = (typeof yesOrNo)[number];
