/** A quantity of a lot that was used. */
export interface UsedProduct {
  lotId: string;
  locationId?: string;
  amount: number;
  unit: string;
}
