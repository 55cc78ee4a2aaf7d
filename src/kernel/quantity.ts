/** A number with its UCUM unit. */
export interface Quantity {
  value: number;
  unit: string;
}
