import { Matching } from '../platform/http/index.js';
import { DecimalText } from './decimal.js';
import type { WrittenMoney } from './domain/written-money.js';

/** An amount of money that is charged; not negative. */
export class MoneyAmountInput implements WrittenMoney {
  /**
   * The amount, a decimal as text, never a floating-point number.
   * @example 2850.00
   */
  @DecimalText() amount: string;

  /** The ISO 4217 code of the clinic's currency. */
  @Matching(/^[A-Z]{3}$/, { example: 'INR', what: 'a currency of three letters (ISO 4217)' }) currency: string;
}

/** An amount of money; negative for a difference that lowers the price. */
export class MoneyAmount implements WrittenMoney {
  /**
   * The amount, a decimal as text, never a floating-point number.
   * @example 2850.00
   */
  @DecimalText({ negative: true }) amount: string;

  /**
   * The ISO 4217 code of the clinic's currency.
   * @example INR
   */
  currency: string;
}
