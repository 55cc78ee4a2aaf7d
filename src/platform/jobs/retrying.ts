/** When a step that failed is tried again: each pause is twice the one before, and the tries have an end. */

export interface Retrying {
  /** How often a step is tried in all before its job is given up. */
  tries: number;
  /** Before the second try. */
  firstPauseSeconds: number;
  longestPauseSeconds: number;
}

export const usualRetrying: Retrying = { tries: 5, firstPauseSeconds: 2, longestPauseSeconds: 600 };

/** What the database could not do just now, it may do later: it is tried for about an hour. So often, too, may the process end under a step. */
export const MOST_TRIES = 15;

/** Seconds from a failed try to the next one; null where it was the last. The first try is number 1. */
export const pauseAfter = (attempts: number, isOfDatabase: boolean, { tries, firstPauseSeconds, longestPauseSeconds }: Retrying): number | null => {
  if (attempts >= (isOfDatabase ? Math.max(tries, MOST_TRIES) : tries)) return null;
  return Math.min(firstPauseSeconds * 2 ** (attempts - 1), longestPauseSeconds);
};
