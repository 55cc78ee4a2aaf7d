import type { ProductKind } from './product.js';

/** The product of a lot, as a list shows it. */
export interface LotProduct {
  id: string;
  name: string;
  kind: ProductKind;
  stockUnit: string;
}
