import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Answers, AnswersPage, Audited, Creates, Example, Fails, Id, shows, StoresNothing, Unaudited, type Page } from '../../platform/http/index.js';
import { CheckInput, CheckQuery, CheckResponse, EvaluationResponse, OverrideInput, ReEvaluationResponse } from './check.dto.js';
import { checkExamples } from './checks.examples.js';
import { ChecksService } from './checks.service.js';
import { EvaluateInput } from './evaluate.dto.js';
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
   * @remarks Asks every rule of the published ruleset about the planned day, from all that is recorded of the patient: drafts
   * and signed consultations, the newest answer winning. Missing or outdated data is `needs-data`, never `clear`. The check is
   * kept with the facts that it was made from, and never changes.
   */
  @Post('patients/:patientId/contraindication-checks')
  @Access('check.run')
  @Audited('check.run', shows.path('patientId'))
  @Example('Mesotherapy with named ingredients', checkExamples.mesotherapy)
  @Example('Scalp micropigmentation', checkExamples.pigmentation)
  @Creates(CheckResponse, (check) => `/v1/contraindication-checks/${check.id}`)
  @Fails('invalid-transition')
  runContraindicationCheck(@Param('patientId', Id) patientId: string, @Body() input: CheckInput): Promise<CheckResponse> {
    return this.checks.run(patientId, input);
  }

  /**
   * List the checks of a patient
   * @remarks Newest first.
   */
  @Get('patients/:patientId/contraindication-checks')
  @Access('check.read')
  @Audited('check.list', shows.path('patientId'))
  @AnswersPage(CheckResponse)
  listContraindicationChecks(@Param('patientId', Id) patientId: string, @Query() query: CheckQuery): Promise<Page<CheckResponse>> {
    return this.checks.list(patientId, query);
  }

  /**
   * Evaluate the rules for a person who need not be registered
   * @remarks For front ends that keep their own records. Takes what a check would find recorded, stores nothing, and answers the same document
   * without an id. `consultations` are as in `POST /v1/patients/{id}/consultations`, newer statements winning over older ones whatever their
   * order; only one with `signed` counts as signed. What is not sent is not known: a finding that needs it is `needs-data`, and its `missing`
   * names the fact to ask for. The catalogue `GET /v1/contraindication-facts` says of each fact how to ask for it and where in a consultation its
   * answer stands: ask, add the answers, and send all again, until no finding needs data. `contradictions` names facts that deny each other.
   */
  @Post('contraindication-checks/evaluate')
  @Access('check.run')
  @Unaudited()
  @StoresNothing()
  @Example('Aspirin stopped a week ago', checkExamples.evaluate)
  @Example('Nothing known yet: what is there to ask?', checkExamples.unknown)
  @Example('A laboratory value against an answer', checkExamples.contradiction)
  @Answers(EvaluationResponse, 'What the rules say.')
  evaluateContraindications(@Body() input: EvaluateInput): Promise<EvaluationResponse> {
    return this.checks.evaluate(input);
  }

  /** Read a check */
  @Get('contraindication-checks/:checkId')
  @Access('check.read')
  @Audited('check.read', shows.result('patientId'))
  @Answers(CheckResponse)
  getContraindicationCheck(@Param('checkId', Id) checkId: string): Promise<CheckResponse> {
    return this.checks.require(checkId);
  }

  /**
   * Make a check of the past once more
   * @remarks Asks the rules of the check, in the version of then, about the facts that were kept with it, and says whether the answer is the
   * same byte for byte. Nothing is stored.
   */
  @Post('contraindication-checks/:checkId/re-evaluate')
  @Access('check.read')
  @Audited('check.re-evaluate', shows.result('patientId'))
  @StoresNothing()
  @Answers(ReEvaluationResponse, 'Whether it comes out as it did.')
  reEvaluateContraindicationCheck(@Param('checkId', Id) checkId: string): Promise<ReEvaluationResponse> {
    return this.reEvaluations.of(checkId);
  }

  /**
   * Override a finding
   * @remarks A dermatologist's decision, with a reason that says something: what was `weighed`, and that it was `discussedWithPatient`, belong to it and
   * are shown as not stated where they are left out. The finding stays as it was; `effectiveOutcome` counts it as `caution`. Where the rule asks for
   * two dermatologists, it counts once another one has confirmed it. It belongs to this check: a later check of the same plan takes it over
   * only while the same rules find the same thing in the same facts. What nobody may override is answered 409 `/problems/not-overridable`.
   */
  @Post('contraindication-checks/:checkId/overrides')
  @Access('check.override')
  @Audited('check.override', shows.result('patientId'))
  @Example('Treated hypertension', checkExamples.override)
  @Example('On conditions', checkExamples.overrideWithConditions)
  @Example('Weighed, and discussed with the patient', checkExamples.overrideWeighed)
  @Creates(CheckResponse, (check) => `/v1/contraindication-checks/${check.id}`, 'The check, with the override.')
  @Fails('not-overridable', 'conflict')
  overrideContraindication(@Param('checkId', Id) checkId: string, @Body() input: OverrideInput): Promise<CheckResponse> {
    return this.overrides.override(checkId, input);
  }

  /**
   * Confirm an override as the second dermatologist
   * @remarks Only where the rule asks for two, and only by another one than the first.
   */
  @Post('contraindication-checks/:checkId/overrides/:overrideId/confirm')
  @Access('check.override')
  @Audited('check.override-confirm', shows.result('patientId'))
  @Answers(CheckResponse, 'The check, with the override in force.')
  @Fails('conflict')
  confirmContraindicationOverride(@Param('checkId', Id) checkId: string, @Param('overrideId', Id) overrideId: string): Promise<CheckResponse> {
    return this.overrides.confirm(checkId, overrideId);
  }
}
