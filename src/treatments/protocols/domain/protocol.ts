/**
 * The content of a protocol: how a treatment is given, as limits, choices and steps, each with its source. `S…` and `C…` are facts of the
 * clinic's own documents; "practice" is common practice, to be confirmed by the clinic's dermatologist.
 */
import { declareEnumeration } from '../../../kernel/enumeration.js';
import type { SessionFactors } from '../../planner/session-count.js';
import type { Treatment } from '../../../kernel/treatment.js';

/** A limit with its source. Both ends are allowed, unless `belowHigh` is true. */
export interface Limit {
  /** The lower end; null where there is none. */
  low: number | null;
  /** The upper end; null where there is none. */
  high: number | null;
  /** The value that is used where nothing else is stated; null where there is none. */
  usual: number | null;
  /** Whether the upper end itself is not allowed. */
  belowHigh?: boolean;
  unit: string;
  source: string;
  /** The severity of a value outside the limit; the default of the limit, when left out. */
  severity?: Severity;
}

/** A value outside a limit is refused, or accepted with a warning. */
export const severities = declareEnumeration('LimitSeverity', ['refused', 'warned']);
export type Severity = (typeof severities)[number];

/** The allowed values of a choice. */
export interface Choice {
  values: string[];
  source: string;
}

/** A step of the protocol: something to do, or to keep in mind. */
interface Step {
  name: string;
  text: string;
  source: string;
}

/** The substances that are used for a cause of hair loss; a suggestion that a dermatologist confirms. */
export interface Formulation {
  cause: string;
  /** The first characters of ICD-10 codes. */
  codes: string[];
  substances: string[];
  source: string;
}

export interface ProtocolContent {
  title: string;
  limits: Readonly<Record<string, Limit>>;
  choices: Readonly<Record<string, Choice>>;
  /** The clinic's own limits of depth, by technique. Left out where there are none. */
  depths?: Readonly<Record<string, Limit>>;
  steps: readonly Step[];
  formulations: readonly Formulation[];
  /** The factors that decide the proposed number of sessions; null where the usual number is proposed. */
  sessionFactors: SessionFactors | null;
}

/** One version of a clinic's protocol of a treatment. */
export interface Protocol {
  treatment: Treatment;
  /** The number of the version, counted for each treatment of the clinic; 1 is the version that was shipped. */
  protocolVersion: number;
  content: ProtocolContent;
}

/** Finds the limit of a name: a stored protocol has every limit of its treatment. */
export const getLimit = ({ content, treatment }: Protocol, name: string): Limit => {
  const limit = content.limits[name];
  if (!limit) throw new Error(`The protocol of ${treatment} has no limit called ${name}.`);
  return limit;
};

/** Finds the choice of a name; null where the protocol leaves it open. */
export const findChoice = ({ content }: Protocol, name: string): Choice | null => content.choices[name] ?? null;

/** Words a choice as a sentence. */
export const describeChoice = (what: string, { values, source }: Choice): string => `${what} is one of ${values.join(', ')} (${source}).`;

export const isWithin = (value: number, { low, high, belowHigh }: Limit): boolean =>
  (low === null || value >= low) && (high === null || (belowHigh ? value < high : value <= high));

/** Words a limit as a sentence. */
export const describeLimit = (what: string, { low, high, belowHigh, unit, source }: Limit): string => {
  if (high === null) return `${what} is at least ${low} ${unit} (${source}).`;
  if (belowHigh) return `${what} is ${low === null || low === 0 ? '' : `at least ${low} and `}less than ${high} ${unit} (${source}).`;
  return low === null ? `${what} is at most ${high} ${unit} (${source}).` : `${what} is ${low} to ${high} ${unit} (${source}).`;
};
