/** Decides whether a text is acceptable as the reason of an override. Pure. */

/** The smallest number of different words in a reason. */
const FEWEST_WORDS = 2;
/** The smallest number of letters in a reason. A sign of Chinese, Japanese or Korean counts as three letters, because it is a syllable or a word. */
const FEWEST_LETTERS = 12;

const LETTERS_OF_A_SIGN = 3;

/** Why a text is not acceptable as a reason. */
export type Emptiness = 'too-short' | 'repeats-itself' | 'copies-the-rule';

/** The rule whose words a reason must not merely repeat. */
export interface OverriddenRule {
  ruleId: string;
  title: string;
}

/** Rows of the keyboard, to recognise filler text. */
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const SHORTEST_RUN = 4;

// The segmenter finds words also in scripts that put no spaces between words.
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

const signs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const letters = /[\p{L}\p{M}]/gu;

/** The words of a text, in lower case and in one Unicode form; a rule id is split into its words. */
const listWords = (text: string): string[] =>
  [...segmenter.segment(text.normalize('NFKC').toLowerCase().replaceAll(/[._-]/g, ' '))].flatMap(({ segment, isWordLike }) =>
    isWordLike && /\p{L}/u.test(segment) ? [segment] : [],
  );

const countLetters = (words: Iterable<string>): number =>
  [...words].reduce((sum, word) => {
    const all = word.match(letters)?.length ?? 0;
    const large = word.match(signs)?.length ?? 0;
    return sum + all + large * (LETTERS_OF_A_SIGN - 1);
  }, 0);

/** Whether a word is one repeated letter, or a run of neighbouring keys. */
const isTyped = (word: string): boolean => {
  const different = new Set(word.match(letters)).size;
  return (word.length > 2 && different === 1) || (word.length >= SHORTEST_RUN && rows.some((row) => row.includes(word)));
};

/**
 * Finds why a text is not acceptable as a reason; null where it is. A reason has at least two different words and twelve letters of any script. Repeated
 * letters and runs of keys do not count, and the words of the rule alone are not enough. Whether the reason is a good one is for people to judge.
 */
export const findEmptiness = (text: string, rule: OverriddenRule | null = null): Emptiness | null => {
  const all = listWords(text);
  const different = new Set(all.filter((word) => !isTyped(word)));
  // A repeated word adds nothing.
  if (different.size < FEWEST_WORDS || countLetters(different) < FEWEST_LETTERS)
    return different.size < all.length && countLetters(all) >= FEWEST_LETTERS ? 'repeats-itself' : 'too-short';
  const said = new Set(listWords(rule === null ? '' : `${rule.title} ${rule.ruleId}`));
  return [...different].every((word) => said.has(word)) ? 'copies-the-rule' : null;
};

const details: Record<Emptiness, string> = {
  'too-short': `say in at least ${FEWEST_WORDS} different words and ${FEWEST_LETTERS} letters`,
  'repeats-itself': `it repeats itself: say in at least ${FEWEST_WORDS} different words and ${FEWEST_LETTERS} letters`,
  'copies-the-rule': 'it only repeats what the rule is called: say',
};

/** Formats the problem with a text, and what the text should contain. */
export const describeEmptiness = (emptiness: Emptiness, wanted: string): string => {
  const said = `${details[emptiness]} ${wanted}.`;
  return said.charAt(0).toUpperCase() + said.slice(1);
};
