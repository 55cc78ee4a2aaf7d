import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, shows, type Page, Post, respond, Get } from '../../platform/http/index.js';
import {
  ContraindicationCheckInput,
  CheckQuery,
  ContraindicationCheckResponse,
  ContraindicationEvaluationResponse,
  RuleOverrideInput,
  ReEvaluationResponse,
} from './check.dto.js';
import { checkExamples } from './checks.examples.js';
import { ChecksService } from './checks.service.js';
import { ContraindicationEvaluationInput } from './evaluate.dto.js';
import { OverridesService } from './overrides.service.js';
import { ReEvaluationsService } from './re-evaluations.service.js';

@ApiTags('Contraindications')
@Controller('v1')
export class ChecksController {
  constructor(
    private readonly checks: ChecksService,
    private readonly overrides: OverridesService,
    private readonly reEvaluations: ReEvaluationsService,
  ) {}

  /**
   * Check a patient before a treatment
   * @remarks Evaluates every rule of the published ruleset for the planned day. The facts come from all records of the patient, from drafts and signed
   * consultations; the newest answer wins. Missing or outdated data gives `needs-data`, never `clear`. The check is stored with the facts that it was made
   * from, and never changes.
   */
  @Post('patients/:patientId/contraindication-checks', {
    permission: 'check.run',
    audit: { action: 'check.run', patients: shows.path('patientId') },
    response: respond.created(ContraindicationCheckResponse, (check) => `/v1/contraindication-checks/${check.id}`),
    problems: ['invalid-transition'],
    examples: {
      'Mesotherapy with named ingredients': checkExamples.mesotherapy,
      'Scalp micropigmentation': checkExamples.pigmentation,
    },
  })
  runContraindicationCheck(@Param('patientId', Id) patientId: string, @Body() input: ContraindicationCheckInput): Promise<ContraindicationCheckResponse> {
    return this.checks.run(patientId, input);
  }

  /**
   * List the checks of a patient
   * @remarks The newest check is first.
   */
  @Get('patients/:patientId/contraindication-checks', {
    permission: 'check.read',
    audit: { action: 'check.list', patients: shows.path('patientId') },
    response: respond.page(ContraindicationCheckResponse),
  })
  listContraindicationChecks(@Param('patientId', Id) patientId: string, @Query() query: CheckQuery): Promise<Page<ContraindicationCheckResponse>> {
    return this.checks.list(patientId, query);
  }

  /**
   * Evaluate the rules for a person who need not be registered
   * @remarks For front ends that keep their own records. The request contains the facts that a check would find in the records; the answer is the same document
   * without an id, and nothing is stored. `consultations` has the form of `POST /v1/patients/{id}/consultations`. Newer statements win over older ones,
   * whatever their order; only a consultation with `signed` counts as signed. Facts that are not sent are unknown: a finding that needs such a fact is
   * `needs-data`, and its `missing` names the fact. For each fact, the catalogue `GET /v1/contraindication-facts` has the question to ask and the place of the
   * answer in a consultation. Ask, add the answers and send the whole request again, until no finding needs data. `contradictions` names facts that contradict
   * each other.
   */
  @Post('contraindication-checks/evaluate', {
    permission: 'check.run',
    audit: 'none',
    storesNothing: true,
    response: respond.ok(ContraindicationEvaluationResponse, 'What the rules say.'),
    examples: {
      'Aspirin stopped a week ago': checkExamples.evaluate,
      'Nothing known yet: what is there to ask?': checkExamples.unknown,
      'A laboratory value against an answer': checkExamples.contradiction,
    },
  })
  evaluateContraindications(@Body() input: ContraindicationEvaluationInput): Promise<ContraindicationEvaluationResponse> {
    return this.checks.evaluate(input);
  }

  /** Read a check */
  @Get('contraindication-checks/:checkId', {
    permission: 'check.read',
    audit: { action: 'check.read', patients: shows.result('patientId') },
    response: respond.ok(ContraindicationCheckResponse),
  })
  getContraindicationCheck(@Param('checkId', Id) checkId: string): Promise<ContraindicationCheckResponse> {
    return this.checks.require(checkId);
  }

  /**
   * Evaluate a stored check again
   * @remarks Evaluates the stored facts of the check by the version of the rules that was applied then, and compares the two results byte for byte. Nothing is
   * stored.
   */
  @Post('contraindication-checks/:checkId/re-evaluate', {
    permission: 'check.read',
    audit: { action: 'check.re-evaluate', patients: shows.result('patientId') },
    storesNothing: true,
    response: respond.ok(ReEvaluationResponse, 'Whether it comes out as it did.'),
  })
  reEvaluateContraindicationCheck(@Param('checkId', Id) checkId: string): Promise<ReEvaluationResponse> {
    return this.reEvaluations.reEvaluate(checkId);
  }

  /**
   * Override a finding
   * @remarks A dermatologist's decision, with a reason that is more than filler text. `weighed` and `discussedWithPatient` belong to the decision, and are
   * shown as not stated where they are left out. The finding itself does not change; `effectiveOutcome` counts it as `caution`. Where the rule asks for two
   * dermatologists, the override is in force once another dermatologist has confirmed it. The override belongs to this check: a later check of the same plan
   * takes it over only while the same rules have the same finding from the same facts. A finding that nobody may override is answered 409
   * `/problems/not-overridable`.
   */
  @Post('contraindication-checks/:checkId/overrides', {
    permission: 'check.override',
    audit: { action: 'check.override', patients: shows.result('patientId') },
    response: respond.created(ContraindicationCheckResponse, (check) => `/v1/contraindication-checks/${check.id}`, 'The check, with the override.'),
    problems: ['not-overridable', 'conflict'],
    examples: {
      'Treated hypertension': checkExamples.override,
      'On conditions': checkExamples.overrideWithConditions,
      'Weighed, and discussed with the patient': checkExamples.overrideWeighed,
    },
  })
  overrideContraindication(@Param('checkId', Id) checkId: string, @Body() input: RuleOverrideInput): Promise<ContraindicationCheckResponse> {
    return this.overrides.override(checkId, input);
  }

  /**
   * Confirm an override as the second dermatologist
   * @remarks Only where the rule asks for two dermatologists, and only by another dermatologist than the first.
   */
  @Post('contraindication-checks/:checkId/overrides/:overrideId/confirm', {
    permission: 'check.override',
    audit: { action: 'check.override-confirm', patients: shows.result('patientId') },
    response: respond.ok(ContraindicationCheckResponse, 'The check, with the override in force.'),
    problems: ['conflict'],
  })
  confirmContraindicationOverride(@Param('checkId', Id) checkId: string, @Param('overrideId', Id) overrideId: string): Promise<ContraindicationCheckResponse> {
    return this.overrides.confirm(checkId, overrideId);
  }
}
