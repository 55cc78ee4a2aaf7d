import type { BrandLine } from './brand.js';
import { coreBrands } from './core.js';

export type { BrandLine } from './brand.js';

/** Every brand that is shipped. */
export const brands: readonly BrandLine[] = [...coreBrands];
