import { Characters, Flag, Optional, Whole, WithDefault } from './fields/index.js';

const DEFAULT_PAGE_SIZE = 50;
export const MAXIMUM_PAGE_SIZE = 200;

/** The query parameters of every list. */
export class PageQuery {
  /** The number of items on a page, 1 to 200. */
  @WithDefault() @Whole({ min: 1, max: MAXIMUM_PAGE_SIZE }) limit: number = DEFAULT_PAGE_SIZE;

  /** The `nextCursor` of the previous page. It is valid for the same caller and the same query only. */
  @Optional() @Characters({ max: 2000 }) cursor?: string;

  /** Whether to count all items and answer `total`. */
  @Optional() @Flag() count?: boolean;
}
