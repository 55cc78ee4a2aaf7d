/** Reads dates and durations in a typed line: "since 2015", "x 2 yrs", "3 months ago", "2 साल से". */
import { foldAll, foldWord, type Token } from './tokens.js';

/** The meanings of a time. `lasting`: up to now. `ended`: some years ago, or up to a time that has passed. `time`: a time that says neither. */
export type TimeMeaning = 'lasting' | 'ended' | 'time';

export interface ParsedTime {
  /** The meaning of each token as a time; null where it has none. */
  meanings: (TimeMeaning | null)[];
}

const years = foldAll(['year', 'years', 'yr', 'yrs', 'y', 'decade', 'decades', 'saal', 'sal', 'varsh', 'साल', 'वर्ष', 'सालों']);
const shorter = foldAll([
  ...['month, months, mth, mths, mo, mon, week, weeks, wk, wks, day, days, hour, hours, hrs, hr'],
  ...['mahine', 'mahina', 'hafte', 'din', 'महीने', 'महीना', 'हफ्ते', 'दिन'],
]);
const amounts = foldAll([
  ...['one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, fifteen, twenty, few, several, many, couple, some'],
  ...['last', 'past', 'this', 'ek', 'do', 'teen', 'char', 'paanch', 'एक', 'दो', 'तीन', 'चार', 'पांच', 'दस', 'half'],
]);
const leads = foldAll([
  'since, for, from, x, over, last, past, about, approx, approximately, around, nearly, almost, more, less, than, the, of, duration',
  'within, during, in, on, at, till, until, upto, before, after, year, a, pichle, पिछले',
]);
const lastingLeads = foldAll(['since', 'for', 'from', 'x', 'last', 'past', 'over', 'pichle', 'पिछले']);
const endingLeads = foldAll(['till', 'until', 'upto', 'before']);
const tails = foldAll(['ago, back, old, duration, pehle, pahle, se, से, पहले, earlier, of, age, history, before, now, standing, more, plus']);
const agoTails = foldAll(['ago', 'back', 'pehle', 'pahle', 'पहले', 'earlier', 'before']);
const lastingTails = foldAll(['se', 'से', 'duration', 'standing']);
const months = foldAll([
  ...['jan', 'feb', 'mar', 'apr', 'jun', 'jul', 'aug', 'sep', 'sept', 'oct', 'nov', 'dec'],
  ...['january, february, march, april, may, june, july, august, september, october, november, december'],
]);
const lastingPhrases: readonly (readonly string[])[] = [
  ['since', 'childhood'],
  ['since', 'birth'],
  ['from', 'birth'],
  ['from', 'childhood'],
  ['since', 'long'],
  ['since', 'long', 'time'],
  ['long', 'time'],
  ['long', 'term'],
  ['long', 'standing'],
  ['longstanding'],
  ['since', 'many', 'years'],
  ['till', 'date'],
  ['till', 'now'],
  ['lifelong'],
  ['since', 'teens'],
  ['since', 'menopause'],
  ['since', 'puberty'],
  ['बचपन', 'से'],
  ['bachpan', 'se'],
].map((words) => words.map(foldWord));
const timePhrases: readonly (readonly string[])[] = [
  ['in', 'childhood'],
  ['childhood'],
  ['at', 'birth'],
  ['recently'],
  ['recent'],
  ['today'],
  ['yesterday'],
  ['currently'],
  ['current'],
  ['at', 'present'],
  ['presently'],
  ['ongoing'],
  ['long', 'ago'],
].map((words) => words.map(foldWord));

const isYear = (word: string): boolean => /^(19|20)\d{2}$/.test(word);
const isNumber = (word: string): boolean => /^\d{1,3}(\.\d{1,2})?$/.test(word) || amounts.has(word);
const together = /^x?\d{1,3}(?:\.\d)?(?:(y|yr|yrs|year|years)|(?:m|mth|mths|mo|month|months|w|wk|wks|week|weeks|d|day|days|hr|hrs))$/;

const countPhraseWords = (tokens: readonly Token[], at: number, phrases: readonly (readonly string[])[]): number =>
  Math.max(
    0,
    ...phrases.map((phrase) => (phrase.every((word, index) => tokens[at + index]?.kind === 'word' && tokens[at + index]!.word === word) ? phrase.length : 0)),
  );

interface Stretch {
  length: number;
  inYears: boolean;
  /** Whether it is a duration, not a date. */
  amount: boolean;
}

/** Reads a date, a year or a duration that begins at a token. */
const findStretchAt = (tokens: readonly Token[], at: number): Stretch | null => {
  const word = (offset: number): string => (tokens[at + offset]?.kind === 'word' ? tokens[at + offset]!.word : '');
  if (tokens[at]?.kind === 'date') return { length: 1, inYears: true, amount: false };
  if (isYear(word(0))) return { length: 1, inYears: true, amount: false };
  if (months.has(word(0)) && (isYear(word(1)) || /^\d{1,2}$/.test(word(1))))
    return { length: isYear(word(1)) || !isYear(word(2)) ? 2 : 3, inYears: true, amount: false };
  if (/^\d{1,2}(st|nd|rd|th)?$/.test(word(0)) && months.has(word(1))) return { length: isYear(word(2)) ? 3 : 2, inYears: true, amount: false };
  const compact = together.exec(word(0));
  if (compact) return { length: 1, inYears: compact[1] !== undefined, amount: true };
  if (word(0) === 'age' && /^\d{1,3}$/.test(word(1))) return { length: 2, inYears: true, amount: false };
  if (!isNumber(word(0)) && !/^x\d{1,2}$/.test(word(0))) return null;
  let length = 1;
  while (length < 4 && (isNumber(word(length)) || word(length) === 'to' || word(length) === 'of' || tokens[at + length]?.kind === 'or')) length++;
  if (years.has(word(length))) return { length: length + 1, inYears: true, amount: true };
  return shorter.has(word(length)) ? { length: length + 1, inYears: false, amount: true } : null;
};

const chooseTimeMeaning = (stretch: Stretch, before: readonly string[], after: readonly string[]): TimeMeaning => {
  if (before.some((word) => endingLeads.has(word))) return 'ended';
  if (after.some((word) => agoTails.has(word))) return before.includes('since') || !stretch.inYears ? 'time' : 'ended';
  if (before.some((word) => lastingLeads.has(word)) || after.some((word) => lastingTails.has(word))) return 'lasting';
  return 'time';
};

/** Finds the meaning of each token of a line as a time. */
export const parseTimes = (tokens: readonly Token[]): ParsedTime => {
  const meanings: (TimeMeaning | null)[] = tokens.map(() => null);
  for (let at = 0; at < tokens.length; at++) {
    if (meanings[at] !== null) continue;
    const lasting = countPhraseWords(tokens, at, lastingPhrases);
    const told = lasting > 0 ? lasting : countPhraseWords(tokens, at, timePhrases);
    if (told > 0) {
      meanings.fill(lasting > 0 ? 'lasting' : 'time', at, at + told);
      continue;
    }
    const stretch = findStretchAt(tokens, at);
    if (!stretch) continue;
    let from = at;
    while (from > 0 && meanings[from - 1] === null && tokens[from - 1]!.kind === 'word' && leads.has(tokens[from - 1]!.word)) from--;
    let to = at + stretch.length;
    while (stretch.amount && to < tokens.length && tokens[to]!.kind === 'word' && tails.has(tokens[to]!.word)) to++;
    const wordsOf = (start: number, end: number) => tokens.slice(start, end).map(({ word }) => word);
    const opening = tokens[at]!.word;
    const before = [...wordsOf(from, at), ...(lastingLeads.has(opening) ? [opening] : []), ...(/^x\d/.test(opening) ? ['x'] : [])];
    meanings.fill(chooseTimeMeaning(stretch, before, wordsOf(at + stretch.length, to)), from, to);
  }
  return { meanings };
};
