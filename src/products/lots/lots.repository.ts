import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement } from '../../platform/database/index.js';
import type { LotFacts, LotStatus } from '../domain/lot.js';
import type { LotProduct } from '../domain/lot-product.js';

export interface Lot extends LotFacts {
  id: string;
  lotNumber: string;
  product: LotProduct;
  /** Whether somebody stated that this lot is another one than the lot whose number is almost the same. */
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

interface StockOfLot {
  /** The total quantity ever received, in the unit of stock. */
  received: number;
  stock: { locationId: string; locationName: string; quantity: number }[];
  /** Lots of the product whose number differs only in case, spaces or dashes. */
  alike: LotWrittenAlike[];
}

/** A lot whose number differs only in case, spaces or dashes. */
export interface LotWrittenAlike {
  id: string;
  lotNumber: string;
  expiresOn: string;
}

export type LotWithStock = Lot & StockOfLot;

export interface LotFilter {
  productId: string | null;
  lotNumber: string | null;
  status: readonly LotStatus[] | null;
  /** The day that counts as today, in the clinic's time zone. */
  today: string;
}

const lotRow = declareColumns<Lot>(
  {
    id: 'uuid',
    lotNumber: 'text',
    expiresOn: 'date',
    isAnotherLot: ['boolean', 'l.is_another'],
    recallReason: 'text?',
    recallSource: 'text?',
    recalledAt: 'timestamptz?',
    recallRecordedBy: 'uuid?',
    withdrawalReason: 'text?',
    withdrawnAt: 'timestamptz?',
    withdrawnBy: 'uuid?',
    version: 'integer',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
    product: ['jsonb', `jsonb_build_object('id', p.id, 'name', p.name, 'kind', p.kind, 'stockUnit', p.stock_unit)`],
  },
  'l',
);
const stock = `coalesce((SELECT sum(s.received) FROM stock_levels s WHERE s.clinic_id = l.clinic_id AND s.lot_id = l.id), 0) AS received,
  coalesce((SELECT jsonb_agg(jsonb_build_object('locationId', o.id, 'locationName', o.name, 'quantity', trim_scale(s.quantity)) ORDER BY o.name)
              FROM stock_levels s JOIN stock_locations o ON o.clinic_id = s.clinic_id AND o.id = s.location_id
             WHERE s.clinic_id = l.clinic_id AND s.lot_id = l.id AND s.quantity > 0), '[]') AS stock,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'lotNumber', t.lot_number, 'expiresOn', t.expires_on) ORDER BY t.id) FROM product_lots t
             WHERE t.clinic_id = l.clinic_id AND t.product_id = l.product_id AND lot_number_key(t.lot_number) = lot_number_key(l.lot_number) AND t.id <> l.id),
           '[]') AS alike`;
const lots = `product_lots l JOIN products p ON p.clinic_id = l.clinic_id AND p.id = l.product_id`;
const recalled = `(l.recalled_at IS NOT NULL AND l.withdrawn_at IS NULL)`;
const matching = `l.clinic_id = current_clinic() AND (:productId::uuid IS NULL OR l.product_id = :productId) AND (:lotNumber::text IS NULL OR lot_number_key(l.lot_number) = lot_number_key(:lotNumber))
  AND (:status::text[] IS NULL OR CASE WHEN ${recalled} THEN 'recalled' WHEN l.expires_on < :today::date THEN 'expired' ELSE 'usable' END = ANY (:status))`;

const rows = declareColumns<Row>({ ...lotRow.declared, received: 'numeric', stock: 'jsonb', alike: 'jsonb' });
const find = declareStatement('product-lots.find', {
  parameters: { id: 'uuid' },
  row: rows,
  sql: `SELECT ${lotRow.list}, ${stock} FROM ${lots} WHERE l.clinic_id = current_clinic() AND l.id = :id`,
});
const lock = declareStatement('product-lots.lock', {
  parameters: { id: 'uuid' },
  row: lotRow,
  sql: `SELECT ${lotRow.list} FROM ${lots} WHERE l.clinic_id = current_clinic() AND l.id = :id FOR UPDATE OF l`,
});
/** Locks lots for sharing, in one order for every caller: a recall and a use wait for each other. */
const holdAll = declareStatement('product-lots.hold-all', {
  parameters: { ids: 'uuid[]' },
  row: lotRow,
  sql: `SELECT ${lotRow.list} FROM ${lots} WHERE l.clinic_id = current_clinic() AND l.id = ANY (:ids) ORDER BY l.id FOR SHARE OF l`,
});
const list = declareStatement('product-lots.list', {
  parameters: { productId: 'uuid?', lotNumber: 'text?', status: 'text[]?', today: 'date', after: 'uuid?', limit: 'bigint' },
  row: rows,
  sql: `SELECT ${lotRow.list}, ${stock} FROM ${lots} WHERE ${matching} AND (:after::uuid IS NULL OR l.id > :after) ORDER BY l.id LIMIT :limit`,
});
const count = declareStatement('product-lots.count', {
  parameters: { productId: 'uuid?', lotNumber: 'text?', status: 'text[]?', today: 'date' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM ${lots} WHERE ${matching}`,
});
/** The lots that may be used today and of which something is left, those that expire first before the others. */
const usable = declareStatement('product-lots.usable', {
  parameters: { today: 'date', limit: 'bigint' },
  row: rows,
  sql: `SELECT ${lotRow.list}, ${stock} FROM ${lots}
    WHERE l.clinic_id = current_clinic() AND NOT ${recalled} AND l.expires_on >= :today::date
      AND EXISTS (SELECT FROM stock_levels s WHERE s.clinic_id = l.clinic_id AND s.lot_id = l.id AND s.quantity > 0)
    ORDER BY l.expires_on, l.id LIMIT :limit`,
});
const alikeOf = declareStatement('product-lots.alike', {
  parameters: { productId: 'uuid', lotNumber: 'text', id: 'uuid' },
  row: declareColumns<LotWrittenAlike>({ id: 'uuid', lotNumber: 'text', expiresOn: 'date' }),
  sql: `SELECT l.id, l.lot_number AS "lotNumber", l.expires_on AS "expiresOn" FROM product_lots l
    WHERE l.clinic_id = current_clinic() AND l.product_id = :productId AND lot_number_key(l.lot_number) = lot_number_key(:lotNumber) AND l.id <> :id ORDER BY l.id`,
});
const insert = declareStatement('product-lots.insert', {
  parameters: { id: 'uuid', productId: 'uuid', lotNumber: 'text', expiresOn: 'date', isAnotherLot: 'boolean', createdAt: 'timestamptz' },
  sql: `INSERT INTO product_lots (id, product_id, lot_number, expires_on, is_another, created_at, updated_at) VALUES (:id, :productId, :lotNumber, :expiresOn, :isAnotherLot, :createdAt, :createdAt)`,
});
const update = declareStatement('product-lots.update', {
  parameters: {
    id: 'uuid',
    lotNumber: 'text',
    expiresOn: 'date',
    recallReason: 'text?',
    recallSource: 'text?',
    recalledAt: 'timestamptz?',
    recallRecordedBy: 'uuid?',
    withdrawalReason: 'text?',
    withdrawnAt: 'timestamptz?',
    withdrawnBy: 'uuid?',
    updatedAt: 'timestamptz',
    isAnotherLot: 'boolean',
  },
  sql: `UPDATE product_lots SET lot_number = :lotNumber, expires_on = :expiresOn, recall_reason = :recallReason, recall_source = :recallSource, recalled_at = :recalledAt, recall_recorded_by = :recallRecordedBy,
     withdrawal_reason = :withdrawalReason, withdrawn_at = :withdrawnAt, withdrawn_by = :withdrawnBy, updated_at = :updatedAt, is_another = :isAnotherLot, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});

type Row = Omit<LotWithStock, 'received'> & { received: string };

const toLot = ({ received, ...lot }: Row): LotWithStock => ({ ...lot, received: Number(received) });

const toParameters = ({ productId, lotNumber, status, today }: LotFilter) => ({ productId, lotNumber, status, today });

@Injectable()
export class LotsRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<LotWithStock | null> {
    const row = await this.database.findRow(find, { id });
    return row && toLot(row);
  }

  lock(id: string): Promise<Lot | null> {
    return this.database.findRow(lock, { id });
  }

  holdAll(ids: readonly string[]): Promise<Lot[]> {
    return this.database.query(holdAll, { ids });
  }

  async list(filter: LotFilter, after: string | null, limit: number): Promise<LotWithStock[]> {
    return (await this.database.query(list, { ...toParameters(filter), after, limit })).map(toLot);
  }

  /** Lists lots that may be used and are in stock, by first expiry. */
  async listUsable(today: string, limit: number): Promise<LotWithStock[]> {
    return (await this.database.query(usable, { today, limit })).map(toLot);
  }

  async count(filter: LotFilter): Promise<number> {
    return (await this.database.getRow(count, toParameters(filter))).total;
  }

  /** Finds other lots of the product whose number is the same apart from case, spaces and dashes. */
  listAlike({ id, product, lotNumber }: Pick<Lot, 'id' | 'product' | 'lotNumber'>): Promise<LotWrittenAlike[]> {
    return this.database.query(alikeOf, { productId: product.id, lotNumber, id });
  }

  async insert({ id, product, lotNumber, expiresOn, isAnotherLot, createdAt }: Lot): Promise<void> {
    await this.database.execute(insert, { id, productId: product.id, lotNumber, expiresOn, isAnotherLot, createdAt });
  }

  async update(lot: Lot): Promise<void> {
    await this.database.execute(update, lot);
  }
}
