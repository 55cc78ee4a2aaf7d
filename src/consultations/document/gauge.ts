/** Draws a value and its usual range on a bar from 0 to 1. */

export interface Bounds {
  low: number | null;
  high: number | null;
}

export interface Gauge {
  /** Where on the bar the usual range begins; `to` is where the range ends. */
  from: number;
  to: number;
  /** The position of the value on the bar. */
  at: number;
  /** Whether the value is within the usual range. */
  within: boolean;
  /** The end of the bar beyond which the value lies; null where the value is on the bar. */
  beyond: 'low' | 'high' | null;
}

/** The share of the bar on either side of a closed range, which is half of the range's width. `OPEN` is the share outside a range with one bound. */
const MARGIN = 0.25;
const OPEN = 0.35;

const findGaugeScale = ({ low, high }: Bounds): { from: number; to: number; place: (value: number) => number } | null => {
  if (low !== null && high !== null) {
    const width = 1 - 2 * MARGIN;
    return high > low ? { from: MARGIN, to: 1 - MARGIN, place: (value) => MARGIN + (width * (value - low)) / (high - low) } : null;
  }
  if (high !== null && high > 0) return { from: 0, to: 1 - OPEN, place: (value) => ((1 - OPEN) * value) / high };
  if (low !== null && low > 0) return { from: OPEN, to: 1, place: (value) => (OPEN * value) / low };
  return null;
};

/** Computes the gauge of a value; null where there is no range to compare the value with. */
export const findGauge = (value: number, range: Bounds): Gauge | null => {
  const scale = findGaugeScale(range);
  if (!scale) return null;
  const at = scale.place(value);
  const within = (range.low === null || value >= range.low) && (range.high === null || value <= range.high);
  // A value at or beyond the end of the bar is drawn at the end.
  const beyond = at < 0 ? 'low' : at > 1 ? 'high' : null;
  return { from: scale.from, to: scale.to, at: Number(Math.min(1, Math.max(0, at)).toFixed(4)), within, beyond };
};
