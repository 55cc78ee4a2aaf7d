import type { PriceList, TreatmentPrice } from '../domain/price-list.js';
import type { PriceListInput, TreatmentPriceDto } from './price-list.dto.js';

const priceInDecimals = ({ perSession: { low, usual, high }, ...price }: TreatmentPriceDto): TreatmentPrice => ({
  ...price,
  perSession: { low: low.amount, usual: usual.amount, high: high.amount },
});

/** A price list as it is kept: amounts without their currency, which is the clinic's. */
export const inDecimals = (list: PriceListInput): PriceList => ({ ...list, treatments: list.treatments.map(priceInDecimals) });
