import type { Truth } from '../../../kernel/truth.js';
import type { Evidence, Missing } from '../evaluation.js';
import type { Override } from '../override.js';

/** The result of a clause for the facts. The evidence is formatted only when it is read. */
export interface ClauseResult {
  readonly truth: Truth;
  /** The facts that made the clause `yes`; or `no`, where `not` may reverse it. */
  readonly because: () => Evidence[];
  /**
   * Whether an `unknown` result is open: a stated fact lacks a detail, which `missing` names. An `unknown` that is not open means that nothing was stated, and
   * only the rule's `needsData` decides whether that matters.
   */
  readonly open: boolean;
  readonly missing: () => Missing[];
  /** The people who may override a finding based on this clause, as far as the clause decides. */
  readonly override: Override;
}
