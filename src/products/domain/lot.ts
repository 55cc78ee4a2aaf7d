/** Whether a lot may be used on a person. */
import { enumOf } from '../../kernel/enumeration.js';
import type { Day } from '../../kernel/day.js';

export const lotStatuses = enumOf('LotStatus', ['usable', 'expired', 'recalled']);
export type LotStatus = (typeof lotStatuses)[number];

export interface LotFacts {
  /** The last day on which it may be used. */
  expiresOn: Day;
  recalledAt: Date | null;
  /** When the recall was withdrawn. */
  withdrawnAt: Date | null;
}

/** A recall weighs more than the day: it is what people must be told of. */
export const lotStatus = ({ expiresOn, recalledAt, withdrawnAt }: LotFacts, today: Day): LotStatus => {
  if (recalledAt && !withdrawnAt) return 'recalled';
  return expiresOn < today ? 'expired' : 'usable';
};

/** The same as it was at an instant that falls on a day: a use before the recall that is recorded after it was a use of a usable lot. */
export const lotStatusAt = (lot: LotFacts, at: Date, day: Day): LotStatus =>
  lotStatus(lot.recalledAt && lot.recalledAt > at ? { ...lot, recalledAt: null } : lot, day);
