/** Byte ranges (RFC 9110, section 14). One range is served; a request for several gets the whole, as the RFC allows. */

/** A range from the first to the last byte, both included, counted from 0. */
export interface BytePart {
  start: number;
  end: number;
}

export interface RangeRequest {
  range: string | undefined;
  /** The entity tag of `If-Range`: the range is served only while the tag is the same, else the whole. */
  ifRange: string | undefined;
}

const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

const findBytePart = (first: string, last: string, size: number): BytePart | 'unsatisfiable' | null => {
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Number(last);
  // A last byte before the first makes the header invalid: it is ignored.
  if (end < start && last !== '') return null;
  return start >= size ? 'unsatisfiable' : { start, end: Math.min(end, size - 1) };
};

/** The requested range; null for the whole; `unsatisfiable` where it begins after the end. */
export const findRequestedPart = ({ range, ifRange }: RangeRequest, etag: string | undefined, size: number): BytePart | 'unsatisfiable' | null => {
  const matched = RANGE.exec(range?.replaceAll(' ', '') ?? '');
  // A date or a weak tag never matches here: neither guarantees the same bytes.
  if (!matched || (ifRange !== undefined && ifRange.trim() !== etag)) return null;
  return findBytePart(matched[1]!, matched[2]!, size);
};
