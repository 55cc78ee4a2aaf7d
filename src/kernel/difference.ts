/** Compares two versions of a document, member by member. */
import microdiff from 'microdiff';

export interface Difference {
  /** RFC 6901 JSON Pointer to the place. */
  pointer: string;
  /** The earlier value; left out where there was none. */
  before?: unknown;
  /** The present value; left out where there is none. */
  after?: unknown;
}

const escapePointerPart = (name: string | number): string => String(name).replaceAll('~', '~0').replaceAll('/', '~1');

export const listDifferences = (before: object, after: object): Difference[] =>
  microdiff(before as Record<string, unknown>, after as Record<string, unknown>, { cyclesFix: false }).map((difference) => ({
    pointer: `/${difference.path.map(escapePointerPart).join('/')}`,
    ...(difference.type !== 'CREATE' && { before: difference.oldValue as unknown }),
    ...(difference.type !== 'REMOVE' && { after: difference.value as unknown }),
  }));
