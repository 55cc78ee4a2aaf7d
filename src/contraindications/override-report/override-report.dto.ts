import { treatments, type Treatment } from '../../kernel/treatment.js';
import { Actor, Day, Identifier, Nested, NotBefore, OneOf, Optional, PageQuery, SomeOf, Text, Whole, Decimal } from '../../platform/http/index.js';
import { RuleOverride } from '../checks/check.dto.js';

/** Of which checks the report is. */
export class OverrideReportQuery {
  /**
   * Checks made from this day on, in the clinic's time zone.
   * @example 2026-01-01
   */
  @Day() from: string;

  /**
   * Checks made to this day, included.
   * @example 2026-12-31
   */
  @Day() to: string;

  /** Only those of this treatment. */
  @Optional() @OneOf(treatments) treatment?: Treatment;
}

/** How often one dermatologist overrode a rule. */
export class OverrideCount {
  /** The dermatologist. */
  @Nested(Actor) overriddenBy: Actor;

  /** How often. */
  @Whole() overridden: number;
}

/** How often one rule stood in the way, and what was decided. */
export class OverrideReportRow {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /**
   * The rule.
   * @example mesotherapy.hypertension
   */
  ruleId: string;

  /** What the rule is about; null where the rules in force have no such rule any more. */
  title: string | null;

  /** Checks of the period in which its finding was not clear. */
  @Whole() fired: number;

  /** Those of them that were overridden. */
  @Whole() overridden: number;

  /**
   * The share of them, from 0 to 1.
   * @example 0.25
   */
  @Decimal() share: number;

  /** Overrides of which it is stated that they were discussed with the patient. */
  @Whole() discussedWithPatient: number;

  /** Overrides that a second dermatologist confirmed. */
  @Whole() confirmed: number;

  /** Overrides that the rule asks a second dermatologist for, whom they still wait for. */
  @Whole() awaitingConfirmation: number;

  /** Overrides that a later check of the same patient found void: other facts, other rules, or never confirmed. */
  @Whole() void: number;

  /** Who overrode it, most often first. */
  dermatologists: OverrideCount[];
}

/** Which rules stand in the way, and which are overridden. */
export class OverrideReportResponse {
  /** The first day. */
  from: string;

  /** The last day. */
  to: string;

  /** How many checks were made in the period, those of open plans that were screened again among them. */
  @Whole() checks: number;

  /** One for each rule that was not clear in any of them, the most often overridden first. */
  rows: OverrideReportRow[];
}

/** Which overrides to show. */
export class OverrideQuery extends PageQuery {
  /**
   * Only those of these rules.
   * @example ["mesotherapy.hypertension"]
   */
  @Optional() @SomeOf(Text({ max: 200 })) ruleId?: string[];

  /** Only those of this dermatologist. */
  @Optional() @Identifier() overriddenBy?: string;

  /** Only those decided from this day on, in the clinic's time zone. */
  @Optional() @Day() from?: string;

  /** Only those decided to this day, included. */
  @Optional() @Day() @NotBefore('from') to?: string;
}

/** An override, and of which check it is. */
export class ListedOverride extends RuleOverride {
  /** The check that it was decided upon. */
  @Identifier() checkId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The day on which it was planned. */
  @Day() plannedOn: string;
}
