/** The keys that sign and verify access tokens. They are stored in the database, so that every process has the same ones. */
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { bindStatement } from '../database/statement.js';
import { NO_CLINIC } from '../database/unit-of-work.js';
import { AccessChanges } from './access-changes.js';
import { KeyEncryption } from './key-encryption.js';
import { keepSigningKey, listSigningKeys, makeSigningKey, listTrustedKeys, type KeptSigningKey, type SigningKey } from './signing-keys.js';

/** How long a process uses the keys that it has read, unless it hears of a change. */
const KEYS_FRESH_MILLISECONDS = 5_000;
/** The least time between two searches for unknown key ids, so that forged tokens do not cost a query each. */
const MISS_PAUSE_MILLISECONDS = 1_000;

@Injectable()
export class KeyStore {
  private keys = new Map<string, KeyObject>();
  private trusted: SigningKey[] = [];
  private readAt = Number.NEGATIVE_INFINITY;
  private reading: Promise<void> | null = null;
  private changes = 0;

  constructor(
    private readonly database: Database,
    private readonly encryption: KeyEncryption,
    changes: AccessChanges,
  ) {
    changes.subscribe(() => {
      this.changes++;
      this.readAt = Number.NEGATIVE_INFINITY;
    });
  }

  /** The key with this id; null where this server has none. */
  async find(id: string): Promise<KeyObject | null> {
    const age = performance.now() - this.readAt;
    if (age > KEYS_FRESH_MILLISECONDS || (!this.keys.has(id) && age > MISS_PAUSE_MILLISECONDS)) await this.refresh();
    return this.keys.get(id) ?? null;
  }

  /** The keys with their private halves, one that signs first. The first process to ask creates it. */
  async listSigningKeys(): Promise<readonly SigningKey[]> {
    if (performance.now() - this.readAt > KEYS_FRESH_MILLISECONDS) await this.refresh();
    if (!this.trusted.some((key) => key.signs)) {
      await this.database.executeSeparately(NO_CLINIC, [bindStatement(keepSigningKey, await makeSigningKey(this.encryption))], 'READ WRITE');
      await this.refresh();
    }
    return this.trusted;
  }

  /** The JSON Web Key Set (RFC 7517). */
  async getJwks(): Promise<{ keys: JsonWebKey[] }> {
    const keys = await this.listSigningKeys();
    return { keys: keys.map((key) => ({ ...(key.publicJwk as JsonWebKey), kid: key.id, alg: key.algorithm, use: 'sig' })) };
  }

  /** Reads the keys. Where something changed meanwhile, it reads them once more, because they may be those before the change. */
  private async refresh(): Promise<void> {
    do {
      this.reading ??= this.read().finally(() => (this.reading = null));
      await this.reading;
    } while (this.readAt === Number.NEGATIVE_INFINITY);
  }

  private async read(): Promise<void> {
    const askedAt = performance.now();
    const before = this.changes;
    const [kept] = await this.database.executeSeparately(NO_CLINIC, [bindStatement(listSigningKeys)], 'READ ONLY');
    const trusted = listTrustedKeys(this.encryption, kept!.rows as KeptSigningKey[]);
    // Signing keys first, the newest of them before the others.
    this.trusted = [...trusted.filter((key) => key.signs), ...trusted.filter((key) => !key.signs)];
    this.keys = new Map(trusted.map((key) => [key.id, createPublicKey({ key: key.publicJwk, format: 'jwk' })]));
    if (before === this.changes) this.readAt = askedAt;
  }
}
