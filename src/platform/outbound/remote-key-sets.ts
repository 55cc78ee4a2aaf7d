/** The keys of clients and identity providers that have them at an address (`jwks_uri`), so that each changes its keys without telling anybody. */
import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '../../kernel/clock.js';
import { importSigningKeys } from '../access/client-keys.js';
import { KeptDocuments, LONGEST_SECONDS, type Fetched } from './kept-documents.js';
import { Outbound, OutboundFailure } from './outbound.js';

const USUAL_SECONDS = 600;
const SHORTEST_SECONDS = 60;
const request = { accept: 'application/jwk-set+json, application/json', largestBytes: 65_536, milliseconds: 5_000 };

@Injectable()
export class RemoteKeySets {
  private readonly known: KeptDocuments<object[]>;

  constructor(
    private readonly outbound: Outbound,
    private readonly logger: PinoLogger,
    clock: Clock,
  ) {
    this.known = new KeptDocuments(clock);
  }

  /** The keys at the address. They are fetched again where the wanted key is not among them. Empty where they cannot be fetched. */
  async getKeys(address: string, keyId: string | undefined): Promise<object[]> {
    const has = (keys: object[]): boolean => keyId === undefined || keys.some((key) => (key as { kid?: unknown }).kid === keyId);
    return (await this.known.get(address, () => this.fetch(address), has)) ?? [];
  }

  private async fetch(address: string): Promise<Fetched<object[]> | null> {
    try {
      const { body, headers } = await this.outbound.get(address, request);
      const keys = importSigningKeys(JSON.parse(body.toString('utf8')));
      if (keys === null) throw new SyntaxError('no set of keys');
      return { content: keys, freshSeconds: computeFreshSeconds(headers['cache-control']) };
    } catch (error) {
      // The answer is not logged: an address can be made to say anything.
      const problem = error instanceof OutboundFailure ? error.problem : 'no-key-set';
      this.logger.warn({ problem }, 'keys at an address could not be fetched');
      return null;
    }
  }
}

const computeFreshSeconds = (cacheControl: string | undefined): number => {
  const said = /(?:^|[\s,])max-age=(\d{1,9})/i.exec(cacheControl ?? '')?.[1];
  return said === undefined ? USUAL_SECONDS : Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, Number(said)));
};
