/** Where a value stands to its usual range, as a bar from 0 to 1. */

export interface Bounds {
  low: number | null;
  high: number | null;
}

export interface Gauge {
  /** The usual range: where on the bar it begins and ends. */
  from: number;
  to: number;
  /** The value, on the bar. */
  at: number;
  /** Whether the value is within the usual range. */
  within: boolean;
  /** The value lies beyond an end of the bar. */
  beyond: 'low' | 'high' | null;
}

/** On either side of the range there is half of its width; an open side takes the rest of the bar. */
const MARGIN = 0.25;
const OPEN = 0.35;

const scaleOf = ({ low, high }: Bounds): { from: number; to: number; place: (value: number) => number } | null => {
  if (low !== null && high !== null) {
    const width = 1 - 2 * MARGIN;
    return high > low ? { from: MARGIN, to: 1 - MARGIN, place: (value) => MARGIN + (width * (value - low)) / (high - low) } : null;
  }
  if (high !== null && high > 0) return { from: 0, to: 1 - OPEN, place: (value) => ((1 - OPEN) * value) / high };
  if (low !== null && low > 0) return { from: OPEN, to: 1, place: (value) => (OPEN * value) / low };
  return null;
};

/** Null where there is no range to hold the value against. */
export const gaugeOf = (value: number, range: Bounds): Gauge | null => {
  const scale = scaleOf(range);
  if (!scale) return null;
  const at = scale.place(value);
  const within = (range.low === null || value >= range.low) && (range.high === null || value <= range.high);
  // Within an open side, any value fits on the bar: the farther, the closer to its end.
  const beyond = at < 0 ? 'low' : at > 1 ? 'high' : null;
  return { from: scale.from, to: scale.to, at: Number(Math.min(1, Math.max(0, at)).toFixed(4)), within, beyond };
};
