import type { FieldError } from '../../kernel/failure.js';

const LONGEST_DAYS = 400;
const MILLISECONDS_PER_DAY = 86_400_000;

/** Finds the errors in a span of time: it ends after it begins, and lasts at most 400 days. */
export const validateSpan = ({ from, to }: { from: string; to: string }, prefix: '/' | '?' = '/'): FieldError[] => {
  const length = new Date(to).getTime() - new Date(from).getTime();
  if (length <= 0) return [{ pointer: `${prefix}to`, code: 'ends-before-it-began', detail: 'It ends after it begins: send a later instant.' }];
  return length > LONGEST_DAYS * MILLISECONDS_PER_DAY
    ? [{ pointer: `${prefix}to`, code: 'too-long', detail: `At most ${LONGEST_DAYS} days after the beginning.` }]
    : [];
};
