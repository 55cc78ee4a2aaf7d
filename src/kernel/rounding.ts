/** Rounds a figure to a number of decimals, for display; never for money. */
export const roundNumber = (value: number, digits: number): number => Number(value.toFixed(digits));
