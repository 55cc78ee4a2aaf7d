/** The kind of job that a correction of a product's ingredients requests. A feature that depends on the ingredients handles it. */
export const productCorrected = 'rescreen-plans-of-product';

export interface ProductCorrected {
  productId: string;
}
