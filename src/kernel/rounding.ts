/** A figure rounded to that many decimals: for what is shown, never for money. */
export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
