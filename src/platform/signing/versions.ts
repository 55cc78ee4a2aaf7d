import type { Page, PageQuery, Pages } from '../http/index.js';

interface SignedVersions<Version, Item> {
  /** Reads the stored versions after a number. */
  kept: (after: number, limit: number) => Promise<Version[]>;
  /** The only version of content that was signed before versions were stored, made from the present record; null for any other content. */
  first: Version | null;
  /** The number of versions. */
  total: number;
  item: (version: Version) => Item;
}

/** A page of the signed versions, the earliest first. */
export const readVersionsPage = <Version extends { number: number }, Item>(
  pages: Pages,
  query: PageQuery,
  { kept, first, total, item }: SignedVersions<Version, Item>,
): Promise<Page<Item>> =>
  pages.read(query, {
    rows: async (after: number | null, limit) => (first ? [first].filter(({ number }) => number > (after ?? 0)) : kept(after ?? 0, limit)),
    position: ({ number }) => number,
    item,
    total: () => Promise.resolve(total),
  });
