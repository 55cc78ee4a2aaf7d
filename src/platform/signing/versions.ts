import type { Page, PageQuery, Pages } from '../http/index.js';

interface SignedVersions<Version, Item> {
  /** The versions that are kept, after a number. */
  kept: (after: number, limit: number) => Promise<Version[]>;
  /** Of what was signed before versions were kept: its only version, made from what is on record. Null of everything else. */
  first: Version | null;
  /** How many there are. */
  total: number;
  item: (version: Version) => Item;
}

/** A page of the versions that were signed, the first first. */
export const pageOfVersions = <Version extends { number: number }, Item>(
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
