import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { Clock } from '../../kernel/clock.js';
import { createConflictFailure, createInvalidInputFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { findViolatedConstraint } from '../../platform/database/index.js';
import { applyMergePatch, Pages, requireVersion, withPatch, type MergePatchBody, type Page } from '../../platform/http/index.js';
import { validateProduct, type ProductKind } from '../domain/product.js';
import { ProductChange, type ProductInput, type ProductQuery, type ProductResponse } from './product.dto.js';
import { productCorrected, type ProductCorrected } from './product-corrected.js';
import { ProductsRepository, type Product } from './products.repository.js';
import { Jobs } from '../../platform/jobs/index.js';

/** The contents of a product, for features that must know what is put into the skin. */
export interface ProductContents {
  id: string;
  name: string;
  kind: ProductKind;
  /** The shade of a pigment; null for other products. */
  shade: string | null;
  /** The ingredients; `concentration` is null where it was not stated. */
  ingredients: { ingredient: string; code: { system: string; code: string } | null; concentration: { value: number; unit: string } | null }[];
}

/** Converts a product into the form in which clients send it, to which a merge patch is applied. */
const toWire = ({ kind, name, maker, ingredients, stockUnit, storage, pigment, needle, status }: Product): ProductChange => ({
  kind,
  name,
  ...(maker !== null && { maker }),
  ingredients,
  stockUnit,
  ...(storage && { storage }),
  ...(pigment && { pigment }),
  ...(needle && { needle }),
  status,
});

const toResponse = (product: Product): ProductResponse => ({
  id: product.id,
  ...toWire(product),
  createdAt: product.createdAt.toISOString(),
  updatedAt: product.updatedAt.toISOString(),
  version: product.version,
});

/** Drops the members that were sent as null. */
const withoutNulls = <T extends object>(part: T): T => applyMergePatch({}, part) as T;

const toColumns = (input: ProductInput) => ({
  kind: input.kind,
  name: input.name.trim(),
  maker: input.maker?.trim() ?? null,
  ingredients: input.ingredients.map(({ ingredient, code, concentration }) => ({
    ingredient: ingredient.trim(),
    ...(code && { code: withoutNulls(code) }),
    ...(concentration && { concentration }),
  })),
  stockUnit: input.stockUnit,
  storage: input.storage ? withoutNulls(input.storage) : null,
  pigment: input.pigment ? withoutNulls(input.pigment) : null,
  needle: input.needle ? withoutNulls(input.needle) : null,
});

const requireSound = (input: ProductInput): void => {
  const errors = validateProduct(input);
  if (errors.length > 0) throw createInvalidInputFailure(errors);
};

@Injectable()
export class ProductsService {
  constructor(
    private readonly products: ProductsRepository,
    private readonly pages: Pages,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Finds the contents of the products; products that the clinic does not have are left out. */
  async listContents(productIds: readonly string[]): Promise<ProductContents[]> {
    if (productIds.length === 0) return [];
    const found = await this.products.findAll([...new Set(productIds)]);
    return found.map(({ id, name, kind, ingredients, pigment }) => ({
      id,
      name,
      kind,
      shade: pigment?.shade ?? null,
      ingredients: ingredients.map(({ ingredient, code, concentration }) => ({ ingredient, code: code ?? null, concentration: concentration ?? null })),
    }));
  }

  /** Finds the colours of the clinic's pigments, by the names of their shades in lower case. A name with several colours is left out. */
  async getPigmentColours(): Promise<Map<string, string>> {
    const byShade = Map.groupBy(await this.products.listPigments(), ({ shade }) => shade.trim().toLowerCase());
    const colours = [...byShade].map(([shade, pigments]) => [shade, new Set(pigments.map(({ hex }) => hex.toLowerCase()))] as const);
    return new Map(colours.flatMap(([shade, hexes]) => (hexes.size === 1 ? [[shade, [...hexes][0]!] as const] : [])));
  }

  async get(productId: string): Promise<ProductResponse> {
    const product = await this.products.find(productId);
    if (!product) throw createNotFoundFailure('product');
    return toResponse(product);
  }

  list(query: ProductQuery): Promise<Page<ProductResponse>> {
    const filter = { kind: query.kind ?? null, status: query.status ?? null };
    return this.pages.read(query, {
      rows: (after: string | null, limit) => this.products.list(filter, after, limit),
      position: (product) => product.id,
      item: toResponse,
      total: () => this.products.count(filter),
    });
  }

  async create(input: ProductInput): Promise<ProductResponse> {
    requireSound(input);
    const now = this.clock.now();
    const product: Product = { id: createId(), ...toColumns(input), status: 'active', version: 1, createdAt: now, updatedAt: now };
    await this.products.insert(product);
    return toResponse(product);
  }

  async change(productId: string, patch: MergePatchBody): Promise<ProductResponse> {
    const product = await this.products.lock(productId);
    if (!product) throw createNotFoundFailure('product');
    requireVersion(product.version);
    const changed = withPatch(ProductChange, toWire(product), patch);
    requireSound(changed);
    const next: Product = { ...product, ...toColumns(changed), status: changed.status, version: product.version + 1, updatedAt: this.clock.now() };
    try {
      await this.products.update(next);
    } catch (error) {
      if (findViolatedConstraint(error) === 'products_stock_unit_kept')
        throw createConflictFailure(`Lots of this product are counted in ${product.stockUnit}: add a new product.`);
      throw error;
    }
    if (canonicalize(next.ingredients) !== canonicalize(product.ingredients)) await this.tellOfCorrection(productId);
    return toResponse(next);
  }

  /** Requests a new screening of the open plans that name the product, because they depend on its ingredients. */
  private async tellOfCorrection(productId: string): Promise<void> {
    const input: ProductCorrected = { productId };
    await this.jobs.enqueue({ kind: productCorrected, input, permission: 'product.read' });
  }
}
