/** Suggests meanings of words that are not understood. */
import { listMeantWords } from '../codes/typos.js';
import type { Lexicon } from './lexicon.js';
import { foldWord, tokenizeText } from './tokens.js';

export interface Alternative<Meaning> {
  meaning: Meaning;
  /** The word that the suggestion may explain, as typed. */
  words: string;
}

const MOST_SPELLINGS = 4;
const MOST_ALTERNATIVES = 8;
/** The amount by which the score decreases for each further spelling. */
const LESS_PER_SPELLING = 0.1;

/** Finds suggestions, the best first: those whose names share most words with the line. */
export const listAlternativesOfLine = <Meaning>(lexicon: Lexicon<Meaning>, unexplained: readonly string[], line: string): Alternative<Meaning>[] => {
  const inLine = new Set(tokenizeText(line).map(({ word }) => word));
  const best = new Map<Meaning, { words: string; score: number }>();
  for (const words of unexplained) {
    const word = foldWord(words);
    const spellings = lexicon.byWord.has(word) ? [word] : listMeantWords(word, lexicon.byWord.keys()).slice(0, MOST_SPELLINGS);
    spellings.forEach((spelling, order) => {
      for (const term of lexicon.byWord.get(spelling) ?? []) {
        const shared = term.words.filter((word) => word === spelling || inLine.has(word)).length;
        const score = shared / term.words.length - order * LESS_PER_SPELLING;
        for (const meaning of term.meanings) if ((best.get(meaning)?.score ?? -Infinity) < score) best.set(meaning, { words, score });
      }
    });
  }
  return [...best]
    .sort(([, a], [, b]) => b.score - a.score)
    .slice(0, MOST_ALTERNATIVES)
    .map(([meaning, { words }]) => ({ meaning, words }));
};
