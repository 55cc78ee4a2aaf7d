/** An amount of money in writing: a decimal as text, and the ISO 4217 code of its currency. */
export interface WrittenMoney {
  amount: string;
  currency: string;
}
