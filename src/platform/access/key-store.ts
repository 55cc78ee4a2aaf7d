/** The keys that sign and check access tokens: kept in the database, so that every process knows the same ones. */
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { columns } from '../database/columns.js';
import { statement } from '../database/statement.js';

export interface PublicSigningKey {
  id: string;
  algorithm: string;
  publicJwk: JsonWebKey;
}

const listKeys = statement('access.keys', {
  row: columns<PublicSigningKey>({ id: 'text', algorithm: 'text', publicJwk: 'jsonb' }),
  sql: `SELECT id, algorithm, public_jwk AS "publicJwk" FROM signing_keys WHERE retired_at IS NULL OR retired_at > now() ORDER BY created_at DESC`,
});

/** How long a process may go on with the keys that it knows before it looks again. */
const KEYS_FRESH_MILLISECONDS = 60_000;
/** An unknown key id is looked up at most this often, so that forged tokens cost no query each. */
const MISS_PAUSE_MILLISECONDS = 1_000;

@Injectable()
export class KeyStore {
  private keys = new Map<string, KeyObject>();
  private published: PublicSigningKey[] = [];
  private readAt = Number.NEGATIVE_INFINITY;
  private reading: Promise<void> | null = null;

  constructor(private readonly database: Database) {}

  /** The key of that id, or null when this server has none. */
  async find(id: string): Promise<KeyObject | null> {
    const age = performance.now() - this.readAt;
    if (age > KEYS_FRESH_MILLISECONDS || (!this.keys.has(id) && age > MISS_PAUSE_MILLISECONDS)) await this.refresh();
    return this.keys.get(id) ?? null;
  }

  /** The JSON Web Key Set (RFC 7517). */
  async jwks(): Promise<{ keys: JsonWebKey[] }> {
    if (performance.now() - this.readAt > KEYS_FRESH_MILLISECONDS) await this.refresh();
    return { keys: this.published.map((key) => ({ ...key.publicJwk, kid: key.id, alg: key.algorithm, use: 'sig' })) };
  }

  private refresh(): Promise<void> {
    this.reading ??= this.read().finally(() => (this.reading = null));
    return this.reading;
  }

  private async read(): Promise<void> {
    this.published = await this.database.query(listKeys);
    this.keys = new Map(this.published.map((key) => [key.id, createPublicKey({ key: key.publicJwk, format: 'jwk' })]));
    this.readAt = performance.now();
  }
}
