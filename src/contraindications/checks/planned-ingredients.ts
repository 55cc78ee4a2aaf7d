import { Injectable } from '@nestjs/common';
import { invalid } from '../../kernel/failure.js';
import { ProductsService } from '../../products/index.js';
import { ingredientsOfAtc } from '../engine/index.js';

/** What is to be used, in words that an allergy can be compared with. */
export interface Planned {
  /** Ids of the products, each once. */
  products: string[];
  /** What was named and what is in the products; null when nothing is known of it. */
  ingredients: string[] | null;
}

const inBody = (index: number): string => `/products/${index}`;

/** Whoever names products says with them what is to be used. */
@Injectable()
export class PlannedIngredients {
  constructor(private readonly products: ProductsService) {}

  async of({ ingredients, products = [] }: { ingredients?: readonly string[] | null; products?: readonly string[] }, pointerOf = inBody): Promise<Planned> {
    const contents = new Map((await this.products.contentsOf(products ?? [])).map((one) => [one.id, one.ingredients]));
    const named = (products ?? []).map((id) => id.toLowerCase());
    const errors = named.flatMap((id, index) =>
      contents.has(id) ? [] : [{ pointer: pointerOf(index), code: 'unknown-product', detail: 'The clinic has no such product.' }],
    );
    if (errors.length > 0) throw invalid(errors);
    const contained = named.flatMap((id) => contents.get(id)!).flatMap(({ ingredient, atc }) => [ingredient, ...(atc === null ? [] : ingredientsOfAtc(atc))]);
    const nothingKnown = !ingredients && contained.length === 0;
    return { products: [...new Set(named)], ingredients: nothingKnown ? null : [...new Set([...(ingredients ?? []), ...contained])] };
  }
}
