/** A clinical answer: silence is `unknown`, never `no`. */
export const answers = ['yes', 'no', 'unknown'] as const;
export type Answer = (typeof answers)[number];
