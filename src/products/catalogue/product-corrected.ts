/** The kind of job that a corrected product asks for: whoever keeps what rests on its ingredients does it. */
export const productCorrected = 'rescreen-plans-of-product';

export interface ProductCorrected {
  productId: string;
}
