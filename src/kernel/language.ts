import { enumOf } from './enumeration.js';

/** The languages in which texts for people are made, the default first. */
export const languages = enumOf('Language', ['en', 'hi']);
export type Language = (typeof languages)[number];
