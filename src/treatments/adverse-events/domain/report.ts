/** The counts of adverse events in relation to sessions. */
import { declareEnumeration } from '../../../kernel/enumeration.js';

export const groupings = declareEnumeration('AdverseEventGrouping', ['product', 'lot', 'practitioner', 'treatment', 'month']);
export type Grouping = (typeof groupings)[number];

/** The quantile of the standard normal distribution for a 95 % interval. */
const Z = 1.959964;
const PER_THOUSAND = 1000;

const toOneDecimal = (value: number): number => Math.round(value * 10) / 10;

/**
 * Computes the share of sessions with events, per thousand, with its 95 % interval by Wilson. That interval is valid for few sessions, and for
 * no event at all.
 */
export const computeRatePerThousand = (withEvents: number, sessions: number): { rate: number; low: number; high: number } => {
  if (sessions === 0) return { rate: 0, low: 0, high: PER_THOUSAND };
  const share = withEvents / sessions;
  const spread = Z * Math.sqrt((share * (1 - share)) / sessions + (Z * Z) / (4 * sessions * sessions));
  const scale = 1 + (Z * Z) / sessions;
  const middle = share + (Z * Z) / (2 * sessions);
  const bounded = (value: number): number => toOneDecimal(PER_THOUSAND * Math.min(1, Math.max(0, value)));
  return { rate: toOneDecimal(PER_THOUSAND * share), low: bounded((middle - spread) / scale), high: bounded((middle + spread) / scale) };
};
