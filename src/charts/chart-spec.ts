import type { ChartFlag } from './marks.js';

/** One value of a series. */
export interface ChartPoint {
  /** The instant in milliseconds since 1970, UTC. A point outside the calendar's range is left out. */
  at: number;
  /** The value; null where an examination recorded none: the line has a gap there. */
  value: number | null;
  /** The side of the value on which the true value lies. */
  comparator?: '<' | '<=' | '>=' | '>';
  flag?: ChartFlag;
}

/** A range of values from one instant to another. A side without a bound is open. */
export interface ChartBand {
  /** The first instant; null for a range without a beginning. */
  from: number | null;
  /** The last instant; null for a range without an end. */
  to: number | null;
  low: number | null;
  high: number | null;
}

/** An event at one instant that has no value, such as a session of a treatment. */
export interface ChartEvent {
  /** The instant in milliseconds since 1970, UTC. An event outside the calendar's range is left out. */
  at: number;
  /** A word or a number, drawn above the event's line where there is room, and shown in its tooltip. */
  label: string;
}

/** The content of a chart. Its texts must not contain a patient's name, because charts are stored and passed on. */
export interface ChartSpec {
  title: string;
  /** The unit of the values, as people write it; empty where there is none. */
  unit: string;
  /** The IANA time zone whose days the axis shows. */
  timeZone: string;
  /** The points of the series, in any order. */
  points: readonly ChartPoint[];
  /** Reference ranges; several where the range changes over time. */
  bands?: readonly ChartBand[];
  /** The name of the bands, for the legend. */
  bandName?: string;
  /** The events during the series, in any order; each is a line across the chart. */
  events?: readonly ChartEvent[];
  /** The name of an event, for the legend. */
  eventName?: string;
  /** The smallest and the largest possible value; the axis then shows the whole range. */
  bounds?: { low: number; high: number };
  /**
   * Whether higher or lower values are better. The better values are drawn above, and the chart says so. Left out where neither is better, for
   * example where values should be within a range.
   */
  better?: 'higher' | 'lower';
  /** Names of values in place of numbers, such as the grades of a scale. */
  categories?: readonly { value: number; label: string }[];
  /** Further notes for the reader. */
  notes?: readonly string[];
}
