import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement } from '../../platform/database/index.js';
import type { ProductKind } from '../domain/product.js';
import type { NeedleDetails, PigmentShade, ProductIngredient, StorageConditions } from '../domain/product-content.js';
import type { ProductStatus } from '../domain/product-content.js';

export interface Product {
  id: string;
  kind: ProductKind;
  name: string;
  maker: string | null;
  ingredients: ProductIngredient[];
  stockUnit: string;
  storage: StorageConditions | null;
  pigment: PigmentShade | null;
  needle: NeedleDetails | null;
  status: ProductStatus;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface ProductFilter {
  kind: readonly ProductKind[] | null;
  status: readonly ProductStatus[] | null;
}

const described = {
  id: 'uuid',
  kind: 'text',
  name: 'text',
  maker: 'text?',
  ingredients: 'jsonb',
  stockUnit: 'text',
  storage: 'jsonb?',
  pigment: 'jsonb?',
  needle: 'jsonb?',
  status: 'text',
} as const;

const productRow = declareColumns<Product>(
  {
    ...described,
    version: 'integer',
    createdAt: 'timestamptz',
    updatedAt: 'timestamptz',
  },
  'p',
);
const matching = `p.clinic_id = current_clinic() AND (:kind::text[] IS NULL OR p.kind = ANY (:kind)) AND (:status::text[] IS NULL OR p.status = ANY (:status))`;

const find = declareStatement('products.find', {
  parameters: { id: 'uuid' },
  row: productRow,
  sql: `SELECT ${productRow.list} FROM products p WHERE p.clinic_id = current_clinic() AND p.id = :id`,
});
const findAll = declareStatement('products.find-all', {
  parameters: { ids: 'uuid[]' },
  row: productRow,
  sql: `SELECT ${productRow.list} FROM products p WHERE p.clinic_id = current_clinic() AND p.id = ANY (:ids)`,
});
const lock = declareStatement('products.lock', {
  parameters: { id: 'uuid' },
  row: productRow,
  sql: `SELECT ${productRow.list} FROM products p WHERE p.clinic_id = current_clinic() AND p.id = :id FOR UPDATE`,
});
/** Locks a product for sharing, so that it is neither retired nor counted in another unit until the transaction ends. */
const hold = declareStatement('products.hold', {
  parameters: { id: 'uuid' },
  row: productRow,
  sql: `SELECT ${productRow.list} FROM products p WHERE p.clinic_id = current_clinic() AND p.id = :id FOR SHARE`,
});
const list = declareStatement('products.list', {
  parameters: { kind: 'text[]?', status: 'text[]?', after: 'uuid?', limit: 'bigint' },
  row: productRow,
  sql: `SELECT ${productRow.list} FROM products p WHERE ${matching} AND (:after::uuid IS NULL OR p.id > :after) ORDER BY p.id LIMIT :limit`,
});
const count = declareStatement('products.count', {
  parameters: { kind: 'text[]?', status: 'text[]?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM products p WHERE ${matching}`,
});
const pigments = declareStatement('products.pigments', {
  row: declareColumns<{ shade: string; hex: string }>({ shade: 'text', hex: 'text' }),
  sql: `SELECT DISTINCT p.pigment ->> 'shade' AS shade, p.pigment ->> 'hex' AS hex FROM products p
    WHERE p.clinic_id = current_clinic() AND p.kind = 'pigment' AND p.pigment ->> 'hex' IS NOT NULL`,
});
const insert = declareStatement('products.insert', {
  parameters: { ...described, updatedAt: 'timestamptz' },
  sql: `INSERT INTO products (id, kind, name, maker, ingredients, stock_unit, storage, pigment, needle, status, created_at, updated_at)
   VALUES (:id, :kind, :name, :maker, :ingredients::jsonb, :stockUnit, :storage::jsonb, :pigment::jsonb, :needle::jsonb, :status, :updatedAt, :updatedAt)`,
});
const update = declareStatement('products.update', {
  parameters: { ...described, updatedAt: 'timestamptz' },
  sql: `UPDATE products SET kind = :kind, name = :name, maker = :maker, ingredients = :ingredients::jsonb, stock_unit = :stockUnit, storage = :storage::jsonb, pigment = :pigment::jsonb,
     needle = :needle::jsonb, status = :status, updated_at = :updatedAt, version = version + 1
    WHERE clinic_id = current_clinic() AND id = :id`,
});

const toParameters = (product: Product) => product;

@Injectable()
export class ProductsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<Product | null> {
    return this.database.findRow(find, { id });
  }

  findAll(ids: readonly string[]): Promise<Product[]> {
    return this.database.query(findAll, { ids });
  }

  lock(id: string): Promise<Product | null> {
    return this.database.findRow(lock, { id });
  }

  hold(id: string): Promise<Product | null> {
    return this.database.findRow(hold, { id });
  }

  list({ kind, status }: ProductFilter, after: string | null, limit: number): Promise<Product[]> {
    return this.database.query(list, { kind, status, after, limit });
  }

  /** Lists the shades of pigments with a known colour. */
  listPigments(): Promise<{ shade: string; hex: string }[]> {
    return this.database.query(pigments);
  }

  async count({ kind, status }: ProductFilter): Promise<number> {
    return (await this.database.getRow(count, { kind, status })).total;
  }

  async insert(product: Product): Promise<void> {
    await this.database.execute(insert, toParameters(product));
  }

  async update(product: Product): Promise<void> {
    await this.database.execute(update, toParameters(product));
  }
}
