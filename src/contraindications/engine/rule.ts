import { evaluateClause } from './clauses/index.js';
import { anyOf, type ClauseResult } from './clauses/result.js';
import type { Evidence, Missing, Outcome } from './evaluation.js';
import type { Facts } from './facts.js';
import type { Moment } from './moment.js';
import { meetNeed } from './needs.js';
import type { Clause, Rule } from './ruleset.js';

/** What one rule says on one day. */
export interface Reading {
  outcome: Outcome;
  because: Evidence[];
  missing: Missing[];
  overridable: boolean;
  note: string | null;
}

/**
 * Reads a rule, in this order:
 *
 * 1. It does not apply: clear, with the reason.
 * 2. A clause of `contraindicatedWhen`, or of `any` in a rule whose severity is contraindicated: contraindicated.
 *    When such a clause lacks a detail of a stated fact (the day of the last dose, say): needs data.
 * 3. A clause of `any`: the rule's severity; informational reads clear, with a note.
 * 4. Something in `needsData` unanswered, or too old on the day, or a detail lacking for `any`: needs data.
 * 5. A clause of `cautionWhen`: caution; a detail lacking for one: needs data.
 * 6. Else clear, resting on the answers to `needsData`.
 *
 * So a rule that known facts have decided asks for nothing more, and silence never clears.
 */
export const readRule = (rule: Rule, facts: Facts, moment: Moment): Reading => {
  const maxAge = rule.maxAgeDays ?? {};
  const ask = (clauses: readonly Clause[] = []): ClauseResult => anyOf(clauses.map((clause) => evaluateClause(clause, facts, moment, maxAge)));
  const decided = (outcome: Outcome, result: ClauseResult): Reading => ({
    outcome,
    because: result.because,
    missing: [],
    overridable: rule.overridable && result.overridable,
    note: rule.note ?? null,
  });
  const needs = (missing: Missing[]): Reading => ({ outcome: 'needs-data', because: [], missing, overridable: rule.overridable, note: rule.note ?? null });

  const exempt = ask(rule.notApplicableWhen);
  if (exempt.truth === 'yes') return { ...decided('clear', exempt), note: 'Does not apply to this patient.' };

  const forbidding = ask([...(rule.contraindicatedWhen ?? []), ...(rule.severity === 'contraindicated' ? rule.any : [])]);
  if (forbidding.truth === 'yes') return decided('contraindicated', forbidding);
  if (forbidding.missing.length > 0) return needs(forbidding.missing);

  const firing = rule.severity === 'contraindicated' ? null : ask(rule.any);
  if (firing?.truth === 'yes') return decided(rule.severity === 'informational' ? 'clear' : 'caution', firing);

  const met = rule.needsData.map((need) => meetNeed(need, facts, moment, maxAge));
  const missing = [...(rule.severity === 'informational' ? [] : (firing?.missing ?? [])), ...met.flatMap((one) => ('missing' in one ? [one.missing] : []))];
  if (missing.length > 0) return needs(missing);

  const warning = ask(rule.cautionWhen);
  if (warning.truth === 'yes') return decided('caution', warning);
  if (warning.missing.length > 0) return needs(warning.missing);

  return { outcome: 'clear', because: met.flatMap((one) => ('evidence' in one ? [one.evidence] : [])), missing: [], overridable: rule.overridable, note: null };
};
