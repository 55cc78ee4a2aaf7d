/** Validates an entry of the ledger by its kind. */
import type { FieldError } from '../../kernel/failure.js';

export interface DescribedMovement {
  kind: 'receipt' | 'waste' | 'transfer' | 'correction';
  locationId: string;
  toLocationId?: string | null;
  quantity: { value: number };
  reason?: string | null;
}

export const validateMovement = ({ kind, locationId, toLocationId, quantity, reason }: DescribedMovement): FieldError[] => {
  const errors: FieldError[] = [];
  if (kind === 'transfer' && !toLocationId)
    errors.push({ pointer: '/toLocationId', code: 'required', detail: 'A transfer says where to: name a place that GET /v1/stock-locations lists.' });
  if (kind !== 'transfer' && toLocationId)
    errors.push({ pointer: '/toLocationId', code: 'not-allowed', detail: 'Only a transfer has a place that it goes to: leave it out.' });
  if (toLocationId?.toLowerCase() === locationId.toLowerCase())
    errors.push({ pointer: '/toLocationId', code: 'same-place', detail: 'It is there already: name another place.' });
  if (kind !== 'correction' && quantity.value === 0) errors.push({ pointer: '/quantity/value', code: 'out-of-range', detail: 'What is moved is more than 0.' });
  if ((kind === 'waste' || kind === 'correction') && !reason)
    errors.push({ pointer: '/reason', code: 'required', detail: `A ${kind} says why: send a reason.` });
  return errors;
};

/** Computes the change that a movement makes at its place. A count states a quantity and not a change. */
export const computeStockChange = (kind: DescribedMovement['kind'], amount: number): number => (kind === 'receipt' ? amount : -amount);
