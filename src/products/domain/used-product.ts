/** What was used of a lot. */
export interface UsedProduct {
  lotId: string;
  locationId?: string;
  amount: number;
  unit: string;
}
