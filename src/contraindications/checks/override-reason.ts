/** Whether words say why: what an override may rest on. Pure. */

/** How few different words are a reason. */
const FEWEST_WORDS = 2;
/** How few letters are. A sign of Chinese, Japanese or Korean counts as three of them: it is a syllable or a word. */
const FEWEST_LETTERS = 12;

const LETTERS_OF_A_SIGN = 3;

/** Why a text says nothing. */
export type Emptiness = 'too-short' | 'repeats-itself' | 'copies-the-rule';

/** What the reason must not merely repeat. */
export interface OverriddenRule {
  ruleId: string;
  title: string;
}

/** Rows of the keyboard that fingers run along. */
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const SHORTEST_RUN = 4;

// Knows where words end in scripts that put no spaces between them.
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

const signs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const letters = /[\p{L}\p{M}]/gu;

/** The words of a text, in small letters and in one form of Unicode; those of a rule's id one by one. */
const wordsOf = (text: string): string[] =>
  [...segmenter.segment(text.normalize('NFKC').toLowerCase().replaceAll(/[._-]/g, ' '))].flatMap(({ segment, isWordLike }) =>
    isWordLike && /\p{L}/u.test(segment) ? [segment] : [],
  );

const lettersIn = (words: Iterable<string>): number =>
  [...words].reduce((sum, word) => {
    const all = word.match(letters)?.length ?? 0;
    const large = word.match(signs)?.length ?? 0;
    return sum + all + large * (LETTERS_OF_A_SIGN - 1);
  }, 0);

/** One letter again and again, or a run of keys. */
const isTyped = (word: string): boolean => {
  const different = new Set(word.match(letters)).size;
  return (word.length > 2 && different === 1) || (word.length >= SHORTEST_RUN && rows.some((row) => row.includes(word)));
};

/**
 * Why a text is no reason; null when it may be one: at least two different words and twelve letters, that are neither a letter or a row of
 * the keyboard typed again and again, nor only the words of the rule itself. Of any script. Whether the reason is a good one, no program knows.
 */
export const emptinessOf = (text: string, rule: OverriddenRule | null = null): Emptiness | null => {
  const all = wordsOf(text);
  const different = new Set(all.filter((word) => !isTyped(word)));
  // A word that is said again says nothing more.
  if (different.size < FEWEST_WORDS || lettersIn(different) < FEWEST_LETTERS)
    return different.size < all.length && lettersIn(all) >= FEWEST_LETTERS ? 'repeats-itself' : 'too-short';
  const said = new Set(wordsOf(rule === null ? '' : `${rule.title} ${rule.ruleId}`));
  return [...different].every((word) => said.has(word)) ? 'copies-the-rule' : null;
};

const details: Record<Emptiness, string> = {
  'too-short': `say in at least ${FEWEST_WORDS} different words and ${FEWEST_LETTERS} letters`,
  'repeats-itself': `it repeats itself: say in at least ${FEWEST_WORDS} different words and ${FEWEST_LETTERS} letters`,
  'copies-the-rule': 'it only repeats what the rule is called: say',
};

/** What is wrong with a text, and what it is to say. */
export const emptinessInWords = (emptiness: Emptiness, wanted: string): string => {
  const said = `${details[emptiness]} ${wanted}.`;
  return said.charAt(0).toUpperCase() + said.slice(1);
};
