import { toActor } from '../../platform/http/index.js';
import type { Citation, Contradiction, Evaluation, Finding } from '../engine/index.js';
import { describeReconciliation } from '../explanation/reconcile.js';
import { getMessages } from '../../messages/index.js';
import type { StoredRuleset } from '../rulesets/rulesets.repository.js';
import type { CheckInBrief, ContraindicationCheckResponse, ContraindicationEvaluationResponse, RuleOverride } from './check.dto.js';
import type { IndicationInput } from './indication.dto.js';
import type { NamedIndications } from './planned-indications.js';
import type { CheckFinding, FactContradiction, RuleCitation } from './finding.dto.js';
import type { StoredCheck, StoredOverride } from './checks.repository.js';
import { computeEffectiveOutcome, isInForce, listOverriddenRules } from './effective-outcome.js';
import type { Treatment } from '../../kernel/treatment.js';
import { toUtc } from '../../kernel/instant.js';
import { toDismissedResponse, toUnreadResponse } from './unread.dto.js';
import { withoutNulls } from '../../kernel/json-object.js';

export const toOverrideResponse = ({ needsSecond, createdAt, confirmedAt, ...override }: StoredOverride): RuleOverride => ({
  ...override,
  overriddenBy: toActor(override.overriddenBy),
  confirmedBy: toActor(override.confirmedBy),
  weighed: override.weighed ?? null,
  discussedWithPatient: override.discussedWithPatient ?? null,
  createdAt: toUtc(createdAt),
  needsConfirmation: needsSecond,
  confirmedAt: confirmedAt === null ? null : toUtc(confirmedAt),
  inForce: isInForce({ ...override, needsSecond }),
});

const toCitationResponse = ({ title, url, facts }: Citation): RuleCitation => ({ title, url, facts: facts ?? [] });

const toFindingResponse = ({ overridableBy, citation, citations, ...finding }: Finding): CheckFinding => ({
  ...finding,
  overridableBy: overridableBy ?? null,
  citation: toCitationResponse(citation),
  citations: citations?.map(toCitationResponse) ?? [],
});

/** Formats contradictions for the answer, each with the way to correct the record. */
const toFactContradictions = (contradictions: readonly Contradiction[]): FactContradiction[] =>
  contradictions.map((contradiction) => ({ ...contradiction, reconcile: describeReconciliation(contradiction, getMessages('checks', 'en')) }));

/** Formats the stated indications of a treatment, without members that were not stated. */
const findStatedIndications = (named: NamedIndications | null): IndicationInput[] | null =>
  named && named.items.map(({ besideCodes: _besideCodes, ...item }) => withoutNulls(item) as IndicationInput);

/** Formats a stored check, with the overrides that were added since. */
export const toResponse = (check: StoredCheck): ContraindicationCheckResponse => ({
  id: check.id,
  patientId: check.patientId,
  consultationId: check.consultationId,
  treatment: check.treatment,
  plannedOn: check.plannedOn,
  ingredients: check.ingredients,
  indications: findStatedIndications(check.indications),
  products: check.products ?? [],
  outcome: check.outcome,
  effectiveOutcome: computeEffectiveOutcome(check.findings, listOverriddenRules(check.overrides)),
  findings: check.findings.map(toFindingResponse),
  contradictions: toFactContradictions(check.contradictions),
  unread: check.unread.map(toUnreadResponse),
  dismissed: check.dismissed.map(toDismissedResponse),
  earliestClearOn: check.earliestClearOn,
  ruleset: { id: check.rulesetId, version: check.rulesetVersion },
  checkedBy: toActor(check.checkedBy),
  evaluatedAt: check.evaluatedAt.toISOString(),
  validUntil: check.validUntil.toISOString(),
  overrides: check.overrides.map(toOverrideResponse),
});

/** Formats a stored check for a screen that shows more than the check. */
export const toBrief = (check: StoredCheck): CheckInBrief => {
  const { id, treatment, plannedOn, outcome, effectiveOutcome, contradictions, earliestClearOn, ruleset, evaluatedAt, validUntil, findings } =
    toResponse(check);
  const shown = findings.filter((finding) => finding.outcome !== 'clear');
  return { id, treatment, plannedOn, outcome, effectiveOutcome, findings: shown, contradictions, earliestClearOn, ruleset, evaluatedAt, validUntil };
};

export interface Planned {
  treatment: Treatment;
  plannedOn: string;
  ingredients: string[] | null;
  indications: NamedIndications | null;
}

/** Formats an evaluation that is not stored: the same document without an id. */
export const toEvaluationResponse = (
  planned: Planned,
  evaluation: Evaluation,
  ruleset: StoredRuleset,
  evaluatedAt: Date,
  overrides: readonly StoredOverride[] = [],
): ContraindicationEvaluationResponse => ({
  ...planned,
  indications: findStatedIndications(planned.indications),
  outcome: evaluation.outcome,
  effectiveOutcome: computeEffectiveOutcome(evaluation.findings, listOverriddenRules(overrides)),
  findings: evaluation.findings.map(toFindingResponse),
  contradictions: toFactContradictions(evaluation.contradictions),
  unread: evaluation.unread.map(toUnreadResponse),
  dismissed: evaluation.dismissed.map(toDismissedResponse),
  earliestClearOn: evaluation.earliestClearOn,
  ruleset: { id: ruleset.id, version: ruleset.version },
  evaluatedAt: evaluatedAt.toISOString(),
  validUntil: evaluation.validUntil,
  overrides: overrides.map(toOverrideResponse),
});
