import { ApiProperty } from '@nestjs/swagger';

const outcomes = ['clear', 'caution', 'needs-data', 'contraindicated'] as const;
type Outcome = (typeof outcomes)[number];

/** A rule that would say something else of a plan. */
export class ChangedRule {
  /** The rule. */
  ruleId: string;

  /** What it says now; null where the published ruleset has no such rule. */
  @ApiProperty({ enum: [...outcomes, null], type: 'string', nullable: true })
  before: Outcome | null;

  /** What it would say; null where the draft has no such rule. */
  @ApiProperty({ enum: [...outcomes, null], type: 'string', nullable: true })
  after: Outcome | null;
}

/** One line of a preview. */
export class PreviewLine {
  /**
   * `change` is a plan whose outcome would be another one; `progress` comes at the start and after every 1,000 plans; `summary` is the last line. `error` takes
   * its place where the preview broke off: what came before holds, but is not all.
   */
  @ApiProperty({ enum: ['change', 'progress', 'summary', 'error'] })
  type: 'change' | 'progress' | 'summary' | 'error';

  /** Of a change: the plan. */
  planId?: string;

  /** Of a change: the patient. */
  patientId?: string;

  /** Of a change: the outcome by the published rules, with what is known today and the overrides that hold. */
  @ApiProperty({ enum: outcomes, required: false })
  outcomeBefore?: Outcome;

  /** Of a change: the outcome by the draft. No override outlives its rules. */
  @ApiProperty({ enum: outcomes, required: false })
  outcomeAfter?: Outcome;

  /** Of a change: the rules that make it. */
  rules?: ChangedRule[];

  /** Of progress and summary: how many plans were looked at. */
  done?: number;

  /** Of progress and summary: how many open plans of the treatment there were at the beginning. */
  total?: number;

  /** Of progress and summary: of how many the outcome would be another one. */
  changed?: number;

  /** Of the summary: of those that would change, how many would go from one outcome to another, such as `clear>contraindicated`. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  transitions?: Record<string, number>;

  /** Of the summary: how long it took, in milliseconds. */
  milliseconds?: number;
}
