import type { FieldErrorCode } from '../../kernel/field-error.js';
import { Failure, createInvalidInputFailure, type ProblemExtra } from '../../kernel/failure.js';
import { getCurrentRequest } from '../context.js';

export const formatEtag = (version: number): string => `"${version}"`;

/** Compares entity tags by RFC 9110: a list of tags, or `*`. Weak tags never match in a strong comparison. */
export const matchesEtag = (header: string, etag: string, comparison: 'strong' | 'weak'): boolean =>
  header.trim() === '*' ||
  header.split(',').some((tag) => {
    const trimmed = tag.trim();
    return trimmed === etag || (comparison === 'weak' && trimmed === `W/${etag}`);
  });

const STRONG_TAGS = /^\s*(\*|"[\x21\x23-\x7e\x80-\xff]*"(\s*,\s*"[\x21\x23-\x7e\x80-\xff]*")*)\s*$/;

const createIfMatchFailure = (code: FieldErrorCode, detail: string): Failure => createInvalidInputFailure([{ pointer: '#If-Match', code, detail }]);

/** Refuses an If-Match that cannot name any version. A caller who was told of a change instead would read again and fail again. */
export const requireReadableIfMatch = (header: string | undefined): void => {
  if (header === undefined || STRONG_TAGS.test(header)) return;
  if (/(^|,)\s*W\//.test(header))
    throw createIfMatchFailure('weak-tag', 'If-Match holds a weak entity tag, W/"…". Send the strong one that ETag has, such as "3".');
  throw createIfMatchFailure('wrong-format', 'If-Match is not an entity tag: send what ETag has, with its quotes, such as "3".');
};

/** The version named in If-Match; null where it names none or several. */
export const findRequestedVersion = (): number | null => {
  const named = /^"(\d{1,9})"$/.exec(getCurrentRequest().ifMatch?.trim() ?? '')?.[1];
  return named === undefined ? null : Number(named);
};

/** Whether the caller has seen the present version. */
export const isCurrent = (current: number): boolean => {
  const { ifMatch } = getCurrentRequest();
  return ifMatch !== undefined && matchesEtag(ifMatch, formatEtag(current), 'strong');
};

/** The failure for a caller who has not seen the present version; `extra` may name the changes. */
export const createStaleFailure = (current: number, extra: ProblemExtra = {}): Failure =>
  new Failure('precondition-failed', `The resource is at version ${current}, not at the one named in If-Match.`, {
    extra: { currentVersion: current, ...extra },
    headers: { ETag: formatEtag(current) },
  });

/** Refuses a caller who has not seen the present version. Call it once the row is locked, so that the version cannot change any more. */
export const requireVersion = (current: number): void => {
  if (!isCurrent(current)) throw createStaleFailure(current);
};
