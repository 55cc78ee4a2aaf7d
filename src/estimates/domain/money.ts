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

const toScaled = (decimal: Decimal): Scaled => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return { amount: BigInt(whole + fraction), scale: BigInt(fraction.length) };
};

const known = new Map<string, { exponent: bigint }>(Object.values(currencies).map((currency) => [currency.code, currency]));

/** Finds the number of decimals of a currency: 2 for INR, 0 for JPY, 3 for KWD. */
const getExponent = (currency: string): bigint => known.get(currency)?.exponent ?? 2n;

/** Makes an amount in a currency by its ISO 4217 code. Decimals beyond those of the currency are kept until the amount is rounded. */
export const createMoney = (decimal: Decimal, currency: string): Money =>
  dinero({ ...toScaled(decimal), currency: { code: currency, base: 10n, exponent: getExponent(currency) } });

export const createZeroMoney = (currency: string): Money => createMoney('0', currency);

/** Rounds to the currency's own decimals, halves away from zero. */
export const roundMoney = (amount: Money): Money => {
  const { currency } = amount.toJSON();
  const negative = isNegative(amount);
  const absolute = transformScale(negative ? negateMoney(amount) : amount, currency.exponent, halfUp);
  return negative ? negateMoney(absolute) : absolute;
};

export const formatDecimal = (amount: Money): Decimal => toDecimal(roundMoney(amount));

export const sumMoney = (amounts: readonly Money[], currency: string): Money => amounts.reduce((total, money) => add(total, money), createZeroMoney(currency));
export const subtractMoney = (one: Money, other: Money): Money => subtract(one, other);
export const multiplyMoney = (amount: Money, count: Decimal | number): Money => multiply(amount, toScaled(String(count)));
export const negateMoney = (amount: Money): Money => multiply(amount, -1n);

/** Computes a share of an amount in per cent, rounded to the currency's decimals. */
export const computePercentage = (amount: Money, percent: Decimal): Money => {
  const { amount: rate, scale } = toScaled(percent);
  return roundMoney(multiply(amount, { amount: rate, scale: scale + DECIMALS_OF_PERCENT }));
};

/** Computes the tax that an amount already includes, at a rate in per cent, rounded to the currency's decimals. */
export const computeIncludedTax = (amount: Money, percent: Decimal): Money => {
  const { amount: rate, scale: digits } = toScaled(percent);
  const { amount: units, currency, scale } = roundMoney(amount).toJSON();
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
export const computeDifferencePercent = (one: Money, other: Money): Decimal | null => {
  const [now, before] = [roundMoney(one).toJSON().amount, roundMoney(other).toJSON().amount];
  if (before === 0n) return null;
  const [difference, base] = [now - before, before < 0n ? -before : before];
  const magnitude = difference < 0n ? -difference : difference;
  const hundredths = (magnitude * 10_000n + base - 1n) / base;
  const written = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
  return difference < 0n ? `-${written}` : written;
};

export const isAbove = (percent: Decimal, limit: Decimal): boolean => {
  const [one, other] = [toScaled(percent.replace('-', '')), toScaled(limit)];
  return one.amount * 10n ** other.scale > other.amount * 10n ** one.scale;
};
