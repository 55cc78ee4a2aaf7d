import type { ChartFlag } from './marks.js';

/** One value of a series. */
export interface ChartPoint {
  /** Milliseconds since 1970, UTC. One that no calendar has is left out. */
  at: number;
  /** Null where it was looked but nothing recorded: the line has a gap there. */
  value: number | null;
  /** The true value lies on that side. */
  comparator?: '<' | '<=' | '>=' | '>';
  flag?: ChartFlag;
}

/** A range from one instant to another; what has no bound on a side is open there. */
export interface ChartBand {
  /** Null: since ever. */
  from: number | null;
  /** Null: for ever. */
  to: number | null;
  low: number | null;
  high: number | null;
}

/** Something that happened at one instant and is no value, such as a session of a treatment. */
export interface ChartEvent {
  /** Milliseconds since 1970, UTC. One that no calendar has is left out. */
  at: number;
  /** A word or a number that stands above its line where there is room, and in what it says when it is pointed at. */
  label: string;
}

/** What a chart shows. No text of it may be a patient's name: charts are kept and passed on. */
export interface ChartSpec {
  title: string;
  /** The unit of the values, as people write it; empty where there is none. */
  unit: string;
  /** The IANA time zone whose days the axis shows. */
  timeZone: string;
  /** In any order. */
  points: readonly ChartPoint[];
  /** Reference ranges; several where the range changes over time. */
  bands?: readonly ChartBand[];
  /** What the bands are, for the legend. */
  bandName?: string;
  /** What happened meanwhile, in any order: a line each across the chart. */
  events?: readonly ChartEvent[];
  /** What each of the events is, for the legend. */
  eventName?: string;
  /** The whole of what is possible: the axis then shows all of it. */
  bounds?: { low: number; high: number };
  /** Which values are better: those are drawn above, and the chart says so. Left out where neither is, as of what should lie within a range. */
  better?: 'higher' | 'lower';
  /** Names of values in place of figures, such as the grades of a scale. */
  categories?: readonly { value: number; label: string }[];
  /** What the reader should know beside. */
  notes?: readonly string[];
}
