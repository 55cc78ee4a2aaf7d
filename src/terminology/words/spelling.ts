/** Finds the word of a vocabulary that a mistyped word was probably meant to be. */

/** The shortest word that is corrected. A shorter word has too many neighbours. */
const SHORTEST_MEANT = 6;

/** Whether one added, missing or changed letter, or two swapped neighbours, turn one word into the other. */
const isOneErrorFrom = (one: string, other: string): boolean => {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || short === long) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
};

/** Finds the words of a vocabulary that are one error away. The first letter must be right. */
const listNearWords = (word: string, vocabulary: Iterable<string>): string[] => {
  if (word.length < SHORTEST_MEANT || /\d/.test(word)) return [];
  const near: string[] = [];
  for (const known of vocabulary) if (known[0] === word[0] && known.length >= SHORTEST_MEANT && isOneErrorFrom(word, known)) near.push(known);
  return near;
};

/** The only word that can be meant; null where there is none, or more than one. */
export const findMeantWord = (word: string, vocabulary: Iterable<string>): string | null => {
  const near = listNearWords(word, vocabulary);
  return near.length === 1 ? near[0]! : null;
};
