import { Injectable } from '@nestjs/common';
import { createInvalidInputFailure, type FieldError } from '../../kernel/failure.js';
import { isInstrument, ProductsService, type ProductContents } from '../../products/index.js';
import { listWordsOfIngredient } from '../engine/index.js';

/** The substances and products to be used, as they were named. */
export interface NamedUse {
  /** Ingredients by name; null where none were named. */
  named: string[] | null;
  /** Ids of products, each once. */
  products: string[];
}

/** The substances to be used, as they are known at this moment. */
export interface PlannedUse {
  /** The named ingredients and the contents of the products now; null where nothing is known. */
  ingredients: string[] | null;
  /** The names of products whose contents are unknown; a needle is not such a product. */
  productsWithoutIngredients: string[];
}

const formatPointer = (index: number): string => `/products/${index}`;

export const toNamedUse = ({ ingredients, products = [] }: { ingredients?: readonly string[] | null; products?: readonly string[] | null }): NamedUse => ({
  named: ingredients ? [...ingredients] : null,
  products: [...new Set((products ?? []).map((id) => id.toLowerCase()))],
});

/** Looks up the contents of products for each check, because a product may have been corrected since it was named. */
@Injectable()
export class PlannedIngredients {
  constructor(private readonly products: ProductsService) {}

  /** Resolves a use to its present ingredients; throws every product that the clinic does not have. */
  async resolve(use: NamedUse, pointerOf = formatPointer): Promise<PlannedUse> {
    const contents = await this.getContents([use]);
    const errors = use.products.flatMap((id, index): FieldError[] =>
      contents.has(id)
        ? []
        : [{ pointer: pointerOf(index), code: 'unknown-product', detail: 'The clinic has no such product: name one that GET /v1/products lists.' }],
    );
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    return resolvePlannedUse(use, contents);
  }

  /** Reads the contents of the products of many uses, by product id, in one query. */
  async getContents(uses: readonly NamedUse[]): Promise<ReadonlyMap<string, ProductContents>> {
    return new Map((await this.products.listContents(uses.flatMap(({ products }) => products))).map((content) => [content.id, content]));
  }
}

/** Resolves a use to its ingredients, from the given contents of its products. */
export const resolvePlannedUse = ({ named, products }: NamedUse, contents: ReadonlyMap<string, ProductContents>): PlannedUse => {
  const known = products.flatMap((id) => contents.get(id) ?? []);
  const contained = known.flatMap(({ ingredients }) => ingredients).flatMap(listWordsOfIngredient);
  const nothingKnown = named === null && contained.length === 0;
  return {
    ingredients: nothingKnown ? null : [...new Set([...(named ?? []), ...contained])],
    productsWithoutIngredients: known.filter(({ kind, ingredients }) => ingredients.length === 0 && !isInstrument(kind)).map(({ name }) => name),
  };
};
