import type { TrichoanalysisField } from './facts.js';

/**
 * The language of rules: plain data that a clinic can read, keep and change. A rule is read in the order that
 * `rule.ts` tells; a clause says `yes`, `no` or `unknown` about the facts of one person on one day.
 */

/** What the documents of the treatments say, or common medical knowledge added to them, to be confirmed by the clinic's dermatologist. */
export type Origin = 'seed' | 'literature';

/** What any clause may carry besides what it asks. */
export interface ClauseRemarks {
  /** Shown with what made the clause fire. */
  note?: string;
  /** Where this clause comes from, when not from where its rule does. */
  origin?: Origin;
  /** `false` when nobody may override a finding that this clause decided. */
  overridable?: false;
  /** The answer that this clause denies when it fires and the answer is `no`: `screening.diabetes`, `pregnancy`. */
  contradicts?: string;
}

/** Codes are prefixes without regard to dots: `E10` means E10 and all below it, `J0` means J00 to J09. */
export interface ConditionClause {
  condition: string[];
  except?: string[];
  /** Only while it goes on; without it, also what is past. */
  status?: 'active';
}
export interface ScreeningClause {
  screening: string;
  is: 'yes';
}
/** ATC prefixes. Either in use (`status`), or taken within some days before the planned day. */
export interface MedicationClause {
  medication: string[];
  status?: 'active';
  /** Only those in use whose last day nobody stated. */
  lastTaken?: 'not-stated';
  lastTakenWithinDays?: number;
  /** From and to, both included. */
  lastTakenDaysAgo?: [number, number];
}
/** Compared in the analyte's canonical unit, which `unit` repeats for the reader. */
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
  /** An age limit of its own, in place of the rule's. */
  withinDays?: number;
}
/** Low or high against the range that the result was read by. */
export interface LabReferenceClause {
  lab: string;
  outsideReference: true;
}
export interface LabOnFileClause {
  labOnFile: string[];
}
/** Systolic and diastolic: either at or past its limit. */
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
export interface CapacityClause {
  capacityForPregnancy: 'no';
}
export interface SexAtBirthClause {
  sexAtBirth: 'female' | 'male';
}
/** True unless sex, age, an operation or the answer to the question excludes it. */
export interface CouldBecomePregnantClause {
  couldBecomePregnant: true;
}
export interface AgeUnderClause {
  ageUnder: number;
}
/** Completed years, both limits still inside. */
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
export interface AllergyClause {
  allergyToPlannedIngredient: true;
}
/** Ingredients or classes of `ingredients.ts`. */
export interface PlannedIngredientClause {
  plannedIngredient: string[];
}
export interface AllClause {
  all: Clause[];
}
export interface AnyClause {
  any: Clause[];
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
  | SexAtBirthClause
  | CouldBecomePregnantClause
  | AgeUnderClause
  | AgeOutsideClause
  | ProcedureClause
  | ProcedureWithinClause
  | AllergyClause
  | PlannedIngredientClause
  | AllClause
  | AnyClause;

export type Clause = Question & ClauseRemarks;

/** How many days before the planned day each kind of fact may have been recorded. A kind without a limit never gets too old. */
export interface MaxAgeDays {
  history?: number;
  lab?: number;
  vital?: number;
  trichoanalysis?: number;
}

export type Severity = 'contraindicated' | 'caution' | 'informational';

export interface Citation {
  title: string;
  url: string | null;
  /** The numbers of the statements in the clinic's documents. */
  facts?: string[];
}

export interface Rule {
  /** Unique in the ruleset, and stable: `mesotherapy.diabetes`. */
  id: string;
  title: string;
  origin: Origin;
  citation: Citation;
  /** The outcome when a clause of `any` fires. */
  severity: Severity;
  notApplicableWhen?: Clause[];
  contraindicatedWhen?: Clause[];
  any: Clause[];
  cautionWhen?: Clause[];
  /** What must be answered, and fresh, before the rule can read clear or caution by `cautionWhen`; `a|b` is answered by either. */
  needsData: string[];
  maxAgeDays?: MaxAgeDays;
  /** Stricter limits in their place for the check that is made on the day of a session, before it starts. */
  onSessionDay?: MaxAgeDays;
  /** By a dermatologist, with a reason. */
  overridable: boolean;
  note?: string;
  /** What a clinic is expected to decide for itself about this rule. */
  setting?: string;
}

export type Treatment = 'mesotherapy' | 'scalp-micropigmentation';
export const treatments: readonly Treatment[] = ['mesotherapy', 'scalp-micropigmentation'];

export interface Ruleset {
  treatment: Treatment;
  title: string;
  rules: Rule[];
}
