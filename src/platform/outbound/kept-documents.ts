/**
 * Documents of others, kept while they are fresh. Each is fetched once for all who wait for it, and not more often than every ten seconds, whoever asks. Where it
 * cannot be fetched, the one that was fetched last goes on for an hour.
 */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../kernel/clock.js';

const PAUSE_SECONDS = 10;
const MAXIMUM_KNOWN = 1_000;

/** How long a document counts after it was fetched, at most. */
export const LONGEST_SECONDS = 3_600;

/** A document as it was fetched, and for how many seconds it is fresh. */
export interface Fetched<Content> {
  content: Content;
  freshSeconds: number;
}

/** Times are in seconds since 1970. */
interface Kept<Content> {
  content: Content | null;
  fetchedAt: number;
  freshUntil: number;
  triedAt: number;
  fetching: Promise<void> | null;
}

const never = Number.NEGATIVE_INFINITY;

export class KeptDocuments<Content> {
  private readonly known = new LRUCache<string, Kept<Content>>({ max: MAXIMUM_KNOWN });

  constructor(private readonly clock: Clock) {}

  /**
   * The document of a key; null where there is none. `fetch` answers null where it cannot be fetched. A document that is not enough for what is asked is fetched
   * again though it is fresh.
   */
  async get(key: string, fetch: () => Promise<Fetched<Content> | null>, isEnough: (content: Content) => boolean = () => true): Promise<Content | null> {
    const kept = this.known.get(key) ?? { content: null, fetchedAt: never, freshUntil: never, triedAt: never, fetching: null };
    this.known.set(key, kept);
    const isWanted = this.getSeconds() >= kept.freshUntil || kept.content === null || !isEnough(kept.content);
    if (kept.fetching) await kept.fetching;
    else if (isWanted && this.getSeconds() >= kept.triedAt + PAUSE_SECONDS) {
      kept.triedAt = this.getSeconds();
      kept.fetching = this.renew(kept, fetch).finally(() => (kept.fetching = null));
      await kept.fetching;
    }
    return this.getSeconds() < kept.fetchedAt + LONGEST_SECONDS ? kept.content : null;
  }

  private async renew(kept: Kept<Content>, fetch: () => Promise<Fetched<Content> | null>): Promise<void> {
    const fetched = await fetch();
    if (!fetched) return;
    const fetchedAt = this.getSeconds();
    Object.assign(kept, { content: fetched.content, fetchedAt, freshUntil: fetchedAt + fetched.freshSeconds });
  }

  private getSeconds(): number {
    return this.clock.now().getTime() / 1000;
  }
}
