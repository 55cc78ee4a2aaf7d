/** What differs between two versions of a document, place by place. */
import microdiff from 'microdiff';

export interface Difference {
  /** RFC 6901 JSON Pointer to the place. */
  pointer: string;
  /** What stood there; left out where nothing did. */
  before?: unknown;
  /** What stands there now; left out where nothing does. */
  after?: unknown;
}

const part = (name: string | number): string => String(name).replaceAll('~', '~0').replaceAll('/', '~1');

export const differences = (before: object, after: object): Difference[] =>
  microdiff(before as Record<string, unknown>, after as Record<string, unknown>, { cyclesFix: false }).map((difference) => ({
    pointer: `/${difference.path.map(part).join('/')}`,
    ...(difference.type !== 'CREATE' && { before: difference.oldValue as unknown }),
    ...(difference.type !== 'REMOVE' && { after: difference.value as unknown }),
  }));
