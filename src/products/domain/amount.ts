/** Amounts of stock: exact decimals of at most four places, in the unit of stock. */
import type { FieldError } from '../../kernel/failure.js';
import { convertUnit } from '../../terminology/index.js';
import { validateUnit } from './product.js';

export interface Amount {
  value: number;
  unit: string;
}

/** The largest amount of one movement, in the unit of stock. */
export const LARGEST_AMOUNT = 1_000_000;

const DECIMALS = 4;

/** Whether a unit has an annotation. UCUM takes every annotation for the number one: without this check, ten vials would count as ten cartridges. */
const isAnnotated = (unit: string): boolean => unit.includes('{');

const convertAmount = ({ value, unit }: Amount, stockUnit: string): number | null => {
  if (unit === stockUnit) return value;
  if (isAnnotated(unit) || isAnnotated(stockUnit)) return null;
  const found = convertUnit(value, unit, stockUnit);
  return typeof found === 'number' ? found : null;
};

/** The names of the members of an amount, for the pointers of errors. */
export interface AmountPointers {
  value: string;
  unit: string;
}

/** Converts an amount to the unit of stock; answers an error where it cannot. Nothing is rounded: an amount that does not convert exactly is refused. */
export const convertToStockUnit = (amount: Amount, stockUnit: string, pointers: AmountPointers): number | FieldError => {
  const [unknown] = validateUnit(amount.unit, pointers.unit);
  if (unknown) return unknown;
  const value = convertAmount(amount, stockUnit);
  if (value === null)
    return { pointer: pointers.unit, code: 'inconvertible-unit', detail: `This is kept in ${stockUnit}, which ${amount.unit} does not convert to.` };
  if (Math.abs(value) > LARGEST_AMOUNT)
    return { pointer: pointers.value, code: 'out-of-range', detail: `At most ${LARGEST_AMOUNT} ${stockUnit} are moved at once.` };
  if (Number(value.toFixed(DECIMALS)) !== value) {
    return { pointer: pointers.value, code: 'too-fine', detail: `Amounts have at most ${DECIMALS} decimals, in ${stockUnit}.` };
  }
  return value;
};
