/**
 * Keeps what a process has read of people, clients and origins, for a few seconds at most. A change of access that the process hears of empties the cache at
 * once, and a value that was read while something changed is not kept: it may be the value before the change.
 */
import { LRUCache } from 'lru-cache';
import type { AccessChanges } from './access-changes.js';

/** How long a value is kept where no change is heard of. */
const FRESH_MILLISECONDS = 5_000;

export class AccessCache<Value extends NonNullable<unknown>> {
  private readonly known: LRUCache<string, Value>;
  private changes = 0;

  constructor(accessChanges: AccessChanges, max: number) {
    this.known = new LRUCache<string, Value>({ max, ttl: FRESH_MILLISECONDS });
    accessChanges.subscribe(() => {
      this.changes++;
      this.known.clear();
    });
  }

  get(key: string): Value | undefined {
    return this.known.get(key);
  }

  /** Call before a value is read. The returned function keeps the value, unless something changed meanwhile. */
  startReading(): (key: string, value: Value) => void {
    const before = this.changes;
    return (key, value) => {
      if (before === this.changes) this.known.set(key, value);
    };
  }
}
