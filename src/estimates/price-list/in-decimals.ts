import type { PriceList, TreatmentPrice } from '../domain/price-list.js';

interface Amount {
  amount: string;
}

/** A price as clients send it. */
interface TypedPrice extends Omit<TreatmentPrice, 'perSession'> {
  perSession: { low: Amount; usual: Amount; high: Amount };
}

interface TypedPriceList extends Omit<PriceList, 'treatments'> {
  treatments: TypedPrice[];
}

const toDecimalPrice = ({ perSession: { low, usual, high }, ...price }: TypedPrice): TreatmentPrice => ({
  ...price,
  perSession: { low: low.amount, usual: usual.amount, high: high.amount },
});

/** Converts a price list for storage: amounts without their currency, which is the clinic's. */
export const toDecimalPriceList = (list: TypedPriceList): PriceList => ({ ...list, treatments: list.treatments.map(toDecimalPrice) });
