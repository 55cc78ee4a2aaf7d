import { createFieldError } from '../../kernel/field-error.js';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { createConflictFailure, createFailure, createInvalidInputFailure, createNotFoundFailure, type FieldError } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { findViolatedConstraint } from '../../platform/database/index.js';
import { getCurrentPrincipal } from '../../platform/http/index.js';
import type { ContraindicationCheckResponse, RuleOverrideInput } from './check.dto.js';
import { toResponse } from './check.response.js';
import { ChecksRepository, type StoredCheck, type StoredOverride } from './checks.repository.js';
import { findAuthority, findRefusal, type Refusal } from './effective-outcome.js';
import { describeEmptiness, findEmptiness, type OverriddenRule } from './override-reason.js';

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
    const refusal = findRefusal(check.findings, check.overrides, ruleId);
    if (refusal) throw createRefusalFailure(refusal);
    const finding = check.findings.find((finding) => finding.ruleId === ruleId)!;
    const faults = validateOverride(input, finding);
    if (faults.length > 0) throw createInvalidInputFailure(faults);
    const authority = findAuthority(finding);
    const override: StoredOverride = {
      id: createId(),
      ruleId,
      reason: reason.trim(),
      weighed: weighed?.trim() ?? null,
      discussedWithPatient: discussedWithPatient === 'yes' ? 'yes' : null,
      conditions: conditions.map((condition) => condition.trim()),
      overriddenBy: getCurrentPrincipal().id,
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
      if (findViolatedConstraint(error) === 'contraindication_overrides_once') throw createRefusalFailure('already-overridden');
      throw error;
    }
    return toResponse({ ...check, overrides: [...check.overrides, override] });
  }

  /** Confirms an override by a second dermatologist; the override is in force from then on. */
  async confirm(checkId: string, overrideId: string): Promise<ContraindicationCheckResponse> {
    const check = await this.find(checkId);
    const override = check.overrides.find((override) => override.id === overrideId && override.carriedFrom === null);
    if (!override) throw createNotFoundFailure('override of this check');
    const { id: confirmedBy } = getCurrentPrincipal();
    if (!override.needsSecond) throw createConflictFailure('This override needs no second dermatologist: it counts already.');
    if (override.confirmedBy !== null) throw createAlreadyConfirmedFailure();
    if (override.overriddenBy === confirmedBy) throw createConflictFailure('The second dermatologist is another one than the first.');
    const confirmed: StoredOverride = { ...override, confirmedBy, confirmedAt: this.clock.now().toISOString() };
    try {
      await this.checks.confirmOverride(override, confirmedBy, confirmed.confirmedAt!);
    } catch (error) {
      if (findViolatedConstraint(error) === 'contraindication_override_confirmations_pk') throw createAlreadyConfirmedFailure();
      throw error;
    }
    return toResponse({ ...check, overrides: check.overrides.map((storedOverride) => (storedOverride === override ? confirmed : storedOverride)) });
  }

  private async find(checkId: string): Promise<StoredCheck> {
    const check = await this.checks.find(checkId);
    if (!check) throw createNotFoundFailure('check');
    return check;
  }
}

/** Finds the faults of an override: texts that say nothing, and a missing discussion with the patient. */
const validateOverride = ({ reason, weighed, discussedWithPatient }: RuleOverrideInput, rule: OverriddenRule): FieldError[] => {
  const [empty, idle] = [findEmptiness(reason, rule), weighed === undefined || weighed === null ? null : findEmptiness(weighed, rule)];
  return [
    ...(empty === null ? [] : [createFieldError('/reason', empty, describeEmptiness(empty, 'why the treatment may be given nevertheless'))]),
    ...(idle === null ? [] : [createFieldError('/weighed', idle, describeEmptiness(idle, 'what was weighed against what'))]),
    ...(discussedWithPatient === 'no'
      ? [
          createFieldError(
            '/discussedWithPatient',
            'not-discussed',
            'An override counts only once it was discussed with the patient: talk to the patient, then send yes.',
          ),
        ]
      : []),
  ];
};

const createAlreadyConfirmedFailure = (): Error => createConflictFailure('This override has been confirmed already.');

const createRefusalFailure = (refusal: Refusal): Error => {
  switch (refusal) {
    case 'unknown-rule':
      return createInvalidInputFailure([
        { pointer: '/ruleId', code: 'unknown-rule', detail: 'The check has no finding of this rule: name the ruleId of one of its findings.' },
      ]);
    case 'already-clear':
      return createInvalidInputFailure([
        { pointer: '/ruleId', code: 'already-clear', detail: 'The finding of this rule is clear: there is nothing to override: name one that is not.' },
      ]);
    case 'not-overridable':
      return createFailure('not-overridable', 'Nobody may override this finding.');
    case 'already-overridden':
      return createConflictFailure('This finding has been overridden already.');
  }
};
