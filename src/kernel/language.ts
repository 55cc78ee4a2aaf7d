import { declareEnumeration } from './enumeration.js';

/** The languages of texts for people, the default first. */
export const languages = declareEnumeration('Language', ['en', 'hi']);
export type Language = (typeof languages)[number];

export const isLanguage = (text: unknown): text is Language => languages.includes(text as Language);

/** Chooses the first supported language from tags and from lists such as `hi-IN, en;q=0.8`; the default where none is supported. */
export const chooseLanguage = (...wishes: readonly (string | null | undefined)[]): Language => {
  const named = wishes.flatMap((wish) => (wish ?? '').split(/[\s,]+/).map((tag) => tag.split(/[-;]/)[0]!.toLowerCase()));
  return named.find(isLanguage) ?? languages[0];
};
