/** Matches schedules and dates, which their form explains. */
const schedulePattern = /(?<![\d.])(?:\d(?:\.\d|\/\d)?\s?[-–—]\s?){2,3}\d(?:\/\d)?(?![\d.%])/g;
const datePattern = /\b(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})\b/g;
export const codePattern = /\b[A-V]\d{2}[A-Z]{2}\d{2}\b/gi;
/** Normalizes the marks of a text. A hyphen within a word joins, between words it separates; a full stop separates at the end of a sentence. */
export const normalizePunctuation = (text: string): string =>
  text
    .replace(datePattern, ' ')
    .replace(schedulePattern, ' ')
    // "Feeding tube no. 7" names a size and denies nothing.
    .replace(/\bno\.?\s*(?=\d)/gi, ' ')
    // Packs of ten: "10's", "20,S", "30s".
    .replace(/(\d)(?:['’`´,]\s?s|s)\b/gi, '$1 ')
    // A hyphen with a space on one side, beside a number or the letters of a brand family: "1- AL", "Nupenta -DSR".
    .replace(/^(\s*\d)[-–—]\s+(?=\p{L})/u, '$1 ')
    .replace(/(\p{L})\s+-(?=(?!no\b)[a-z]{1,3}\b)/giu, '$1 ')
    .replace(/(\S)[-–—](?=\S)/g, '$1 ')
    .replace(/([\p{L}\p{M}]{5,}|\d)\.\s+(?=\p{L})/gu, '$1 ; ')
    .replace(/\./g, (dot, at: number, whole: string) => (/\d/.test(whole[at - 1] ?? '') && /\d/.test(whole[at + 1] ?? '') ? dot : ' '))
    .replace(/\n/g, ' ; ')
    .replace(/।/g, ' ; ');

/** Marks that separate two items. */
export const hardMarks = new Set([',', ';', '+', '&', '|']);
