import { Injectable } from '@nestjs/common';
import { invalid, type FieldError } from '../../kernel/failure.js';
import { isInstrument, ProductsService, type ProductContents } from '../../products/index.js';
import { wordsOfIngredient } from '../engine/index.js';

/** What is to be used, as somebody named it. */
export interface NamedUse {
  /** Ingredients by name; null when nobody named any. */
  named: string[] | null;
  /** Ids of products, each once. */
  products: string[];
}

/** What is to be used, as it is known at this moment. */
export interface PlannedUse {
  /** What was named and what is in the products now; null when nothing is known of it. */
  ingredients: string[] | null;
  /** Products of which nobody knows what is in them, by name; a needle is not one of them. */
  productsWithoutIngredients: string[];
}

const inBody = (index: number): string => `/products/${index}`;

export const namedUse = ({ ingredients, products = [] }: { ingredients?: readonly string[] | null; products?: readonly string[] | null }): NamedUse => ({
  named: ingredients ? [...ingredients] : null,
  products: [...new Set((products ?? []).map((id) => id.toLowerCase()))],
});

/** What is in products is looked up whenever a check is made: a product may have been corrected since it was named. */
@Injectable()
export class PlannedIngredients {
  constructor(private readonly products: ProductsService) {}

  /** What a use comes to now; fails with every product that the clinic does not have. */
  async of(use: NamedUse, pointerOf = inBody): Promise<PlannedUse> {
    const contents = await this.contentsOf([use]);
    const errors = use.products.flatMap((id, index): FieldError[] =>
      contents.has(id) ? [] : [{ pointer: pointerOf(index), code: 'unknown-product', detail: 'The clinic has no such product: name one that GET /v1/products lists.' }],
    );
    if (errors.length > 0) throw invalid(errors);
    return plannedUse(use, contents);
  }

  /** What the products of many uses contain, by their ids; one question for all of them. */
  async contentsOf(uses: readonly NamedUse[]): Promise<ReadonlyMap<string, ProductContents>> {
    return new Map((await this.products.contentsOf(uses.flatMap(({ products }) => products))).map((content) => [content.id, content]));
  }
}

/** What a use comes to, given what its products contain. */
export const plannedUse = ({ named, products }: NamedUse, contents: ReadonlyMap<string, ProductContents>): PlannedUse => {
  const known = products.flatMap((id) => contents.get(id) ?? []);
  const contained = known.flatMap(({ ingredients }) => ingredients).flatMap(wordsOfIngredient);
  const nothingKnown = named === null && contained.length === 0;
  return {
    ingredients: nothingKnown ? null : [...new Set([...(named ?? []), ...contained])],
    productsWithoutIngredients: known.filter(({ kind, ingredients }) => ingredients.length === 0 && !isInstrument(kind)).map(({ name }) => name),
  };
};
