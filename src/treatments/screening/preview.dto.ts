import { checkOutcomes, type CheckOutcome } from '../../kernel/check-outcome.js';
import { declareEnumeration } from '../../kernel/enumeration.js';
import { Identifier, ListOf, MapOf, OneOf, declareUnion, Whole } from '../../platform/http/index.js';

const changeTypes = declareEnumeration('PreviewChangeType', ['change']);
const progressTypes = declareEnumeration('PreviewProgressType', ['progress']);
const summaryTypes = declareEnumeration('PreviewSummaryType', ['summary']);
const errorTypes = declareEnumeration('PreviewErrorType', ['error']);

/** A rule whose result for a plan would change. */
class ChangedRule {
  /** The id of the rule. */
  ruleId: string;

  /** The present result of the rule; null where the published ruleset does not have the rule. */
  @OneOf(checkOutcomes) before: CheckOutcome | null;

  /** The result of the rule by the draft; null where the draft does not have the rule. */
  @OneOf(checkOutcomes) after: CheckOutcome | null;
}

/** A plan whose outcome would change. */
class PreviewChange {
  /** `change`. */
  @OneOf(changeTypes) type: 'change';

  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The outcome by the published rules, with today's facts and the overrides in force. */
  @OneOf(checkOutcomes) outcomeBefore: CheckOutcome;

  /** The outcome by the draft. Overrides do not count, because an override applies only to the rules for which it was made. */
  @OneOf(checkOutcomes) outcomeAfter: CheckOutcome;

  /** The rules whose results change the outcome. */
  @ListOf(ChangedRule, { max: 600 }) rules: ChangedRule[];
}

/** How far a preview has come. */
class PreviewCounts {
  /** How many plans were looked at. */
  @Whole() done: number;

  /** How many open plans of the treatment there were at the beginning. */
  @Whole() total: number;

  /** Of how many the outcome would be another one. */
  @Whole() changed: number;
}

/** Comes at the start and after every 1,000 plans. */
class PreviewProgress extends PreviewCounts {
  /** `progress`. */
  @OneOf(progressTypes) type: 'progress';
}

/** The last line. */
class PreviewSummary extends PreviewCounts {
  /** `summary`. */
  @OneOf(summaryTypes) type: 'summary';

  /** Of those that would change, how many would go from one outcome to another, such as `clear>contraindicated`. */
  @MapOf(Whole()) transitions: Record<string, number>;

  /** How long it took, in milliseconds. */
  @Whole() milliseconds: number;
}

/** In place of the summary, where the preview broke off: what came before holds, but is not all. */
class PreviewError extends PreviewCounts {
  /** `error`. */
  @OneOf(errorTypes) type: 'error';
}

/** One line of a preview. */
export type PreviewLine = PreviewChange | PreviewProgress | PreviewSummary | PreviewError;
export const PreviewLine = declareUnion<PreviewLine>('PreviewLine', 'type', [PreviewChange, PreviewProgress, PreviewSummary, PreviewError]);
