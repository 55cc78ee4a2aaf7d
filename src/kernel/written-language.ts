/** Recognizes the language of a text by its letters. */

/** The scripts that stand for one language where this product is used. Latin stands for English. */
const scripts: readonly (readonly [script: RegExp, language: string])[] = [
  [/\p{Script=Latin}/gu, 'en'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Bengali}/gu, 'bn'],
  [/\p{Script=Gujarati}/gu, 'gu'],
  [/\p{Script=Gurmukhi}/gu, 'pa'],
  [/\p{Script=Kannada}/gu, 'kn'],
  [/\p{Script=Malayalam}/gu, 'ml'],
  [/\p{Script=Oriya}/gu, 'or'],
  [/\p{Script=Sinhala}/gu, 'si'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Telugu}/gu, 'te'],
  [/\p{Script=Thai}/gu, 'th'],
];

/** The BCP 47 tag of the language of most letters; null for a text without letters, and for scripts that many languages share. */
export const findWrittenLanguage = (text: string): string | null => {
  const counted = scripts.map(([script, language]) => ({ language, count: text.match(script)?.length ?? 0 }));
  const most = counted.reduce((best, one) => (one.count > best.count ? one : best));
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return most.count * 2 > letters ? most.language : null;
};

/** The name of a language in another one: `hi` in English is Hindi. An unknown tag stays as it is. */
export const describeLanguage = (tag: string, inLanguage: string): string => {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(tag.split('-')[0]!) ?? tag;
  } catch {
    return tag;
  }
};
