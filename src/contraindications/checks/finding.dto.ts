import { enumOf } from '../../kernel/enumeration.js';
import { missingReasons, outcomes, ruleOrigins, sourceTypes, type MissingReason, type Origin, type Outcome, type SourceType } from '../engine/index.js';
import { AnyOf, Day, Identifier, Instant, OneOf, Whole } from '../../platform/http/index.js';

const overriders = enumOf('Overriders', ['two-dermatologists']);

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

  /** What the code means, for people. */
  display?: string | null;
}

/** Where a fact was written down. */
export class FactSource {
  /** The kind of record; `request` is what the request itself said. */
  @OneOf(sourceTypes) type: SourceType;

  /** The id of the record; null for what is not stored. */
  @Identifier() id: string | null;
}

/** One fact that a finding rests on. Members that say nothing are left out. */
export class FindingEvidence {
  /**
   * The kind of fact: `condition`, `screening`, `medication`, `lab`, `blood-pressure`, `trichoanalysis`, `pregnancy`,
   * `breastfeeding`, `capacity-for-pregnancy`, `contraception`, `procedure`, `allergy`, `planned-ingredient`, `age`, `sex-at-birth`,
   * `birth-date`, `reviewed`, `consultation`, `examination`, `adverse-event`, `indication` or `laboratory-result`.
   * @example condition
   */
  fact: string;

  /**
   * Which one of its kind: the question, the analyte, the region and field of a trichoanalysis.
   * @example hba1c
   */
  about?: string;

  /** The code by which a rule recognised it. */
  code?: RecordedCode;

  /** As it was written down. */
  text?: string;

  /** The answer, the finding, or the result in its canonical unit. */
  @AnyOf('text', 'number') value?: string | number;

  /**
   * The unit of the value, in UCUM.
   * @example %
   */
  unit?: string;

  /** Of a laboratory's result: it is not final yet. It speaks against the treatment, and clears nothing. Left out of all others. */
  preliminary?: true;

  /** The day that the fact is about: collected, measured, last taken, performed, assessed. */
  on?: string;

  /** When it was recorded, in UTC. */
  @Instant() recordedAt?: string;

  /** The record that says so. */
  source?: FactSource;

  /** What to bear in mind about it. */
  note?: string;

  /** Where this part of the rule comes from, when not from where the rule does. */
  @OneOf(ruleOrigins) origin?: Origin;
}

/** Something to ask before a rule can be read to its end. */
export class MissingFact {
  /**
   * The fact that is missing.
   * @example screening.bleeding-disorder
   */
  fact: string;

  /** Other facts, any of which would do as well. */
  alternatives: string[];

  /** Nobody answered; the answer is too old on the planned day; it leaves open what the rule asks; or it is a laboratory's result that is not final. */
  @OneOf(missingReasons) reason: MissingReason;

  /** The day of the answer that has become too old, or of the sample whose result is preliminary. */
  answeredOn: string | null;

  /** How many days before the planned day an answer may be recorded; null when its age does not matter. */
  @Whole() maxAgeDays: number | null;

  /**
   * What to ask.
   * @example Does the patient have diabetes?
   */
  ask: string;

  /** Where to record the answer. */
  how: string;
}

/** Where a rule comes from. */
export class RuleCitation {
  /**
   * The document.
   * @example Mesotherapy for hair loss (treatment page of a clinic): S0-57
   */
  title: string;

  /** Where it can be read, when it can. */
  url: string | null;

  /** The numbers of the document's statements. */
  facts: string[];
}

/** What one rule says. Every rule of the ruleset has a finding, also those that are clear. */
export class CheckFinding {
  /**
   * The rule.
   * @example mesotherapy.diabetes
   */
  ruleId: string;

  /**
   * What the rule is about.
   * @example Diabetes mellitus
   */
  title: string;

  /** What the rule says; an override does not change it. */
  @OneOf(outcomes) outcome: Outcome;

  /** What decided it; of a clear finding, the answers that it rests on, or why the rule does not apply. */
  because: FindingEvidence[];

  /** What to ask, when the outcome is `needs-data`. */
  missing: MissingFact[];

  /** The first later day on which the outcome would be another one if nothing but time passed: a washout is over, a course or a pregnancy has come to its end, an answer or a result has become too old. Null when time alone changes nothing. */
  @Day() reconsiderOn: string | null;

  /** Whether it may be overridden with a reason. */
  overridable: boolean;

  /** Who may, when one dermatologist is not enough; null otherwise. */
  @OneOf(overriders) overridableBy: (typeof overriders)[number] | null;

  /** What to bear in mind. */
  note: string | null;

  /** Where the rule comes from. */
  citation: RuleCitation;

  /** Further sources, each with what it says for itself. */
  citations: RuleCitation[];

  /** `literature` is common medical knowledge that the clinic's dermatologist is to confirm. */
  @OneOf(ruleOrigins) origin: Origin;
}

/** Facts that deny each other. The more severe one has decided the finding. */
export class FactContradiction {
  /**
   * What they are about.
   * @example diabetes
   */
  about: string;

  /** Each of the facts. */
  says: FindingEvidence[];

  /** How to set the record right. */
  reconcile: string;
}
