import type { BrandLine } from './brand.js';
import { coreBrands } from './core.js';

export type { BrandLine } from './brand.js';

/** Every brand that is shipped. */
export const brands: readonly BrandLine[] = coreBrands;

/** Words that tell two packs of the same goods apart ("lemon", "baby"): they explain nothing but the goods beside them. */
export const goodsWords: readonly string[] = [];
