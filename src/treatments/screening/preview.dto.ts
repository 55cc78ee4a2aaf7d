import { checkOutcomes, type CheckOutcome } from '../../kernel/check-outcome.js';
import { enumOf } from '../../kernel/enumeration.js';
import { Identifier, MapOf, OneOf, Whole } from '../../platform/http/index.js';

const lineTypes = enumOf('PreviewLineType', ['change', 'progress', 'summary', 'error']);

/** A rule that would say something else of a plan. */
export class ChangedRule {
  /** The rule. */
  ruleId: string;

  /** What it says now; null where the published ruleset has no such rule. */
  @OneOf(checkOutcomes) before: CheckOutcome | null;

  /** What it would say; null where the draft has no such rule. */
  @OneOf(checkOutcomes) after: CheckOutcome | null;
}

/** One line of a preview. */
export class PreviewLine {
  /**
   * `change` is a plan whose outcome would be another one; `progress` comes at the start and after every 1,000 plans; `summary` is the last line. `error` takes
   * its place where the preview broke off: what came before holds, but is not all.
   */
  @OneOf(lineTypes) type: (typeof lineTypes)[number];

  /** Of a change: the plan. */
  @Identifier() planId?: string;

  /** Of a change: the patient. */
  @Identifier() patientId?: string;

  /** Of a change: the outcome by the published rules, with what is known today and the overrides that hold. */
  @OneOf(checkOutcomes) outcomeBefore?: CheckOutcome;

  /** Of a change: the outcome by the draft. No override outlives its rules. */
  @OneOf(checkOutcomes) outcomeAfter?: CheckOutcome;

  /** Of a change: the rules that make it. */
  rules?: ChangedRule[];

  /** Of progress and summary: how many plans were looked at. */
  @Whole() done?: number;

  /** Of progress and summary: how many open plans of the treatment there were at the beginning. */
  @Whole() total?: number;

  /** Of progress and summary: of how many the outcome would be another one. */
  @Whole() changed?: number;

  /** Of the summary: of those that would change, how many would go from one outcome to another, such as `clear>contraindicated`. */
  @MapOf(Whole()) transitions?: Record<string, number>;

  /** Of the summary: how long it took, in milliseconds. */
  @Whole() milliseconds?: number;
}
