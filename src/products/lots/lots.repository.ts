import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
import type { LotFacts, LotStatus } from '../domain/lot.js';
import type { LotProduct } from '../domain/lot-product.js';

export interface Lot extends LotFacts {
  id: string;
  lotNumber: string;
  product: LotProduct;
  /** That somebody has said that it is another lot than the one whose number is written alike. */
  isAnotherLot: boolean;
  recallReason: string | null;
  recallSource: string | null;
  recallRecordedBy: string | null;
  withdrawalReason: string | null;
  withdrawnBy: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface StockOfLot {
  /** All that has ever come, in the unit of stock. */
  received: number;
  stock: { locationId: string; locationName: string; quantity: number }[];
  /** Lots of the product whose number is written alike. */
  alike: LotWrittenAlike[];
}

/** A lot by its number. */
export interface LotWrittenAlike {
  id: string;
  lotNumber: string;
  expiresOn: string;
}

export type LotWithStock = Lot & StockOfLot;

export interface LotFilter {
  productId: string | null;
  lotNumber: string | null;
  status: LotStatus | null;
  /** Today, in the clinic's time zone. */
  today: string;
}

const columns = `l.id, l.lot_number AS "lotNumber", l.expires_on AS "expiresOn", l.is_another AS "isAnotherLot", l.recall_reason AS "recallReason", l.recall_source AS "recallSource",
  l.recalled_at AS "recalledAt", l.recall_recorded_by AS "recallRecordedBy", l.withdrawal_reason AS "withdrawalReason", l.withdrawn_at AS "withdrawnAt",
  l.withdrawn_by AS "withdrawnBy", l.version, l.created_at AS "createdAt", l.updated_at AS "updatedAt",
  jsonb_build_object('id', p.id, 'name', p.name, 'kind', p.kind, 'stockUnit', p.stock_unit) AS product`;
const stock = `coalesce((SELECT sum(s.received) FROM stock_levels s WHERE s.clinic_id = l.clinic_id AND s.lot_id = l.id), 0) AS received,
  coalesce((SELECT jsonb_agg(jsonb_build_object('locationId', o.id, 'locationName', o.name, 'quantity', trim_scale(s.quantity)) ORDER BY o.name)
              FROM stock_levels s JOIN stock_locations o ON o.clinic_id = s.clinic_id AND o.id = s.location_id
             WHERE s.clinic_id = l.clinic_id AND s.lot_id = l.id AND s.quantity > 0), '[]') AS stock,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'lotNumber', t.lot_number, 'expiresOn', t.expires_on) ORDER BY t.id) FROM product_lots t
             WHERE t.clinic_id = l.clinic_id AND t.product_id = l.product_id AND lot_number_key(t.lot_number) = lot_number_key(l.lot_number) AND t.id <> l.id),
           '[]') AS alike`;
const lots = `product_lots l JOIN products p ON p.clinic_id = l.clinic_id AND p.id = l.product_id`;
const recalled = `(l.recalled_at IS NOT NULL AND l.withdrawn_at IS NULL)`;
const matching = `l.clinic_id = current_clinic() AND ($1::uuid IS NULL OR l.product_id = $1) AND ($2::text IS NULL OR lot_number_key(l.lot_number) = lot_number_key($2))
  AND ($3::text IS NULL OR $3 = CASE WHEN ${recalled} THEN 'recalled' WHEN l.expires_on < $4::date THEN 'expired' ELSE 'usable' END)`;

const find = statement('product-lots.find', `SELECT ${columns}, ${stock} FROM ${lots} WHERE l.clinic_id = current_clinic() AND l.id = $1`);
const lock = statement('product-lots.lock', `SELECT ${columns} FROM ${lots} WHERE l.clinic_id = current_clinic() AND l.id = $1 FOR UPDATE OF l`);
/** Share-locked, in one order: a recall waits for the use, or the use for the recall. */
const holdAll = statement(
  'product-lots.hold-all',
  `SELECT ${columns} FROM ${lots} WHERE l.clinic_id = current_clinic() AND l.id = ANY ($1) ORDER BY l.id FOR SHARE OF l`,
);
const list = statement(
  'product-lots.list',
  `SELECT ${columns}, ${stock} FROM ${lots} WHERE ${matching} AND ($5::uuid IS NULL OR l.id > $5) ORDER BY l.id LIMIT $6`,
);
const count = statement('product-lots.count', `SELECT count(*)::integer AS total FROM ${lots} WHERE ${matching}`);
const alikeOf = statement(
  'product-lots.alike',
  `SELECT l.id, l.lot_number AS "lotNumber", l.expires_on AS "expiresOn" FROM product_lots l
    WHERE l.clinic_id = current_clinic() AND l.product_id = $1 AND lot_number_key(l.lot_number) = lot_number_key($2) AND l.id <> $3 ORDER BY l.id`,
);
const insert = statement(
  'product-lots.insert',
  `INSERT INTO product_lots (id, product_id, lot_number, expires_on, is_another, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6)`,
);
const update = statement(
  'product-lots.update',
  `UPDATE product_lots SET lot_number = $2, expires_on = $3, recall_reason = $4, recall_source = $5, recalled_at = $6, recall_recorded_by = $7,
     withdrawal_reason = $8, withdrawn_at = $9, withdrawn_by = $10, updated_at = $11, is_another = $12, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);

type Row = Omit<LotWithStock, 'received'> & { received: string };

const toLot = ({ received, ...lot }: Row): LotWithStock => ({ ...lot, received: Number(received) });

const filterValues = ({ productId, lotNumber, status, today }: LotFilter): unknown[] => [productId, lotNumber, status, today];

@Injectable()
export class LotsRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<LotWithStock | null> {
    const row = await this.database.maybe<Row>(find, [id]);
    return row && toLot(row);
  }

  lock(id: string): Promise<Lot | null> {
    return this.database.maybe<Lot>(lock, [id]);
  }

  holdAll(ids: readonly string[]): Promise<Lot[]> {
    return this.database.query<Lot>(holdAll, [ids]);
  }

  async list(filter: LotFilter, after: string | null, limit: number): Promise<LotWithStock[]> {
    return (await this.database.query<Row>(list, [...filterValues(filter), after, limit])).map(toLot);
  }

  async count(filter: LotFilter): Promise<number> {
    return (await this.database.one<{ total: number }>(count, filterValues(filter))).total;
  }

  /** Lots of the product, other than this one, whose number differs from its at most in case, spaces or dashes. */
  alikeOf({ id, product, lotNumber }: Pick<Lot, 'id' | 'product' | 'lotNumber'>): Promise<LotWrittenAlike[]> {
    return this.database.query<LotWrittenAlike>(alikeOf, [product.id, lotNumber, id]);
  }

  async insert({ id, product, lotNumber, expiresOn, isAnotherLot, createdAt }: Lot): Promise<void> {
    await this.database.execute(insert, [id, product.id, lotNumber, expiresOn, isAnotherLot, createdAt]);
  }

  async update(lot: Lot): Promise<void> {
    await this.database.execute(update, [
      lot.id,
      lot.lotNumber,
      lot.expiresOn,
      lot.recallReason,
      lot.recallSource,
      lot.recalledAt,
      lot.recallRecordedBy,
      lot.withdrawalReason,
      lot.withdrawnAt,
      lot.withdrawnBy,
      lot.updatedAt,
      lot.isAnotherLot,
    ]);
  }
}
