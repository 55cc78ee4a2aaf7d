import { declareEnumeration } from '../../kernel/enumeration.js';
import { missingReasons, outcomes, ruleOrigins, sourceTypes, type MissingReason, type Origin, type Outcome, type SourceType } from '../engine/index.js';
import { AnyOf, Day, Identifier, Instant, OneOf, Whole } from '../../platform/http/index.js';

const overriders = declareEnumeration('Overriders', ['two-dermatologists']);

/** A code with its system. */
export class RecordedCode {
  /**
   * The code system.
   * @example icd-10
   */
  system: string;

  /**
   * The code, as the system writes it.
   * @example E11.9
   */
  code: string;

  /** The meaning of the code, for people. */
  display?: string | null;
}

/** The record that a fact comes from. */
export class FactSource {
  /** The kind of record; `request` is a statement of the request itself. */
  @OneOf(sourceTypes) type: SourceType;

  /** The id of the record; null for a statement that is not stored. */
  @Identifier() id: string | null;
}

/** A fact that a finding is based on. Members without a value are left out. */
export class FindingEvidence {
  /**
   * The kind of fact: `condition`, `screening`, `medication`, `lab`, `blood-pressure`, `trichoanalysis`, `pregnancy`,
   * `breastfeeding`, `capacity-for-pregnancy`, `contraception`, `procedure`, `allergy`, `planned-ingredient`, `age`, `sex-at-birth`,
   * `birth-date`, `reviewed`, `consultation`, `examination`, `adverse-event`, `indication` or `laboratory-result`.
   * @example condition
   */
  fact: string;

  /**
   * The fact among those of its kind: the question, the analyte, or the region and field of a trichoanalysis.
   * @example hba1c
   */
  about?: string;

  /** The code by which the rule recognised the fact. */
  code?: RecordedCode;

  /** The recorded words. */
  text?: string;

  /** The answer, the finding, or the result in its canonical unit. */
  @AnyOf('text', 'number') value?: string | number;

  /**
   * The unit of the value, in UCUM.
   * @example %
   */
  unit?: string;

  /**
   * Whether a laboratory result is not final yet. A preliminary result can count against the treatment, and never clears a rule. Left out for all other facts.
   */
  preliminary?: true;

  /** The day that the fact is about, such as the day of collection, measurement, last use, operation or assessment. */
  on?: string;

  /** The instant at which the fact was recorded, in UTC. */
  @Instant() recordedAt?: string;

  /** The record that the fact comes from. */
  source?: FactSource;

  /** A note about the fact. */
  note?: string;

  /** The origin of this part of the rule. Left out where it is the origin of the rule. */
  @OneOf(ruleOrigins) origin?: Origin;
}

/** A fact that is needed before a rule can be decided. */
export class MissingFact {
  /**
   * The fact that is missing.
   * @example screening.bleeding-disorder
   */
  fact: string;

  /** The names of other facts, each of which would answer the rule as well. */
  alternatives: string[];

  /**
   * Why the fact is missing. Nobody answered, the answer is too old on the planned day, or the answer does not decide the rule; or it is a laboratory result
   * that is not final.
   */
  @OneOf(missingReasons) reason: MissingReason;

  /** The day of the answer that is too old, or of the sample whose result is preliminary; null where there is no earlier answer. */
  answeredOn: string | null;

  /** The largest number of days before the planned day at which an answer may be recorded; null where the age of the answer does not matter. */
  @Whole() maxAgeDays: number | null;

  /**
   * The question to ask.
   * @example Does the patient have diabetes?
   */
  ask: string;

  /** Where to record the answer. */
  how: string;
}

/** The source of a rule. */
export class RuleCitation {
  /**
   * The title of the document.
   * @example Mesotherapy for hair loss (treatment page of a clinic): S0-57
   */
  title: string;

  /** The web address of the document; null where it has none. */
  url: string | null;

  /** The numbers of the statements in the document. */
  facts: string[];
}

/** The finding of one rule. Every rule of the ruleset has a finding, including rules that are clear. */
export class CheckFinding {
  /**
   * The id of the rule.
   * @example mesotherapy.diabetes
   */
  ruleId: string;

  /**
   * The subject of the rule.
   * @example Diabetes mellitus
   */
  title: string;

  /** The outcome of the rule. An override does not change it. */
  @OneOf(outcomes) outcome: Outcome;

  /** The facts that decided the finding. A clear finding has the answers that it is based on, or the facts by which the rule does not apply. */
  because: FindingEvidence[];

  /** The facts to ask for, where the outcome is `needs-data`. */
  missing: MissingFact[];

  /**
   * The first later day on which the outcome would differ if only time passed. For example, a washout is over, a pregnancy has ended, or an answer has become
   * too old. Null where time alone changes nothing.
   */
  @Day() reconsiderOn: string | null;

  /** Whether the finding may be overridden with a reason. */
  overridable: boolean;

  /** The people who may override the finding, where one dermatologist is not enough. */
  @OneOf(overriders) overridableBy: (typeof overriders)[number] | null;

  /** A note for the clinician; null where there is none. */
  note: string | null;

  /** The source of the rule. */
  citation: RuleCitation;

  /** Further sources of the rule, each with its statements. */
  citations: RuleCitation[];

  /** The origin of the rule. `literature` is common medical knowledge that the clinic's dermatologist should confirm. */
  @OneOf(ruleOrigins) origin: Origin;
}

/** Facts that contradict each other. The most severe of them has decided the finding. */
export class FactContradiction {
  /**
   * The subject of the contradiction.
   * @example diabetes
   */
  about: string;

  /** The facts that contradict each other. */
  says: FindingEvidence[];

  /** How to correct the record. */
  reconcile: string;
}
