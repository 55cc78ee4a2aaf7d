import { checkOutcomes, type CheckOutcome } from '../../kernel/check-outcome.js';
import { enumOf } from '../../kernel/enumeration.js';
import { Identifier, ListOf, MapOf, OneOf, unionOf, Whole } from '../../platform/http/index.js';

const changeTypes = enumOf('PreviewChangeType', ['change']);
const progressTypes = enumOf('PreviewProgressType', ['progress']);
const summaryTypes = enumOf('PreviewSummaryType', ['summary']);
const errorTypes = enumOf('PreviewErrorType', ['error']);

/** A rule that would say something else of a plan. */
class ChangedRule {
  /** The rule. */
  ruleId: string;

  /** What it says now; null where the published ruleset has no such rule. */
  @OneOf(checkOutcomes) before: CheckOutcome | null;

  /** What it would say; null where the draft has no such rule. */
  @OneOf(checkOutcomes) after: CheckOutcome | null;
}

/** A plan whose outcome would be another one. */
class PreviewChange {
  /** `change`. */
  @OneOf(changeTypes) type: 'change';

  /** The plan. */
  @Identifier() planId: string;

  /** The patient. */
  @Identifier() patientId: string;

  /** The outcome by the published rules, with what is known today and the overrides that hold. */
  @OneOf(checkOutcomes) outcomeBefore: CheckOutcome;

  /** The outcome by the draft. No override outlives its rules. */
  @OneOf(checkOutcomes) outcomeAfter: CheckOutcome;

  /** The rules that make it. */
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
export const PreviewLine = unionOf<PreviewLine>('PreviewLine', 'type', [PreviewChange, PreviewProgress, PreviewSummary, PreviewError]);
