import { declareEnumeration } from './enumeration.js';

/** The treatments of the clinic: injections into the scalp, and pigment in it. */
export const treatments = declareEnumeration('Treatment', ['mesotherapy', 'scalp-micropigmentation']);
export type Treatment = (typeof treatments)[number];
