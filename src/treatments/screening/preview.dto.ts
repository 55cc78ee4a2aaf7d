import { checkOutcomes, type CheckOutcome } from '../../kernel/check-outcome.js';
import { enumOf } from '../../kernel/enumeration.js';
import { Identifier, MapOf, OneOf, Whole } from '../../platform/http/index.js';

const lineTypes = enumOf('PreviewLineType', ['change', 'progress', 'summary', 'error']);

/** A rule whose result for a plan would change. */
export class ChangedRule {
  /** The id of the rule. */
  ruleId: string;

  /** The present result of the rule; null where the published ruleset does not have the rule. */
  @OneOf(checkOutcomes) before: CheckOutcome | null;

  /** The result of the rule by the draft; null where the draft does not have the rule. */
  @OneOf(checkOutcomes) after: CheckOutcome | null;
}

/** One line of a preview. */
export class PreviewLine {
  /**
   * The type of the line. `change` is a plan whose outcome would change. `progress` comes at the start and after every 1,000 plans. `summary`
   * is the last line. `error` is the last line of a preview that broke off: the lines before it are correct but not complete.
   */
  @OneOf(lineTypes) type: (typeof lineTypes)[number];

  /** The plan; in a `change`. */
  @Identifier() planId?: string;

  /** The patient; in a `change`. */
  @Identifier() patientId?: string;

  /** The outcome by the published rules, with today's facts and the overrides in force; in a `change`. */
  @OneOf(checkOutcomes) outcomeBefore?: CheckOutcome;

  /** The outcome by the draft; in a `change`. Overrides do not count, because an override applies only to the rules for which it was made. */
  @OneOf(checkOutcomes) outcomeAfter?: CheckOutcome;

  /** The rules whose results change the outcome; in a `change`. */
  rules?: ChangedRule[];

  /** How many plans were checked; in `progress` and `summary`. */
  @Whole() done?: number;

  /** How many open plans of the treatment there were at the beginning; in `progress` and `summary`. */
  @Whole() total?: number;

  /** How many plans would have another outcome; in `progress` and `summary`. */
  @Whole() changed?: number;

  /** How many plans would go from one outcome to another, by pair such as `clear>contraindicated`; in a `summary`. */
  @MapOf(Whole()) transitions?: Record<string, number>;

  /** How long the preview took, in milliseconds; in a `summary`. */
  @Whole() milliseconds?: number;
}
