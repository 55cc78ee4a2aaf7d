/** Parts of a representation (RFC 9110, section 14): one range of bytes; who asks for several gets the whole, as the RFC allows. */

/** From the first to the last byte, both included, counted from 0. */
export interface BytePart {
  start: number;
  end: number;
}

export interface RangeRequest {
  range: string | undefined;
  /** Only if the entity tag is still this one; else the whole. */
  ifRange: string | undefined;
}

const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

const part = (first: string, last: string, size: number): BytePart | 'unsatisfiable' | null => {
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Number(last);
  // The last before the first is no range at all: the header is ignored.
  if (end < start && last !== '') return null;
  return start >= size ? 'unsatisfiable' : { start, end: Math.min(end, size - 1) };
};

/** The part that is asked for; null for the whole; `unsatisfiable` when it begins behind the end. */
export const partAsked = ({ range, ifRange }: RangeRequest, etag: string | undefined, size: number): BytePart | 'unsatisfiable' | null => {
  const matched = RANGE.exec(range?.replaceAll(' ', '') ?? '');
  // A date or a weak tag never compares as equal here: it cannot vouch for bytes.
  if (!matched || (ifRange !== undefined && ifRange.trim() !== etag)) return null;
  return part(matched[1]!, matched[2]!, size);
};
