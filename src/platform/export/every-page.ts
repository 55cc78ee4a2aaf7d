import type { Page, PageQuery } from '../http/index.js';
import { MAXIMUM_PAGE_SIZE } from '../http/page-query.dto.js';

/** All items of a list, read page by page. */
export const readEveryPage = async <T>(read: (query: PageQuery) => Promise<Page<T>>): Promise<T[]> => {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read({ limit: MAXIMUM_PAGE_SIZE, ...(cursor !== null && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
};
