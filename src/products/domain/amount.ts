/** Amounts of stock: exact decimals of at most four places, in the unit in which the product is kept. */
import type { FieldError } from '../../kernel/failure.js';
import { convertUnit } from '../../terminology/index.js';
import { unitErrors } from './product.js';

export interface Amount {
  value: number;
  unit: string;
}

/** The most that is moved at once, in the unit of stock. */
export const LARGEST_AMOUNT = 1_000_000;

const DECIMALS = 4;

/** UCUM takes every annotation for the number one: without this, ten vials would pass for ten cartridges. */
const isAnnotated = (unit: string): boolean => unit.includes('{');

const converted = ({ value, unit }: Amount, stockUnit: string): number | null => {
  if (unit === stockUnit) return value;
  if (isAnnotated(unit) || isAnnotated(stockUnit)) return null;
  const found = convertUnit(value, unit, stockUnit);
  return typeof found === 'number' ? found : null;
};

/** The figures of an amount: the object's own names of its parts, for the pointers of errors. */
export interface AmountPointers {
  value: string;
  unit: string;
}

/** The amount in the unit of stock, or what is wrong with it. Nothing is rounded: what does not come out exactly is refused. */
export const inStockUnit = (amount: Amount, stockUnit: string, pointers: AmountPointers): number | FieldError => {
  const [unknown] = unitErrors(amount.unit, pointers.unit);
  if (unknown) return unknown;
  const value = converted(amount, stockUnit);
  if (value === null)
    return { pointer: pointers.unit, code: 'inconvertible-unit', detail: `This is kept in ${stockUnit}, which ${amount.unit} does not convert to.` };
  if (Math.abs(value) > LARGEST_AMOUNT)
    return { pointer: pointers.value, code: 'out-of-range', detail: `At most ${LARGEST_AMOUNT} ${stockUnit} are moved at once.` };
  if (Number(value.toFixed(DECIMALS)) !== value) {
    return { pointer: pointers.value, code: 'too-fine', detail: `Amounts have at most ${DECIMALS} decimals, in ${stockUnit}.` };
  }
  return value;
};
