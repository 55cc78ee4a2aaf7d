import { declareEnumeration } from '../../kernel/enumeration.js';
import type { Coding } from '../../kernel/coding.js';
import type { Quantity } from '../../kernel/quantity.js';

export const productStatuses = declareEnumeration('ProductStatus', ['active', 'retired']);

export type ProductStatus = (typeof productStatuses)[number];

/** An ingredient of a product. */
export interface ProductIngredient {
  ingredient: string;
  code?: Coding;
  concentration?: Quantity;
}

/** The storage conditions of a product. */
export interface StorageConditions {
  text?: string;
  minimumCelsius?: number;
  maximumCelsius?: number;
}

/** The shade of a pigment. */
export interface PigmentShade {
  shade: string;
  hex?: string;
  number?: string;
}

/** The details of a needle or a cartridge. */
export interface NeedleDetails {
  gauge?: number;
  needlesPerCartridge?: number;
}
