import { declareEnumeration } from '../../kernel/enumeration.js';
import type { Treatment } from '../../kernel/treatment.js';
import type { TrichoanalysisField } from './facts.js';
import type { Overridable } from './override.js';

/**
 * The language of rules: plain data that a clinic can read, store and change. `rule.ts` states the order in which a rule is evaluated. The result of a clause
 * is `yes`, `no` or `unknown`, for the facts of one person on one day.
 */

/**
 * The origins of rules: `seed`, from the documents of the treatments, or `literature`, common medical knowledge that the clinic's dermatologist should confirm.
 */
export const ruleOrigins = declareEnumeration('RuleOrigin', ['seed', 'literature']);
export type Origin = (typeof ruleOrigins)[number];

/** The remarks that any clause may have besides its question. */
interface ClauseRemarks {
  /** A note that is shown with the facts that made the clause fire. */
  note?: string;
  /** The origin of the clause. Left out where it is the origin of the rule. */
  origin?: Origin;
  /** The people who may override a finding that this clause decided, where they are fewer than the rule allows. */
  overridable?: false | { by: 'two-dermatologists' };
  /** The answer that this clause contradicts when it fires and the answer is `no`: `screening.diabetes`, `pregnancy`. */
  contradicts?: string;
}

/**
 * Conditions by concerns, such as `diabetes`, or by prefixes of codes without dots: `E10` means E10 and all codes below it, `J0` means J00 to J09. A recorded
 * code that is wider than a prefix may mean it, and counts as if it did.
 */
export interface ConditionClause {
  condition: string[];
  except?: string[];
  /** Only active conditions. Where left out, past conditions count too. */
  status?: 'active';
}
export interface ScreeningClause {
  screening: string;
  is: 'yes';
}
/** Medicines by groups, such as `anticoagulant`, or by ATC prefixes: either in use (`status`), or taken within some days before the planned day. */
export interface MedicationClause {
  medication: string[];
  status?: 'active';
  /** Only medicines in use without a stated last day. */
  lastTaken?: 'not-stated';
  lastTakenWithinDays?: number;
  /** The first and the last day, both included, in days before the planned day. */
  lastTakenDaysAgo?: [number, number];
}
/** Limits in any unit that converts to the analyte's canonical unit. */
export interface LabLimitClause {
  lab: string;
  unit: string;
  ge?: number;
  gt?: number;
  le?: number;
  lt?: number;
}
export interface LabWordClause {
  lab: string;
  is: string;
  /** An age limit of this clause, in days, in place of the rule's limit. */
  withinDays?: number;
}
/** A result that is low or high compared with the reference range that it was read by. */
export interface LabReferenceClause {
  lab: string;
  outsideReference: true;
}
export interface LabOnFileClause {
  labOnFile: string[];
}
/** Systolic and diastolic blood pressure: either at or past its limit. */
export interface BloodPressureClause {
  vital: 'blood-pressure';
  geAny?: [number, number];
  ltAny?: [number, number];
  unit: 'mm[Hg]';
}
export interface TrichoanalysisClause {
  trichoanalysis: TrichoanalysisField;
  is: string[];
}
export interface PregnancyClause {
  pregnancy: 'yes';
}
export interface BreastfeedingClause {
  breastfeeding: 'yes';
}
/** The statement that no contraception is used. There is no clause for the use of contraception, because it clears nothing. */
export interface ContraceptionClause {
  contraception: 'no';
}
export interface CapacityClause {
  capacityForPregnancy: 'no';
}
export interface SexAtBirthClause {
  sexAtBirth: 'female' | 'male';
}
/** `yes` unless sex at birth, age, an operation or the answer to the question excludes a pregnancy. */
export interface CouldBecomePregnantClause {
  couldBecomePregnant: true;
}
export interface AgeUnderClause {
  ageUnder: number;
}
/** An age outside two limits, in completed years; both limits are inside. */
export interface AgeOutsideClause {
  ageOutside: [number, number];
}
export interface ProcedureClause {
  procedure: string;
}
export interface ProcedureWithinClause {
  procedureWithinDays: string[];
  days: number;
}
interface AllergyToPlannedClause {
  allergyToPlannedIngredient: true;
}
/**
 * An allergy to another member of a class with cross-reactions, such as mepivacaine where lidocaine is planned; or an allergy to a planned ingredient that is
 * recorded as ended.
 */
interface AllergyToClassClause {
  allergyToPlannedClass: true;
}
/** An allergy to any of these ingredients or classes of the vocabulary, or ATC prefixes, whatever is planned. */
export interface AllergyClause {
  allergy: string[];
}
/** A planned ingredient, by ingredients or classes of the vocabulary. */
export interface PlannedIngredientClause {
  plannedIngredient: string[];
}
/** An adverse event after a session of any treatment. */
export interface AdverseEventClause {
  adverseEvent: string[];
  /** `unresolved`: only while the event has not ended. `until-allergy-recorded`: only until an allergy is recorded on the day of its onset, or later. */
  while?: 'unresolved' | 'until-allergy-recorded';
  /** Only serious adverse events. */
  serious?: true;
}
/**
 * The indications of the treatment, by concerns or prefixes of ICD-10 codes. With details, only where each of them is true; a detail that was not stated is
 * asked for. Without a stated indication, for example before there is a plan, nothing is asked.
 */
export interface PlannedForClause {
  plannedFor: string[];
  /** The condition began at most this many days before the planned day: the age of a scar. */
  beganWithinDays?: number;
  /** The condition has been unchanged for at most this many days. */
  stableWithinDays?: number;
  /** Neither a medicine nor another therapy was tried. */
  therapyTried?: 'no';
}
interface AllClause {
  all: Clause[];
}
interface AnyClause {
  any: Clause[];
}

/** `yes` where at least `n` of the clauses are. */
interface AtLeastClause {
  atLeast: { n: number; of: Clause[] };
}
/** Only for clauses about who the person is and what is planned: see `docs/rules-language.md`. */
interface NotClause {
  not: Clause;
}

export type Question =
  | ConditionClause
  | ScreeningClause
  | MedicationClause
  | LabLimitClause
  | LabWordClause
  | LabReferenceClause
  | LabOnFileClause
  | BloodPressureClause
  | TrichoanalysisClause
  | PregnancyClause
  | BreastfeedingClause
  | CapacityClause
  | ContraceptionClause
  | SexAtBirthClause
  | CouldBecomePregnantClause
  | AgeUnderClause
  | AgeOutsideClause
  | ProcedureClause
  | ProcedureWithinClause
  | AllergyToPlannedClause
  | AllergyToClassClause
  | AllergyClause
  | PlannedIngredientClause
  | AdverseEventClause
  | PlannedForClause
  | AllClause
  | AnyClause
  | AtLeastClause
  | NotClause;

export type Clause = Question & ClauseRemarks;

/** The largest number of days before the planned day at which each kind of fact may have been recorded. A kind without a limit never becomes too old. */
export interface MaxAgeDays {
  history?: number;
  lab?: number;
  vital?: number;
  trichoanalysis?: number;
}

type Severity = 'contraindicated' | 'caution' | 'informational';

export interface Citation {
  title: string;
  url: string | null;
  /** The numbers of the statements in the clinic's documents. */
  facts?: string[];
}

export interface Rule {
  /** The id of the rule, unique in the ruleset and stable: `mesotherapy.diabetes`. */
  id: string;
  title: string;
  origin: Origin;
  citation: Citation;
  /** Further sources, where several state the same or contradict each other. */
  citations?: Citation[];
  /** Why the rule exists, in words for the patient and the front desk. */
  plainWords?: string;
  /** The outcome where a clause of `any` fires. */
  severity: Severity;
  notApplicableWhen?: Clause[];
  contraindicatedWhen?: Clause[];
  any: Clause[];
  cautionWhen?: Clause[];
  /** The needs that must have a recent answer before the rule can be clear, or caution by `cautionWhen`. Either alternative of `a|b` answers the need. */
  needsData: string[];
  /** The clinic's own words for the question of a need, by the name of the need in `needsData`. */
  ask?: Record<string, string>;
  maxAgeDays?: MaxAgeDays;
  /** Stricter limits for the check on the day of a session, before it starts. */
  onSessionDay?: MaxAgeDays;
  /** The people who may override the finding, with a reason; `true` is one dermatologist. */
  overridable: Overridable;
  note?: string;
  /** The question about this rule that a clinic is expected to decide for itself. */
  setting?: string;
}

export interface Ruleset {
  treatment: Treatment;
  title: string;
  rules: Rule[];
}
