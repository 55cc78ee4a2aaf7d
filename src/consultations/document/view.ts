/** What the template of a consultation is given: words and places on bars, nothing left to decide but the layout. */
import type { Messages } from '../../messages/index.js';
import type { Letterhead } from '../../platform/documents/index.js';
import type { Gauge } from './gauge.js';

export type DocumentMessages = Messages<'consultation-document'>;

export interface Fact {
  label: string;
  value: string;
  /** Stands out. */
  strong?: boolean;
}

/** Something named, with what is known about it. */
export interface Entry {
  text: string;
  details: string[];
}

export interface EntryList {
  label: string;
  entries: Entry[];
  /** In place of entries, or about them: that there are none, that it was not asked, that the list is not complete. */
  state: string | null;
}

export interface ScreeningView {
  label: string;
  groups: { kind: 'yes' | 'unknown' | 'no'; label: string; items: string[] }[];
}

export interface HistoryView {
  /** In place of all the rest, when no history was taken. */
  notTaken: string | null;
  lists: EntryList[];
  screening: ScreeningView | null;
  facts: Fact[];
}

export interface ResultView {
  analyte: string;
  value: string;
  /** The value in the unit in which it is compared; null where it was reported in that. */
  canonical: string | null;
  flag: 'LL' | 'L' | 'N' | 'H' | 'HH' | null;
  flagWords: string;
  range: string | null;
  rangeSource: string | null;
  /** That it does not count, or is read otherwise today. */
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
  /** Something that must be looked at before a treatment. */
  warning: Fact | null;
}

export interface ScaleView {
  name: string;
  value: string;
  details: string[];
}

/** A signed version: its name, then who signed it, when and why. */
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
  /** The document's date: of the signature, or of the last change. */
  date: { year: number; month: number; day: number };
  clinic: Letterhead;
  subtitle: string;
  /** For the head of each further page. */
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
  /** The parts that the record does not have: silence is said. */
  absent: string | null;
  signature: SignatureView;
  /** Where there is more than one, or one was taken over. */
  versions: VersionView[];
  closing: string[];
}
