import { enumOf } from '../../kernel/enumeration.js';
import type { Day } from '../../kernel/day.js';
import type { Coding, Recorded, Source } from './facts.js';
import type { Citation, Origin } from './ruleset.js';
import type { DismissedItem, UnreadItem } from './unread-item.js';
import type { Outcome } from './outcome.js';

/** Why an answer is asked for: nobody gave one; it is too old; it leaves open what the rule asks; or it is a laboratory's result that is not final. */
export const missingReasons = enumOf('MissingReason', ['unanswered', 'outdated', 'unclear', 'preliminary']);
export type MissingReason = (typeof missingReasons)[number];

const rank: Record<Outcome, number> = { clear: 0, caution: 1, 'needs-data': 2, contraindicated: 3 };

export const mostSevere = (all: readonly Outcome[]): Outcome => {
  let found: Outcome = 'clear';
  for (const outcome of all) if (rank[outcome] > rank[found]) found = outcome;
  return found;
};

/** One fact that a finding rests on. Members that say nothing are left out. */
export interface Evidence {
  /** The kind of fact: `condition`, `screening`, `medication`, `lab`, … */
  fact: string;
  /** Which one of its kind: the question, the analyte, the region and field of a trichoanalysis. */
  about?: string;
  code?: Coding;
  text?: string;
  value?: string | number;
  unit?: string;
  /** A laboratory's result that is not final. */
  preliminary?: true;
  /** The day that the fact is about: collected, measured, last taken, performed, assessed. */
  on?: Day;
  recordedAt?: string;
  source?: Source;
  note?: string;
  origin?: Origin;
}

/** Evidence of what was recorded on a day. Members that say nothing are left out. */
export const recordedEvidence = (fact: string, { on, recordedAt, source }: Recorded, value: string, about?: string): Evidence =>
  about === undefined ? { fact, value, on, recordedAt, source } : { fact, about, value, on, recordedAt, source };

const isAmong = <T>(all: readonly T[], item: T, same: (one: T, other: T) => boolean): boolean => {
  for (const other of all) if (same(item, other)) return true;
  return false;
};

/** Each once: several clauses may rest on one fact, and lack one detail. */
export const distinct = <T>(all: T[], same: (one: T, other: T) => boolean): T[] => {
  if (all.length < 2) return all;
  const found: T[] = [];
  for (const item of all) if (!isAmong(found, item, same)) found.push(item);
  return found;
};

/** Whether two pieces of evidence name one fact, whatever is remarked on it. */
export const sameFact = (one: Evidence, other: Evidence): boolean =>
  one.code?.code === other.code?.code &&
  one.value === other.value &&
  one.fact === other.fact &&
  one.about === other.about &&
  one.on === other.on &&
  one.text === other.text &&
  one.recordedAt === other.recordedAt &&
  one.code?.system === other.code?.system &&
  one.source?.type === other.source?.type &&
  one.source?.id === other.source?.id;

/** Something to ask before the rule can be read to its end. */
export interface Missing {
  fact: string;
  /** Any of these answers the same need. */
  alternatives: string[];
  reason: MissingReason;
  /** The day of the answer that has become too old, or of the result that is preliminary. */
  answeredOn: Day | null;
  maxAgeDays: number | null;
  ask: string;
  how: string;
}

const reasons: readonly MissingReason[] = ['unanswered', 'unclear', 'preliminary', 'outdated'];
const strictness = ({ maxAgeDays, reason, answeredOn }: Missing): [number, number, Day] => [maxAgeDays ?? Infinity, reasons.indexOf(reason), answeredOn ?? ''];
const isStricter = (one: Missing, other: Missing): boolean => {
  const [[age, reason, day], [otherAge, otherReason, otherDay]] = [strictness(one), strictness(other)];
  if (age !== otherAge) return age < otherAge;
  return reason === otherReason ? day < otherDay : reason < otherReason;
};
const isSameQuestion = (one: Missing, other: Missing): boolean =>
  one.fact === other.fact && one.ask === other.ask && one.how === other.how && one.alternatives.join() === other.alternatives.join();

/** Each question once. Where clauses accept answers of different ages, it is the strictest that stays: its answer satisfies them all. */
export const questionsOnce = (all: readonly Missing[]): Missing[] => {
  const found: Missing[] = [];
  for (const missing of all) {
    const index = found.findIndex((other) => isSameQuestion(other, missing));
    if (index < 0) found.push(missing);
    else if (isStricter(missing, found[index]!)) found[index] = missing;
  }
  return found;
};

export interface Finding {
  ruleId: string;
  title: string;
  outcome: Outcome;
  /** What decided the outcome; of a clear finding, the answers that it rests on, or why it does not apply. */
  because: Evidence[];
  missing: Missing[];
  /** The first later day on which the finding would have another outcome if nothing but time passed, answers and results ageing meanwhile; null when time alone changes nothing. */
  reconsiderOn: Day | null;
  /** Whether somebody may override it, with a reason. */
  overridable: boolean;
  /** Two of them, when one dermatologist is not enough. */
  overridableBy?: 'two-dermatologists';
  note: string | null;
  citation: Citation;
  /** Further sources. */
  citations?: Citation[];
  origin: Origin;
}

/** Facts that deny each other. */
export interface Contradiction {
  /** `diabetes`, `pregnancy`, … */
  about: string;
  says: Evidence[];
}

export interface Evaluation {
  outcome: Outcome;
  findings: Finding[];
  contradictions: Contradiction[];
  /** What was recorded and no rule read, the most severe first. */
  unread: UnreadItem[];
  /** What else no rule read, and a dermatologist has said not to matter. */
  dismissed: DismissedItem[];
  /** The first day, from the planned one on, on which everything would be clear if nothing but time passed. */
  earliestClearOn: Day | null;
  /** The instant from which another planned day could give another outcome of some rule. */
  validUntil: string;
}
