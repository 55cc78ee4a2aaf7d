import { Failure } from '../../kernel/failure.js';
import { currentRequest } from '../context.js';

export const etagOf = (version: number): string => `"${version}"`;

/** RFC 9110: a list of entity tags, or `*`. Weak tags never match where a strong comparison is asked for. */
export const matches = (header: string, etag: string, comparison: 'strong' | 'weak'): boolean =>
  header.trim() === '*' ||
  header.split(',').some((tag) => {
    const trimmed = tag.trim();
    return trimmed === etag || (comparison === 'weak' && trimmed === `W/${etag}`);
  });

/**
 * Holds the caller to the version that it has seen. Call it once the row is locked: what it compares with can
 * then no longer change.
 */
export const requireVersion = (current: number): void => {
  const { ifMatch } = currentRequest();
  if (ifMatch !== undefined && matches(ifMatch, etagOf(current), 'strong')) return;
  throw new Failure('precondition-failed', `The resource is at version ${current}, not at the one named in If-Match.`, {
    extra: { currentVersion: current },
    headers: { ETag: etagOf(current) },
  });
};
