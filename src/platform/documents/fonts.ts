/**
 * The typefaces of documents, in the order in which they are tried for a character: Noto Sans has Latin, Greek and Cyrillic, each of the
 * others one script. What none of them has is looked for among the fonts of the machine.
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

/** The packages that hold them. */
export const fontPackages: readonly string[] = ['@expo-google-fonts/noto-sans', ...scripts.map(([name]) => `@expo-google-fonts/noto-sans-${name}`)];

/** The names by which templates call them. */
export const fontFamilies: readonly string[] = ['Noto Sans', ...scripts.map(([, family]) => `Noto Sans ${family}`)];
