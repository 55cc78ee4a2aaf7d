/**
 * The keys of clients and identity providers that have them at an address (`jwks_uri`), so that each changes its keys without telling anybody. They are
 * kept for a while, and fetched anew when a token names a key that is not among them; not more often than every ten seconds, whoever asks. Where they
 * cannot be fetched, those that were fetched last go on for an hour.
 */
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../kernel/clock.js';
import { importSigningKeys } from '../access/client-keys.js';
import { Outbound, OutboundFailure } from './outbound.js';

const PAUSE_SECONDS = 10;
const USUAL_SECONDS = 600;
const SHORTEST_SECONDS = 60;
const LONGEST_SECONDS = 3_600;
const MAXIMUM_KNOWN = 1_000;
const request = { accept: 'application/jwk-set+json, application/json', largestBytes: 65_536, milliseconds: 5_000 };

interface KeySet {
  keys: object[];
  /** When the keys were fetched, and until when they are fresh, in seconds. */
  fetchedAt: number;
  freshUntil: number;
  /** When the last attempt was made. */
  triedAt: number;
  fetching: Promise<void> | null;
}

const never = Number.NEGATIVE_INFINITY;

@Injectable()
export class RemoteKeySets {
  private readonly known = new LRUCache<string, KeySet>({ max: MAXIMUM_KNOWN });

  constructor(
    private readonly outbound: Outbound,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {}

  /** The keys at the address. They are fetched again where the wanted key is not among them. Empty where they cannot be fetched. */
  async getKeys(address: string, keyId: string | undefined): Promise<object[]> {
    const set = this.known.get(address) ?? { keys: [], fetchedAt: never, freshUntil: never, triedAt: never, fetching: null };
    this.known.set(address, set);
    const has = keyId === undefined || set.keys.some((key) => (key as { kid?: unknown }).kid === keyId);
    if (set.fetching) await set.fetching;
    else if ((!has || this.getSeconds() >= set.freshUntil) && this.getSeconds() >= set.triedAt + PAUSE_SECONDS) {
      set.triedAt = this.getSeconds();
      set.fetching = this.fetch(address, set).finally(() => (set.fetching = null));
      await set.fetching;
    }
    return this.getSeconds() < set.fetchedAt + LONGEST_SECONDS ? set.keys : [];
  }

  private async fetch(address: string, set: KeySet): Promise<void> {
    try {
      const { body, headers } = await this.outbound.get(address, request);
      const keys = importSigningKeys(JSON.parse(body.toString('utf8')));
      if (keys === null) throw new SyntaxError('no set of keys');
      const fetchedAt = this.getSeconds();
      Object.assign(set, { keys, fetchedAt, freshUntil: fetchedAt + computeFreshSeconds(headers['cache-control']) });
    } catch (error) {
      // The answer is not logged: an address can be made to say anything.
      const problem = error instanceof OutboundFailure ? error.problem : 'no-key-set';
      this.logger.warn({ problem }, 'keys at an address could not be fetched');
    }
  }

  private getSeconds(): number {
    return this.clock.now().getTime() / 1000;
  }
}

const computeFreshSeconds = (cacheControl: string | undefined): number => {
  const said = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(cacheControl ?? '')?.[1];
  return said === undefined ? USUAL_SECONDS : Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, Number(said)));
};
