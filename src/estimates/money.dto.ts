import { Matches } from 'class-validator';
import { IsDecimalText } from './decimal.js';
import type { WrittenMoney } from './domain/written-money.js';

/** An amount of money that is charged: not negative. */
export class MoneyInput implements WrittenMoney {
  /**
   * A decimal as text; never a floating-point number.
   * @example 2850.00
   */
  @IsDecimalText()
  amount: string;

  /**
   * ISO 4217 code: the clinic's currency.
   * @example INR
   */
  @Matches(/^[A-Z]{3}$/, { context: { code: 'malformed' } })
  currency: string;
}

/** An amount of money; negative where it is a difference that lowers the price. */
export class MoneyDto implements WrittenMoney {
  /**
   * A decimal as text; never a floating-point number.
   * @example 2850.00
   */
  @IsDecimalText({ negative: true })
  amount: string;

  /**
   * ISO 4217 code: the clinic's currency.
   * @example INR
   */
  currency: string;
}
