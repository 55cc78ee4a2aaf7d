/** The data for the template of a consultation: words and positions on bars. Only the layout is left to the template. */
import type { Messages } from '../../messages/index.js';
import type { Letterhead } from '../../platform/documents/index.js';
import type { Gauge } from './gauge.js';

export type DocumentMessages = Messages<'consultation-document'>;

export interface Fact {
  label: string;
  value: string;
  /** Whether the fact is printed in bold. */
  strong?: boolean;
}

/** A named entry with its details. */
export interface Entry {
  text: string;
  details: string[];
}

export interface EntryList {
  label: string;
  entries: Entry[];
  /** The state of the list: that it has no entries, that it was not reviewed, or that it is incomplete. Null for a reviewed list with entries. */
  state: string | null;
}

export interface ScreeningView {
  label: string;
  groups: { kind: 'yes' | 'unknown' | 'no'; label: string; items: string[] }[];
}

export interface HistoryView {
  /** The sentence that replaces the history where none was taken; null otherwise. */
  notTaken: string | null;
  lists: EntryList[];
  screening: ScreeningView | null;
  facts: Fact[];
}

export interface ResultView {
  analyte: string;
  value: string;
  /** The value in the canonical unit; null where the value was reported in the canonical unit. */
  canonical: string | null;
  flag: 'LL' | 'L' | 'N' | 'H' | 'HH' | null;
  flagWords: string;
  range: string | null;
  rangeSource: string | null;
  /** Notes, such as that the result does not count or is read differently today. */
  notes: string[];
  gauge: Gauge | null;
}

export interface BloodTestView {
  title: string;
  details: string[];
  results: ResultView[];
}

export interface MeasureView {
  label: string;
  value: string;
  usual: string | null;
  note: string | null;
  gauge: Gauge | null;
}

export interface StackView {
  title: string;
  parts: { label: string; share: number; value: string; usual: string | null }[];
}

export interface TrichoanalysisView {
  title: string;
  details: string[];
  measures: MeasureView[];
  stacks: StackView[];
  findings: Fact[];
  /** A finding that must be examined before a treatment; null where there is none. */
  warning: Fact | null;
}

export interface ScaleView {
  name: string;
  value: string;
  details: string[];
}

/** A signed version: its title, then the signer, the time and the reason. */
export interface VersionView {
  title: string;
  details: string[];
}

export interface SignatureView {
  signed: boolean;
  title: string;
  facts: Fact[];
  note: string | null;
}

export interface ConsultationView {
  language: string;
  title: string;
  /** The date of the document: the day of the signature, or of the last change of a draft. */
  date: { year: number; month: number; day: number };
  clinic: Letterhead;
  subtitle: string;
  /** The lines for the header of each page after the first. */
  running: string[];
  words: { page: string; unshown: string };
  headings: Record<string, string>;
  watermark: string | null;
  notice: string | null;
  patient: Fact[];
  visit: Fact[];
  critical: { heading: string; items: string[] } | null;
  reason: string | null;
  history: HistoryView;
  vitalSigns: { facts: Fact[]; note: string } | null;
  bloodTests: { columns: Record<string, string>; tests: BloodTestView[]; explanation: string } | null;
  trichoanalyses: TrichoanalysisView[];
  scales: ScaleView[];
  assessment: { entries: Entry[]; note: string | null } | null;
  recommendation: { facts: Fact[]; note: string | null } | null;
  /** The sentence that names the parts that the record does not have; null where it has all of them. */
  absent: string | null;
  signature: SignatureView;
  /** The signed versions, where there is more than one or where a dermatologist took over; empty otherwise. */
  versions: VersionView[];
  closing: string[];
}
