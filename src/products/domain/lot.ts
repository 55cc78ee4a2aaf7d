/** Decides whether a lot may be used on a patient. */
import { declareEnumeration } from '../../kernel/enumeration.js';
import type { Day } from '../../kernel/day.js';

export const lotStatuses = declareEnumeration('LotStatus', ['usable', 'expired', 'recalled']);
export type LotStatus = (typeof lotStatuses)[number];

export interface LotFacts {
  /** The last day on which the lot may be used. */
  expiresOn: Day;
  recalledAt: Date | null;
  /** When the recall was withdrawn; null while it is in force. */
  withdrawnAt: Date | null;
}

/** Computes the status of a lot on a day. A recall comes before the expiry, because people must be told of it. */
export const deriveLotStatus = ({ expiresOn, recalledAt, withdrawnAt }: LotFacts, today: Day): LotStatus => {
  if (recalledAt && !withdrawnAt) return 'recalled';
  return expiresOn < today ? 'expired' : 'usable';
};

/**
 * Computes the status of a lot at an instant that falls on a day. A use before a recall was a use of a usable lot, even if it was recorded
 * after the recall.
 */
export const deriveLotStatusAt = (lot: LotFacts, at: Date, day: Day): LotStatus =>
  deriveLotStatus(lot.recalledAt && lot.recalledAt > at ? { ...lot, recalledAt: null } : lot, day);
