import { declareEnumeration } from '../../kernel/enumeration.js';
import type { Day } from '../../kernel/day.js';
import type { Coding, Recorded, Source } from './facts.js';
import type { Citation, Origin } from './ruleset.js';
import type { DismissedItem, UnreadItem } from './unread-item.js';
import type { Outcome } from './outcome.js';

/**
 * The reasons for which an answer is missing: nobody answered, the answer is too old, the answer does not decide the rule, or it is a laboratory result that is
 * not final.
 */
export const missingReasons = declareEnumeration('MissingReason', ['unanswered', 'outdated', 'unclear', 'preliminary']);
export type MissingReason = (typeof missingReasons)[number];

const rank: Record<Outcome, number> = { clear: 0, caution: 1, 'needs-data': 2, contraindicated: 3 };

export const chooseMostSevere = (all: readonly Outcome[]): Outcome => {
  let found: Outcome = 'clear';
  for (const outcome of all) if (rank[outcome] > rank[found]) found = outcome;
  return found;
};

/** A fact that a finding is based on. Members without a value are left out. */
export interface Evidence {
  /** The kind of fact: `condition`, `screening`, `medication`, `lab`, … */
  fact: string;
  /** The fact among those of its kind: the question, the analyte, or the region and field of a trichoanalysis. */
  about?: string;
  code?: Coding;
  text?: string;
  value?: string | number;
  unit?: string;
  /** Whether a laboratory result is not final. */
  preliminary?: true;
  /** The day that the fact is about, such as the day of collection, measurement, last use, operation or assessment. */
  on?: Day;
  recordedAt?: string;
  source?: Source;
  note?: string;
  origin?: Origin;
}

/** Builds evidence from a record of a day. Members without a value are left out. */
export const createRecordedEvidence = (fact: string, { on, recordedAt, source }: Recorded, value: string, about?: string): Evidence =>
  about === undefined ? { fact, value, on, recordedAt, source } : { fact, about, value, on, recordedAt, source };

const isAmong = <T>(all: readonly T[], item: T, same: (one: T, other: T) => boolean): boolean => {
  for (const other of all) if (same(item, other)) return true;
  return false;
};

/** Removes duplicates: several clauses may be based on the same fact, or lack the same detail. */
export const deduplicate = <T>(all: T[], same: (one: T, other: T) => boolean): T[] => {
  if (all.length < 2) return all;
  const found: T[] = [];
  for (const item of all) if (!isAmong(found, item, same)) found.push(item);
  return found;
};

/** Whether two pieces of evidence name the same fact, whatever their remarks. */
export const isSameFact = (one: Evidence, other: Evidence): boolean =>
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

/** A fact to ask for before the rule can be decided. */
export interface Missing {
  fact: string;
  /** Other facts, each of which answers the same need. */
  alternatives: string[];
  reason: MissingReason;
  /** The day of the answer that is too old, or of the result that is preliminary; null where there is no earlier answer. */
  answeredOn: Day | null;
  maxAgeDays: number | null;
  ask: string;
  how: string;
}

const reasons: readonly MissingReason[] = ['unanswered', 'unclear', 'preliminary', 'outdated'];
const getStrictness = ({ maxAgeDays, reason, answeredOn }: Missing): [number, number, Day] => [
  maxAgeDays ?? Infinity,
  reasons.indexOf(reason),
  answeredOn ?? '',
];
const isStricter = (one: Missing, other: Missing): boolean => {
  const [[age, reason, day], [otherAge, otherReason, otherDay]] = [getStrictness(one), getStrictness(other)];
  if (age !== otherAge) return age < otherAge;
  return reason === otherReason ? day < otherDay : reason < otherReason;
};
const isSameQuestion = (one: Missing, other: Missing): boolean =>
  one.fact === other.fact && one.ask === other.ask && one.how === other.how && one.alternatives.join() === other.alternatives.join();

/** Lists each question once. Where clauses accept answers of different ages, the strictest question remains, because its answer satisfies all of them. */
export const deduplicateQuestions = (all: readonly Missing[]): Missing[] => {
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
  /** The facts that decided the outcome. A clear finding has the answers that it is based on, or the facts by which the rule does not apply. */
  because: Evidence[];
  missing: Missing[];
  /**
   * The first later day on which the outcome would differ if only time passed, while answers and results become older; null where time alone changes nothing.
   */
  reconsiderOn: Day | null;
  /** Whether the finding may be overridden, with a reason. */
  overridable: boolean;
  /** Set where the rule needs two dermatologists to override the finding. */
  overridableBy?: 'two-dermatologists';
  note: string | null;
  citation: Citation;
  /** Further sources of the rule. */
  citations?: Citation[];
  origin: Origin;
}

/** Facts that contradict each other. */
export interface Contradiction {
  /** The subject: `diabetes`, `pregnancy`, … */
  about: string;
  says: Evidence[];
}

export interface Evaluation {
  outcome: Outcome;
  findings: Finding[];
  contradictions: Contradiction[];
  /** Recorded items that no rule read, the most severe first. */
  unread: UnreadItem[];
  /** Unread items that a dermatologist has dismissed. */
  dismissed: DismissedItem[];
  /** The first day, from the planned day on, on which every finding would be clear if only time passed; null where there is none. */
  earliestClearOn: Day | null;
  /** The instant from which another planned day could change the outcome of a rule. */
  validUntil: string;
}
