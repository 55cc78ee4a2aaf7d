import { enumOf } from './enumeration.js';

/** The languages in which texts for people are made, the default first. */
export const languages = enumOf('Language', ['en', 'hi']);
export type Language = (typeof languages)[number];

export const isLanguage = (text: unknown): text is Language => languages.includes(text as Language);

/** The language of a BCP 47 tag such as `hi-IN`, where texts are made in it; else the default. */
export const languageOfTag = (tag: string | null | undefined): Language => {
  const language = tag?.split('-')[0]!.toLowerCase();
  return isLanguage(language) ? language : languages[0];
};
