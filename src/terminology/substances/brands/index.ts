import type { BrandLine } from './brand.js';
import { formulary } from './formulary.js';
import { internationalBrands } from './international.js';

export type { BrandLine } from './brand.js';
export { goodsWords } from './goods-words.js';

const foldName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const inIndia = new Set(formulary.map(([name]) => foldName(name)));

/** Every shipped brand. Where a name has different meanings in India and elsewhere, the Indian one is listed. */
export const brands: readonly BrandLine[] = [...formulary, ...internationalBrands.filter(([name]) => !inIndia.has(foldName(name)))];
