/** When a failed step is tried again. Each pause is twice the previous one, and the number of tries has a limit. */

export interface Retrying {
  /** The number of tries of a step before its job fails. */
  tries: number;
  /** The pause before the second try. */
  firstPauseSeconds: number;
  longestPauseSeconds: number;
}

export const usualRetrying: Retrying = { tries: 5, firstPauseSeconds: 2, longestPauseSeconds: 600 };

/** The tries of a step that fails because of the database, which add up to about an hour. A process may also end this often during one step. */
export const MOST_TRIES = 15;

/** The seconds from a failed try to the next one; null after the last. The first try is number 1. */
export const computePause = (attempts: number, isOfDatabase: boolean, { tries, firstPauseSeconds, longestPauseSeconds }: Retrying): number | null => {
  if (attempts >= (isOfDatabase ? Math.max(tries, MOST_TRIES) : tries)) return null;
  return Math.min(firstPauseSeconds * 2 ** (attempts - 1), longestPauseSeconds);
};
