import type { PageQuery, Page, Pages } from '../platform/http/index.js';

/** Answers a page of a list that is part of the product. */
export const readPageOfFixedList = <Item>(pages: Pages, query: PageQuery, all: readonly Item[]): Promise<Page<Item>> => {
  const numbered = all.map((item, index) => ({ item, position: index + 1 }));
  return pages.read(query, {
    rows: (after: number | null, limit) => Promise.resolve(numbered.slice(after ?? 0, (after ?? 0) + limit)),
    position: (row) => row.position,
    item: (row) => row.item,
    total: () => Promise.resolve(all.length),
  });
};
