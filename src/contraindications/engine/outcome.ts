/** From the mildest to the gravest. */
export const outcomes = ['clear', 'caution', 'needs-data', 'contraindicated'] as const;

export type Outcome = (typeof outcomes)[number];
