/**
 * How a treatment is given: limits, choices and steps, each with its source. `S…` and `C…` are facts of the clinic's own documents;
 * "practice" is common practice, to be confirmed by the clinic's dermatologist.
 */
import { enumOf } from '../../../kernel/enumeration.js';
import type { SessionFactors } from '../../planner/session-count.js';
import type { Treatment } from '../../../kernel/treatment.js';

/** A limit, with both ends included unless it says otherwise, and where it comes from. */
export interface Limit {
  /** Null: no lower end. */
  low: number | null;
  /** Null: no upper end. */
  high: number | null;
  /** What is done when nothing speaks for something else; null where nothing is usual. */
  usual: number | null;
  /** The upper end itself is outside. */
  belowHigh?: boolean;
  unit: string;
  source: string;
  /** What becomes of a value outside it; left out, what is usual for this limit. */
  severity?: Severity;
}

/** A value outside a limit is refused, or taken with a warning. */
export const severities = enumOf('LimitSeverity', ['refused', 'warned']);
export type Severity = (typeof severities)[number];

/** Values to choose from. */
export interface Choice {
  values: string[];
  source: string;
}

/** Something to do, or to keep in mind. */
interface Step {
  name: string;
  text: string;
  source: string;
}

/** What is used for which cause of hair loss; a suggestion that a dermatologist confirms. */
export interface Formulation {
  cause: string;
  /** Beginnings of ICD-10 codes. */
  codes: string[];
  substances: string[];
  source: string;
}

export interface ProtocolContent {
  title: string;
  limits: Readonly<Record<string, Limit>>;
  choices: Readonly<Record<string, Choice>>;
  /** The clinic's own limits of depth, by technique; left out where there are none. */
  depths?: Readonly<Record<string, Limit>>;
  steps: readonly Step[];
  formulations: readonly Formulation[];
  /** What the proposed number of sessions depends on; null where the usual number is proposed. */
  sessionFactors: SessionFactors | null;
}

/** One version of a clinic's protocol of a treatment. */
export interface Protocol {
  treatment: Treatment;
  /** Counts up for each treatment of the clinic; 1 is what was shipped. */
  protocolVersion: number;
  content: ProtocolContent;
}

/** The limit of that name: a stored protocol has every limit of its treatment. */
export const limitOf = ({ content, treatment }: Protocol, name: string): Limit => {
  const limit = content.limits[name];
  if (!limit) throw new Error(`The protocol of ${treatment} has no limit called ${name}.`);
  return limit;
};

/** What is chosen from, by the protocol of the plan; null where the protocol leaves it open. */
export const choiceOf = ({ content }: Protocol, name: string): Choice | null => content.choices[name] ?? null;

/** The sentence that names a choice. */
export const choiceText = (what: string, { values, source }: Choice): string => `${what} is one of ${values.join(', ')} (${source}).`;

export const isWithin = (value: number, { low, high, belowHigh }: Limit): boolean =>
  (low === null || value >= low) && (high === null || (belowHigh ? value < high : value <= high));

/** The sentence that names a limit. */
export const limitText = (what: string, { low, high, belowHigh, unit, source }: Limit): string => {
  if (high === null) return `${what} is at least ${low} ${unit} (${source}).`;
  if (belowHigh) return `${what} is ${low === null || low === 0 ? '' : `at least ${low} and `}less than ${high} ${unit} (${source}).`;
  return low === null ? `${what} is at most ${high} ${unit} (${source}).` : `${what} is ${low} to ${high} ${unit} (${source}).`;
};
