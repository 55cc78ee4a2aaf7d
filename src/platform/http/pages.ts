import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { createInvalidInputFailure } from '../../kernel/failure.js';
import { getCurrentPrincipal, getCurrentRequest } from '../context.js';
import { Database } from '../database/database.js';
import { declareColumns } from '../database/columns.js';
import { declareStatement } from '../database/statement.js';
import type { PageQuery } from './page-query.dto.js';

/** One page of a list. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
}

export interface PageParts<Row, Item, Position> {
  /** Reads at most `limit` rows after the position in the order of the list. */
  rows: (after: Position | null, limit: number) => Promise<Row[]>;
  /** The position of a row in the order of the list. */
  position: (row: Row) => Position;
  item: (row: Row) => Item;
  total?: () => Promise<number>;
}

const findCursorSecret = declareStatement('platform.cursor-secret', {
  row: declareColumns<{ secret: Buffer }>({ secret: 'bytea' }),
  sql: `SELECT secret FROM server_secrets WHERE name = 'cursor'`,
});

const NONCE_BYTES = 12;
/** The length of a full tag. The library also accepts shorter ones, which an attacker could find by trying. */
const TAG_BYTES = 16;
const GCM = { authTagLength: TAG_BYTES };

/** Reads lists by keyset. A cursor is encrypted (AES-256-GCM) and bound to the clinic, the caller, the operation and the query. */
@Injectable()
export class Pages {
  private secret: Promise<Buffer> | null = null;

  constructor(private readonly database: Database) {}

  async read<Row, Item, Position>(query: PageQuery, parts: PageParts<Row, Item, Position>): Promise<Page<Item>> {
    const after = query.cursor === undefined ? null : await this.open<Position>(query.cursor, query);
    const [rows, total] = await Promise.all([parts.rows(after, query.limit + 1), query.count && parts.total ? parts.total() : Promise.resolve(undefined)]);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: shown.map(parts.item),
      nextCursor: rows.length > query.limit && last !== undefined ? await this.seal(parts.position(last), query) : null,
      ...(total !== undefined && { total }),
    };
  }

  private async seal(position: unknown, query: PageQuery): Promise<string> {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', await this.getKey(), nonce, GCM).setAAD(createBinding(query));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(position), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  private async open<Position>(cursor: string, query: PageQuery): Promise<Position> {
    const key = await this.getKey();
    const raw = Buffer.from(cursor, 'base64url');
    try {
      if (raw.length <= NONCE_BYTES + TAG_BYTES || raw.toString('base64url') !== cursor) throw new Error('It is no cursor of ours.');
      const decipher = createDecipheriv('aes-256-gcm', key, raw.subarray(0, NONCE_BYTES), GCM)
        .setAAD(createBinding(query))
        .setAuthTag(raw.subarray(-TAG_BYTES));
      const text = Buffer.concat([decipher.update(raw.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
      return JSON.parse(text) as Position;
    } catch {
      throw createInvalidInputFailure([
        {
          pointer: '?cursor',
          code: 'invalid-cursor',
          detail:
            'The cursor is not one that this query answered to this caller: send nextCursor of the page before with the same filters, or no cursor to begin again.',
        },
      ]);
    }
  }

  private async getKey(): Promise<Buffer> {
    this.secret ??= this.database.getRow(findCursorSecret).then((row) => row.secret);
    try {
      return await this.secret;
    } catch (error) {
      this.secret = null;
      throw error;
    }
  }
}

const createBinding = (query: PageQuery): Buffer => {
  const { cursor: _cursor, limit: _limit, count: _count, ...filters } = query;
  const principal = getCurrentPrincipal();
  const operation = getCurrentRequest().handler?.name;
  const sorted = Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([principal.clinic.id, principal.kind, principal.id, operation, sorted]))
    .digest();
};
