import { Failure, type ProblemExtra } from '../../kernel/failure.js';
import { currentRequest } from '../context.js';

export const etagOf = (version: number): string => `"${version}"`;

/** RFC 9110: a list of entity tags, or `*`. Weak tags never match where a strong comparison is asked for. */
export const matches = (header: string, etag: string, comparison: 'strong' | 'weak'): boolean =>
  header.trim() === '*' ||
  header.split(',').some((tag) => {
    const trimmed = tag.trim();
    return trimmed === etag || (comparison === 'weak' && trimmed === `W/${etag}`);
  });

/** The version named in If-Match; null where it names none, or several. */
export const versionAsked = (): number | null => {
  const named = /^"(\d{1,9})"$/.exec(currentRequest().ifMatch?.trim() ?? '')?.[1];
  return named === undefined ? null : Number(named);
};

/** Whether the caller has seen the present version. */
export const isCurrent = (current: number): boolean => {
  const { ifMatch } = currentRequest();
  return ifMatch !== undefined && matches(ifMatch, etagOf(current), 'strong');
};

/** The caller has not seen the present version; `extra` may say what changed. */
export const stale = (current: number, extra: ProblemExtra = {}): Failure =>
  new Failure('precondition-failed', `The resource is at version ${current}, not at the one named in If-Match.`, {
    extra: { currentVersion: current, ...extra },
    headers: { ETag: etagOf(current) },
  });

/**
 * Holds the caller to the version that it has seen. Call it once the row is locked: what it compares with can
 * then no longer change.
 */
export const requireVersion = (current: number): void => {
  if (!isCurrent(current)) throw stale(current);
};
