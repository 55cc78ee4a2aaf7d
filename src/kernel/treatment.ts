/** What the clinic offers: injections into the scalp, and pigment in it. */
export const treatments = ['mesotherapy', 'scalp-micropigmentation'] as const;
export type Treatment = (typeof treatments)[number];
