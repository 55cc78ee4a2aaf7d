/** The languages of explanations and questions, the default first. */
export const languages = ['en', 'hi'] as const;
export type Language = (typeof languages)[number];
