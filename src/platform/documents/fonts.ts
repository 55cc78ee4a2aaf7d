/**
 * The typefaces of documents, in the order in which they are tried for a character. Noto Sans has Latin, Greek and Cyrillic; each of the others has one script.
 * A character that none of them has is looked for in the fonts of the machine.
 */
const scripts = [
  ['devanagari', 'Devanagari'],
  ['arabic', 'Arabic'],
  ['bengali', 'Bengali'],
  ['gujarati', 'Gujarati'],
  ['gurmukhi', 'Gurmukhi'],
  ['hebrew', 'Hebrew'],
  ['kannada', 'Kannada'],
  ['malayalam', 'Malayalam'],
  ['oriya', 'Oriya'],
  ['sinhala', 'Sinhala'],
  ['tamil', 'Tamil'],
  ['telugu', 'Telugu'],
  ['thai', 'Thai'],
] as const;

/** The packages with the typefaces. */
export const fontPackages: readonly string[] = ['@expo-google-fonts/noto-sans', ...scripts.map(([name]) => `@expo-google-fonts/noto-sans-${name}`)];

/** The names of the typefaces in templates. */
export const fontFamilies: readonly string[] = ['Noto Sans', ...scripts.map(([, family]) => `Noto Sans ${family}`)];
