import { enumOf } from '../../kernel/enumeration.js';
import type { Treatment } from '../../kernel/treatment.js';
import type { TrichoanalysisField } from './facts.js';
import type { Overridable } from './override.js';

/**
 * The language of rules: plain data that a clinic can read, keep and change. A rule is read in the order that
 * `rule.ts` tells; a clause says `yes`, `no` or `unknown` about the facts of one person on one day.
 */

/** What the documents of the treatments say, or common medical knowledge added to them, to be confirmed by the clinic's dermatologist. */
export const ruleOrigins = enumOf('RuleOrigin', ['seed', 'literature']);
export type Origin = (typeof ruleOrigins)[number];

/** What any clause may carry besides what it asks. */
interface ClauseRemarks {
  /** Shown with what made the clause fire. */
  note?: string;
  /** Where this clause comes from, when not from where its rule does. */
  origin?: Origin;
  /** Who may override a finding that this clause decided, when fewer may than the rule allows. */
  overridable?: false | { by: 'two-dermatologists' };
  /** The answer that this clause denies when it fires and the answer is `no`: `screening.diabetes`, `pregnancy`. */
  contradicts?: string;
}

/**
 * Concerns, such as `diabetes`, or prefixes of codes without regard to dots: `E10` means E10 and all below it, `J0` means J00 to J09. A
 * recorded code that is wider than a prefix may mean it and is read as if it did.
 */
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
/** Groups of medicines, such as `anticoagulant`, or ATC prefixes. Either in use (`status`), or taken within some days before the planned day. */
export interface MedicationClause {
  medication: string[];
  status?: 'active';
  /** Only those in use whose last day nobody stated. */
  lastTaken?: 'not-stated';
  lastTakenWithinDays?: number;
  /** From and to, both included. */
  lastTakenDaysAgo?: [number, number];
}
/** Limits in any unit that converts to the analyte's canonical one. */
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
/** Stated that no contraception is used. That one is used is no clause: it clears nothing. */
export interface ContraceptionClause {
  contraception: 'no';
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
interface AllergyToPlannedClause {
  allergyToPlannedIngredient: true;
}
/** An allergy to another one of a class whose members react alike: to mepivacaine where lidocaine is planned; or one to what is planned that was called over. */
interface AllergyToClassClause {
  allergyToPlannedClass: true;
}
/** Ingredients or classes of the vocabulary, or ATC prefixes: an allergy to any of them, whatever is planned. */
export interface AllergyClause {
  allergy: string[];
}
/** Ingredients or classes of the vocabulary. */
export interface PlannedIngredientClause {
  plannedIngredient: string[];
}
/** Something that went wrong after a session of any treatment. */
export interface AdverseEventClause {
  adverseEvent: string[];
  /** `unresolved`: only while it has no end; `until-allergy-recorded`: until an allergy was recorded on the day that it began, or later. */
  while?: 'unresolved' | 'until-allergy-recorded';
  /** Only when it was serious. */
  serious?: true;
}
/**
 * What the treatment is planned for: concerns or prefixes of ICD-10 codes. With details, only while each of them holds; one that nobody
 * stated is asked for. Before there is a plan, nobody said what for, and nothing is asked.
 */
export interface PlannedForClause {
  plannedFor: string[];
  /** It began at most so many days before the planned day: the age of a scar. */
  beganWithinDays?: number;
  /** It has not changed for so many days at most. */
  stableWithinDays?: number;
  /** No medicine and no other therapy was tried. */
  therapyTried?: 'no';
}
interface AllClause {
  all: Clause[];
}
interface AnyClause {
  any: Clause[];
}

/** Yes when at least so many are. */
interface AtLeastClause {
  atLeast: { n: number; of: Clause[] };
}
/** Only of clauses about who the person is and what is planned: see `docs/rules-language.md`. */
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

/** How many days before the planned day each kind of fact may have been recorded. A kind without a limit never gets too old. */
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
  /** Unique in the ruleset, and stable: `mesotherapy.diabetes`. */
  id: string;
  title: string;
  origin: Origin;
  citation: Citation;
  /** Further sources, where several say the same or contradict each other. */
  citations?: Citation[];
  /** Why the rule is there, for the patient and the front desk. */
  plainWords?: string;
  /** The outcome when a clause of `any` fires. */
  severity: Severity;
  notApplicableWhen?: Clause[];
  contraindicatedWhen?: Clause[];
  any: Clause[];
  cautionWhen?: Clause[];
  /** What must be answered, and fresh, before the rule can read clear or caution by `cautionWhen`; `a|b` is answered by either. */
  needsData: string[];
  /** What to ask for a need, in the clinic's own words; by the need as `needsData` names it. */
  ask?: Record<string, string>;
  maxAgeDays?: MaxAgeDays;
  /** Stricter limits in their place for the check that is made on the day of a session, before it starts. */
  onSessionDay?: MaxAgeDays;
  /** By whom, with a reason; `true` is one dermatologist. */
  overridable: Overridable;
  note?: string;
  /** What a clinic is expected to decide for itself about this rule. */
  setting?: string;
}

export interface Ruleset {
  treatment: Treatment;
  title: string;
  rules: Rule[];
}
