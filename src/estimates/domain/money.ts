/** Computes with exact amounts of money: all amounts are decimals, never floating-point numbers. */
import { add, compare, dinero, haveSameAmount, halfUp, multiply, subtract, toDecimal, transformScale, type Dinero } from 'dinero.js/bigint';
import * as currencies from 'dinero.js/bigint/currencies';

export type Money = Dinero<bigint>;

/** A decimal as JSON carries it: `1200.00`, `-5.5`. */
export type Decimal = string;

const DECIMAL = /^-?\d{1,12}(\.\d{1,4})?$/;
const DECIMALS_OF_PERCENT = 2n;

export const isDecimal = (text: unknown): text is Decimal => typeof text === 'string' && DECIMAL.test(text);

interface Scaled {
  amount: bigint;
  scale: bigint;
}

const scaled = (decimal: Decimal): Scaled => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return { amount: BigInt(whole + fraction), scale: BigInt(fraction.length) };
};

const known = new Map<string, { exponent: bigint }>(Object.values(currencies).map((currency) => [currency.code, currency]));

/** Finds the number of decimals of a currency: 2 for INR, 0 for JPY, 3 for KWD. */
const exponentOf = (currency: string): bigint => known.get(currency)?.exponent ?? 2n;

/** Makes an amount in a currency by its ISO 4217 code. Decimals beyond those of the currency are kept until the amount is rounded. */
export const money = (decimal: Decimal, currency: string): Money =>
  dinero({ ...scaled(decimal), currency: { code: currency, base: 10n, exponent: exponentOf(currency) } });

export const zero = (currency: string): Money => money('0', currency);

/** Rounds to the currency's own decimals, halves away from zero. */
export const rounded = (amount: Money): Money => {
  const { currency } = amount.toJSON();
  const negative = isNegative(amount);
  const absolute = transformScale(negative ? negated(amount) : amount, currency.exponent, halfUp);
  return negative ? negated(absolute) : absolute;
};

export const text = (amount: Money): Decimal => toDecimal(rounded(amount));

export const sum = (amounts: readonly Money[], currency: string): Money => amounts.reduce((total, money) => add(total, money), zero(currency));
export const minus = (one: Money, other: Money): Money => subtract(one, other);
export const times = (amount: Money, count: Decimal | number): Money => multiply(amount, scaled(String(count)));
export const negated = (amount: Money): Money => multiply(amount, -1n);

/** Computes a share of an amount in per cent, rounded to the currency's decimals. */
export const percentOf = (amount: Money, percent: Decimal): Money => {
  const { amount: rate, scale } = scaled(percent);
  return rounded(multiply(amount, { amount: rate, scale: scale + DECIMALS_OF_PERCENT }));
};

/** Computes the tax that an amount already includes, at a rate in per cent, rounded to the currency's decimals. */
export const taxWithin = (amount: Money, percent: Decimal): Money => {
  const { amount: rate, scale: digits } = scaled(percent);
  const { amount: units, currency, scale } = rounded(amount).toJSON();
  const whole = 100n * 10n ** digits + rate;
  return dinero({ amount: (2n * units * rate + whole) / (2n * whole), currency, scale });
};

export const isNegative = (amount: Money): boolean => (compare(amount, multiply(amount, 0n)) as number) < 0;
export const isSame = (one: Money, other: Money): boolean => haveSameAmount([one, other]);
export const isMore = (one: Money, other: Money): boolean => (compare(one, other) as number) > 0;

/**
 * Computes the difference of one amount from another, in per cent of the other, with two decimals, rounded away from zero. Null where the
 * other amount is 0.
 */
export const differencePercent = (one: Money, other: Money): Decimal | null => {
  const [now, before] = [rounded(one).toJSON().amount, rounded(other).toJSON().amount];
  if (before === 0n) return null;
  const [difference, base] = [now - before, before < 0n ? -before : before];
  const magnitude = difference < 0n ? -difference : difference;
  const hundredths = (magnitude * 10_000n + base - 1n) / base;
  const written = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
  return difference < 0n ? `-${written}` : written;
};

export const isAbove = (percent: Decimal, limit: Decimal): boolean => {
  const [one, other] = [scaled(percent.replace('-', '')), scaled(limit)];
  return one.amount * 10n ** other.scale > other.amount * 10n ** one.scale;
};
