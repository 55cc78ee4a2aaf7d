import { actor } from '../../platform/http/index.js';
import type { Citation, Contradiction, Evaluation, Finding } from '../engine/index.js';
import { reconcileInWords } from '../explanation/reconcile.js';
import { messagesOf } from '../../messages/index.js';
import type { StoredRuleset } from '../rulesets/rulesets.repository.js';
import type { ContraindicationCheckResponse, ContraindicationEvaluationResponse, RuleOverride } from './check.dto.js';
import type { IndicationInput } from './indication.dto.js';
import type { NamedIndications } from './planned-indications.js';
import type { CheckFinding, FactContradiction, RuleCitation } from './finding.dto.js';
import type { StoredCheck, StoredOverride } from './checks.repository.js';
import { effectiveOutcome, isInForce, rulesOverridden } from './effective-outcome.js';
import type { Treatment } from '../../kernel/treatment.js';
import { utc } from '../../kernel/instant.js';
import { dismissedResponse, unreadResponse } from './unread.dto.js';
import { withoutNulls } from '../../kernel/json-object.js';

export const overrideResponse = ({ needsSecond, createdAt, confirmedAt, ...override }: StoredOverride): RuleOverride => ({
  ...override,
  overriddenBy: actor(override.overriddenBy),
  confirmedBy: actor(override.confirmedBy),
  weighed: override.weighed ?? null,
  discussedWithPatient: override.discussedWithPatient ?? null,
  createdAt: utc(createdAt),
  needsConfirmation: needsSecond,
  confirmedAt: confirmedAt === null ? null : utc(confirmedAt),
  inForce: isInForce({ ...override, needsSecond }),
});

const citationResponse = ({ title, url, facts }: Citation): RuleCitation => ({ title, url, facts: facts ?? [] });

const findingResponse = ({ overridableBy, citation, citations, ...finding }: Finding): CheckFinding => ({
  ...finding,
  overridableBy: overridableBy ?? null,
  citation: citationResponse(citation),
  citations: citations?.map(citationResponse) ?? [],
});

/** Formats contradictions for the answer, each with the way to correct the record. */
const reconcilable = (contradictions: readonly Contradiction[]): FactContradiction[] =>
  contradictions.map((contradiction) => ({ ...contradiction, reconcile: reconcileInWords(contradiction, messagesOf('checks', 'en')) }));

/** Formats the stated indications of a treatment, without members that were not stated. */
const statedIndications = (named: NamedIndications | null): IndicationInput[] | null =>
  named && named.items.map(({ besideCodes: _besideCodes, ...item }) => withoutNulls(item) as IndicationInput);

/** Formats a stored check, with the overrides that were added since. */
export const toResponse = (check: StoredCheck): ContraindicationCheckResponse => ({
  id: check.id,
  patientId: check.patientId,
  consultationId: check.consultationId,
  treatment: check.treatment,
  plannedOn: check.plannedOn,
  ingredients: check.ingredients,
  indications: statedIndications(check.indications),
  products: check.products ?? [],
  outcome: check.outcome,
  effectiveOutcome: effectiveOutcome(check.findings, rulesOverridden(check.overrides)),
  findings: check.findings.map(findingResponse),
  contradictions: reconcilable(check.contradictions),
  unread: check.unread.map(unreadResponse),
  dismissed: check.dismissed.map(dismissedResponse),
  earliestClearOn: check.earliestClearOn,
  ruleset: { id: check.rulesetId, version: check.rulesetVersion },
  checkedBy: actor(check.checkedBy),
  evaluatedAt: check.evaluatedAt.toISOString(),
  validUntil: check.validUntil.toISOString(),
  overrides: check.overrides.map(overrideResponse),
});

export interface Planned {
  treatment: Treatment;
  plannedOn: string;
  ingredients: string[] | null;
  indications: NamedIndications | null;
}

/** Formats an evaluation that is not stored: the same document without an id. */
export const evaluationResponse = (
  planned: Planned,
  evaluation: Evaluation,
  ruleset: StoredRuleset,
  evaluatedAt: Date,
  overrides: readonly StoredOverride[] = [],
): ContraindicationEvaluationResponse => ({
  ...planned,
  indications: statedIndications(planned.indications),
  outcome: evaluation.outcome,
  effectiveOutcome: effectiveOutcome(evaluation.findings, rulesOverridden(overrides)),
  findings: evaluation.findings.map(findingResponse),
  contradictions: reconcilable(evaluation.contradictions),
  unread: evaluation.unread.map(unreadResponse),
  dismissed: evaluation.dismissed.map(dismissedResponse),
  earliestClearOn: evaluation.earliestClearOn,
  ruleset: { id: ruleset.id, version: ruleset.version },
  evaluatedAt: evaluatedAt.toISOString(),
  validUntil: evaluation.validUntil,
  overrides: overrides.map(overrideResponse),
});
