import { Injectable } from '@nestjs/common';
import { Database, statement } from '../../platform/database/index.js';
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
  kind: ProductKind | null;
  status: ProductStatus | null;
}

const columns = `p.id, p.kind, p.name, p.maker, p.ingredients, p.stock_unit AS "stockUnit", p.storage, p.pigment, p.needle, p.status, p.version,
  p.created_at AS "createdAt", p.updated_at AS "updatedAt"`;
const matching = `p.clinic_id = current_clinic() AND ($1::text IS NULL OR p.kind = $1) AND ($2::text IS NULL OR p.status = $2)`;

const find = statement('products.find', `SELECT ${columns} FROM products p WHERE p.clinic_id = current_clinic() AND p.id = $1`);
const findAll = statement('products.find-all', `SELECT ${columns} FROM products p WHERE p.clinic_id = current_clinic() AND p.id = ANY ($1)`);
const lock = statement('products.lock', `SELECT ${columns} FROM products p WHERE p.clinic_id = current_clinic() AND p.id = $1 FOR UPDATE`);
/** Share-locked: it is neither retired nor counted in another unit before what rests on it is committed. */
const hold = statement('products.hold', `SELECT ${columns} FROM products p WHERE p.clinic_id = current_clinic() AND p.id = $1 FOR SHARE`);
const list = statement('products.list', `SELECT ${columns} FROM products p WHERE ${matching} AND ($3::uuid IS NULL OR p.id > $3) ORDER BY p.id LIMIT $4`);
const count = statement('products.count', `SELECT count(*)::integer AS total FROM products p WHERE ${matching}`);
const pigments = statement(
  'products.pigments',
  `SELECT DISTINCT p.pigment ->> 'shade' AS shade, p.pigment ->> 'hex' AS hex FROM products p
    WHERE p.clinic_id = current_clinic() AND p.kind = 'pigment' AND p.pigment ->> 'hex' IS NOT NULL`,
);
const insert = statement(
  'products.insert',
  `INSERT INTO products (id, kind, name, maker, ingredients, stock_unit, storage, pigment, needle, status, created_at, updated_at)
   VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7::jsonb, $8::jsonb, $9::jsonb, $10, $11, $11)`,
);
const update = statement(
  'products.update',
  `UPDATE products SET kind = $2, name = $3, maker = $4, ingredients = $5::jsonb, stock_unit = $6, storage = $7::jsonb, pigment = $8::jsonb,
     needle = $9::jsonb, status = $10, updated_at = $11, version = version + 1
    WHERE clinic_id = current_clinic() AND id = $1`,
);

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));

const valuesOf = (product: Product): unknown[] => [
  product.id,
  product.kind,
  product.name,
  product.maker,
  json(product.ingredients),
  product.stockUnit,
  json(product.storage),
  json(product.pigment),
  json(product.needle),
  product.status,
  product.updatedAt,
];

@Injectable()
export class ProductsRepository {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<Product | null> {
    return this.database.maybe<Product>(find, [id]);
  }

  findAll(ids: readonly string[]): Promise<Product[]> {
    return this.database.query<Product>(findAll, [ids]);
  }

  lock(id: string): Promise<Product | null> {
    return this.database.maybe<Product>(lock, [id]);
  }

  hold(id: string): Promise<Product | null> {
    return this.database.maybe<Product>(hold, [id]);
  }

  list({ kind, status }: ProductFilter, after: string | null, limit: number): Promise<Product[]> {
    return this.database.query<Product>(list, [kind, status, after, limit]);
  }

  /** The shades of pigments whose colour is known. */
  pigments(): Promise<{ shade: string; hex: string }[]> {
    return this.database.query<{ shade: string; hex: string }>(pigments);
  }

  async count({ kind, status }: ProductFilter): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [kind, status])).total;
  }

  async insert(product: Product): Promise<void> {
    await this.database.execute(insert, valuesOf(product));
  }

  async update(product: Product): Promise<void> {
    await this.database.execute(update, valuesOf(product));
  }
}
