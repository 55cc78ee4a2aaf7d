import type { Truth } from '../../../kernel/truth.js';
import type { Evidence, Missing } from '../evaluation.js';
import type { Override } from '../override.js';

/** What a clause says about the facts. What it rests on is put into words only when somebody reads it. */
export interface ClauseResult {
  readonly truth: Truth;
  /** What made it say yes; or no, where `not` may turn that round. */
  readonly because: () => Evidence[];
  /**
   * Of an `unknown`: whether a stated fact lacks a detail, which `missing` names. An `unknown` that is not open is
   * silence: nothing was stated, and only the rule's `needsData` decides whether that matters.
   */
  readonly open: boolean;
  readonly missing: () => Missing[];
  /** Who may override a finding that rests on it, as far as the clause goes. */
  readonly override: Override;
}
