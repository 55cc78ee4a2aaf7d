import { fieldError } from '../../kernel/field-error.js';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { conflict, fail, invalid, notFound, type FieldError } from '../../kernel/failure.js';
import { newId } from '../../kernel/id.js';
import { violatedConstraint } from '../../platform/database/index.js';
import { currentPrincipal } from '../../platform/http/index.js';
import type { ContraindicationCheckResponse, RuleOverrideInput } from './check.dto.js';
import { toResponse } from './check.response.js';
import { ChecksRepository, type StoredCheck, type StoredOverride } from './checks.repository.js';
import { authorityFor, refusalOf, type Refusal } from './effective-outcome.js';
import { emptinessInWords, emptinessOf, type OverriddenRule } from './override-reason.js';

/** Manages dermatologists' decisions to treat despite a finding. */
@Injectable()
export class OverridesService {
  constructor(
    private readonly checks: ChecksRepository,
    private readonly clock: Clock,
  ) {}

  /** Stores an override. Where the rule asks for two dermatologists, it waits for the second. */
  async override(checkId: string, input: RuleOverrideInput): Promise<ContraindicationCheckResponse> {
    const { ruleId, reason, weighed, discussedWithPatient, conditions = [] } = input;
    const check = await this.find(checkId);
    // Whether the finding may be overridden is decided first, so that nobody writes a reason in vain.
    const refusal = refusalOf(check.findings, check.overrides, ruleId);
    if (refusal) throw refused(refusal);
    const finding = check.findings.find((finding) => finding.ruleId === ruleId)!;
    const faults = faultsOf(input, finding);
    if (faults.length > 0) throw invalid(faults);
    const authority = authorityFor(finding);
    const override: StoredOverride = {
      id: newId(),
      ruleId,
      reason: reason.trim(),
      weighed: weighed?.trim() ?? null,
      discussedWithPatient: discussedWithPatient === 'yes' ? 'yes' : null,
      conditions: conditions.map((condition) => condition.trim()),
      overriddenBy: currentPrincipal().id,
      createdAt: this.clock.now().toISOString(),
      needsSecond: authority === 'two-dermatologists',
      confirmedBy: null,
      confirmedAt: null,
      carriedFrom: null,
      voidBecause: null,
    };
    try {
      await this.checks.insertOverride(checkId, override);
    } catch (error) {
      if (violatedConstraint(error) === 'contraindication_overrides_once') throw refused('already-overridden');
      throw error;
    }
    return toResponse({ ...check, overrides: [...check.overrides, override] });
  }

  /** Confirms an override by a second dermatologist; the override is in force from then on. */
  async confirm(checkId: string, overrideId: string): Promise<ContraindicationCheckResponse> {
    const check = await this.find(checkId);
    const override = check.overrides.find((override) => override.id === overrideId && override.carriedFrom === null);
    if (!override) throw notFound('override of this check');
    const { id: confirmedBy } = currentPrincipal();
    if (!override.needsSecond) throw conflict('This override needs no second dermatologist: it counts already.');
    if (override.confirmedBy !== null) throw alreadyConfirmed();
    if (override.overriddenBy === confirmedBy) throw conflict('The second dermatologist is another one than the first.');
    const confirmed: StoredOverride = { ...override, confirmedBy, confirmedAt: this.clock.now().toISOString() };
    try {
      await this.checks.confirmOverride(override, confirmedBy, confirmed.confirmedAt!);
    } catch (error) {
      if (violatedConstraint(error) === 'contraindication_override_confirmations_pk') throw alreadyConfirmed();
      throw error;
    }
    return toResponse({ ...check, overrides: check.overrides.map((storedOverride) => (storedOverride === override ? confirmed : storedOverride)) });
  }

  private async find(checkId: string): Promise<StoredCheck> {
    const check = await this.checks.find(checkId);
    if (!check) throw notFound('check');
    return check;
  }
}

/** Finds the faults of an override: texts that say nothing, and a missing discussion with the patient. */
const faultsOf = ({ reason, weighed, discussedWithPatient }: RuleOverrideInput, rule: OverriddenRule): FieldError[] => {
  const [empty, idle] = [emptinessOf(reason, rule), weighed === undefined || weighed === null ? null : emptinessOf(weighed, rule)];
  return [
    ...(empty === null ? [] : [fieldError('/reason', empty, emptinessInWords(empty, 'why the treatment may be given nevertheless'))]),
    ...(idle === null ? [] : [fieldError('/weighed', idle, emptinessInWords(idle, 'what was weighed against what'))]),
    ...(discussedWithPatient === 'no'
      ? [fieldError('/discussedWithPatient', 'not-discussed', 'An override counts only once it was discussed with the patient: talk to the patient, then send yes.')]
      : []),
  ];
};

const alreadyConfirmed = (): Error => conflict('This override has been confirmed already.');

const refused = (refusal: Refusal): Error => {
  switch (refusal) {
    case 'unknown-rule':
      return invalid([{ pointer: '/ruleId', code: 'unknown-rule', detail: 'The check has no finding of this rule: name the ruleId of one of its findings.' }]);
    case 'already-clear':
      return invalid([{ pointer: '/ruleId', code: 'already-clear', detail: 'The finding of this rule is clear: there is nothing to override: name one that is not.' }]);
    case 'not-overridable':
      return fail('not-overridable', 'Nobody may override this finding.');
    case 'already-overridden':
      return conflict('This finding has been overridden already.');
  }
};
