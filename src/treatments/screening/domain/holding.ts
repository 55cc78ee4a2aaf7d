/** Decides when a plan that was screened again is put on hold, and words the reason. */
import { declareEnumeration } from '../../../kernel/enumeration.js';

type Outcome = 'contraindicated' | 'needs-data' | 'caution' | 'clear';

export const causes = declareEnumeration('ScreeningCause', ['record-changed', 'ruleset-published', 'product-corrected', 'plan-proposed', 'plan-resumed']);
export type Cause = (typeof causes)[number];

/** The states from which a plan is put on hold. A draft is no treatment yet, and a plan that has ended stays so. */
const canBeHeld: ReadonlySet<string> = new Set(['proposed', 'accepted', 'active']);

/** Whether a plan must be put on hold: only where the treatment is ruled out. Where facts are missing, the check before the next session asks for them. */
export const mustBeHeld = (status: string, outcome: Outcome): boolean => outcome === 'contraindicated' && canBeHeld.has(status);

const LONGEST_REASON = 2_000;

const because: Record<Cause, (version: number) => string> = {
  'record-changed': () => 'What was recorded of the patient rules the treatment out',
  'ruleset-published': (version) => `The rules of version ${version} rule the treatment out`,
  'product-corrected': () => 'What is now known to be in a product rules the treatment out',
  'plan-proposed': () => 'What is known rules the treatment out',
  'plan-resumed': () => 'What is known rules the treatment out',
};

/** Words why a plan is held: what happened, and what the rules found. */
export const describeHoldReason = (cause: Cause, rulesetVersion: number, titles: readonly string[]): string =>
  `${because[cause](rulesetVersion)}: ${titles.join('; ')}.`.slice(0, LONGEST_REASON);
