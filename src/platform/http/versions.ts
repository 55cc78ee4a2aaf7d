import type { FieldErrorCode } from '../../kernel/field-error.js';
import { Failure, invalid, type ProblemExtra } from '../../kernel/failure.js';
import { currentRequest } from '../context.js';

export const etagOf = (version: number): string => `"${version}"`;

/** Compares entity tags by RFC 9110: a list of tags, or `*`. Weak tags never match in a strong comparison. */
export const matches = (header: string, etag: string, comparison: 'strong' | 'weak'): boolean =>
  header.trim() === '*' ||
  header.split(',').some((tag) => {
    const trimmed = tag.trim();
    return trimmed === etag || (comparison === 'weak' && trimmed === `W/${etag}`);
  });

const STRONG_TAGS = /^\s*(\*|"[\x21\x23-\x7e\x80-\xff]*"(\s*,\s*"[\x21\x23-\x7e\x80-\xff]*")*)\s*$/;

const wrongIfMatch = (code: FieldErrorCode, detail: string): Failure => invalid([{ pointer: '#If-Match', code, detail }]);

/** Refuses an If-Match that cannot name any version. A caller who was told of a change instead would read again and fail again. */
export const requireReadableIfMatch = (header: string | undefined): void => {
  if (header === undefined || STRONG_TAGS.test(header)) return;
  if (/(^|,)\s*W\//.test(header)) throw wrongIfMatch('weak-tag', 'If-Match holds a weak entity tag, W/"…". Send the strong one that ETag has, such as "3".');
  throw wrongIfMatch('wrong-format', 'If-Match is not an entity tag: send what ETag has, with its quotes, such as "3".');
};

/** The version named in If-Match; null where it names none or several. */
export const versionAsked = (): number | null => {
  const named = /^"(\d{1,9})"$/.exec(currentRequest().ifMatch?.trim() ?? '')?.[1];
  return named === undefined ? null : Number(named);
};

/** Whether the caller has seen the present version. */
export const isCurrent = (current: number): boolean => {
  const { ifMatch } = currentRequest();
  return ifMatch !== undefined && matches(ifMatch, etagOf(current), 'strong');
};

/** The failure for a caller who has not seen the present version; `extra` may name the changes. */
export const stale = (current: number, extra: ProblemExtra = {}): Failure =>
  new Failure('precondition-failed', `The resource is at version ${current}, not at the one named in If-Match.`, {
    extra: { currentVersion: current, ...extra },
    headers: { ETag: etagOf(current) },
  });

/** Refuses a caller who has not seen the present version. Call it once the row is locked, so that the version cannot change any more. */
export const requireVersion = (current: number): void => {
  if (!isCurrent(current)) throw stale(current);
};
