import { treatments, type Treatment } from '../../kernel/treatment.js';
import { Actor, Day, Identifier, Nested, NotBefore, OneOf, Optional, PageQuery, SomeOf, Text, Whole, Decimal } from '../../platform/http/index.js';
import { RuleOverride } from '../checks/check.dto.js';

/** The period and treatment of a report. */
export class OverrideReportQuery {
  /**
   * Checks made from this day on, in the clinic's time zone.
   * @example 2026-01-01
   */
  @Day() from: string;

  /**
   * Checks made up to and including this day, in the clinic's time zone.
   * @example 2026-12-31
   */
  @Day() to: string;

  /** Only checks for this treatment. */
  @Optional() @OneOf(treatments) treatment?: Treatment;
}

/** The number of overrides of one rule by one dermatologist. */
export class OverrideCount {
  /** The dermatologist. */
  @Nested(Actor) overriddenBy: Actor;

  /** The number of overrides. */
  @Whole() overridden: number;
}

/** The counts for one rule. */
export class OverrideReportRow {
  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /**
   * The rule.
   * @example mesotherapy.hypertension
   */
  ruleId: string;

  /** The subject of the rule; null where the rules in force no longer contain the rule. */
  title: string | null;

  /** The number of checks of the period in which the rule's finding was not clear. */
  @Whole() fired: number;

  /** The number of these findings that were overridden. */
  @Whole() overridden: number;

  /**
   * The share of these findings that were overridden, from 0 to 1.
   * @example 0.25
   */
  @Decimal() share: number;

  /** The number of overrides that are stated to have been discussed with the patient. */
  @Whole() discussedWithPatient: number;

  /** The number of overrides that a second dermatologist confirmed. */
  @Whole() confirmed: number;

  /** The number of overrides that still wait for the second dermatologist whom the rule asks for. */
  @Whole() awaitingConfirmation: number;

  /** The number of overrides that a later check of the same patient found void: other facts, other rules, or never confirmed. */
  @Whole() void: number;

  /** The counts by dermatologist, the largest first. */
  dermatologists: OverrideCount[];
}

/** A report of which rules prevent treatments, and which are overridden. */
export class OverrideReportResponse {
  /** The first day of the period, in the clinic's time zone. */
  from: string;

  /** The last day of the period, included, in the clinic's time zone. */
  to: string;

  /** The number of checks made in the period, including new screenings of open plans. */
  @Whole() checks: number;

  /** The counts by rule, for each rule that was not clear in at least one check; the most often overridden rule is first. */
  rows: OverrideReportRow[];
}

/** The filters for a list of overrides. */
export class OverrideQuery extends PageQuery {
  /**
   * Only overrides of these rules.
   * @example ["mesotherapy.hypertension"]
   */
  @Optional() @SomeOf(Text({ max: 200 })) ruleId?: string[];

  /** Only overrides by this dermatologist. */
  @Optional() @Identifier() overriddenBy?: string;

  /** Only overrides decided on or after this day, in the clinic's time zone. */
  @Optional() @Day() from?: string;

  /** Only overrides decided up to and including this day, in the clinic's time zone. */
  @Optional() @Day() @NotBefore('from') to?: string;
}

/** An override with the check that it belongs to. */
export class ListedOverride extends RuleOverride {
  /** The id of the check for which the override was decided. */
  @Identifier() checkId: string;

  /** The id of the patient. */
  @Identifier() patientId: string;

  /** The treatment. */
  @OneOf(treatments) treatment: Treatment;

  /** The day on which the treatment was planned. */
  @Day() plannedOn: string;
}
