import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IncludedPatients, IncludedResources, type IncludingPage } from '../patients/index.js';
import { EnteredInErrorInput, Id, shows, type MergePatchBody, Post, respond, Get, Patch, Put } from '../platform/http/index.js';
import { BloodTestInput, BloodTestResponse } from './blood-tests/blood-test.dto.js';
import { ConsultationChange, ConsultationInput, ConsultationQuery, ConsultationResponse } from './consultation.dto.js';
import { consultationExamples } from './examples/consultation.examples.js';
import { ConsultationParts } from './consultation-parts.service.js';
import { ConsultationsService } from './consultations.service.js';
import { MedicalHistoryInput } from './medical-history/medical-history.dto.js';
import { TrichoanalysisInput, TrichoanalysisResponse } from './trichoanalysis/trichoanalysis.dto.js';

@ApiTags('Consultations')
@Controller('v1')
export class ConsultationsController {
  constructor(
    private readonly consultations: ConsultationsService,
    private readonly parts: ConsultationParts,
    private readonly included: IncludedPatients,
  ) {}

  /**
   * Record a consultation
   * @remarks Send the whole consultation in one call, or begin one and add its parts later. The consultation is a draft until a dermatologist signs it. Where
   * no medical history is sent, the answer has `historyToConfirm`: what is known of the patient already. Confirm it with the patient and send it as
   * `medicalHistory`.
   */
  @Post('patients/:patientId/consultations', {
    permission: 'consultation.write',
    audit: { action: 'consultation.create', patients: shows.path() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.created(ConsultationResponse, (consultation) => `/v1/consultations/${consultation.id}`),
    problems: ['invalid-transition'],
    examples: {
      'A whole consultation': consultationExamples.whole,
      'A stub': consultationExamples.stub,
    },
  })
  createConsultation(@Param('patientId', Id) patientId: string, @Body() consultation: ConsultationInput): Promise<ConsultationResponse> {
    return this.consultations.create(patientId, consultation);
  }

  /** List consultations */
  @Get('consultations', {
    permission: 'consultation.read',
    audit: { action: 'consultation.list', patients: shows.items('patientId') },
    response: respond.page(ConsultationResponse, { included: IncludedResources }),
  })
  listConsultations(@Query() query: ConsultationQuery): Promise<IncludingPage<ConsultationResponse>> {
    return this.included.addTo(query, () => this.consultations.list(query));
  }

  /** Read a consultation */
  @Get('consultations/:consultationId', {
    permission: 'consultation.read',
    audit: { action: 'consultation.read', patients: shows.result() },
    versioned: true,
    response: respond.ok(ConsultationResponse),
  })
  getConsultation(@Param('consultationId', Id) consultationId: string): Promise<ConsultationResponse> {
    return this.consultations.get(consultationId);
  }

  /**
   * Change a draft
   * @remarks This operation is suited to autosave: send only the members that changed. Where another person changed the draft meanwhile, the answer is 412. Its
   * `difference` names every place that changed since the version in If-Match, with the earlier and the current content.
   */
  @Patch('consultations/:consultationId', {
    permission: 'consultation.write',
    audit: { action: 'consultation.update', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    mergePatchOf: ConsultationChange,
    response: respond.ok(ConsultationResponse),
    problems: ['invalid-transition'],
    examples: {
      'An assessment': { assessment: { note: 'Female pattern, Ludwig I' } },
    },
  })
  updateConsultation(@Param('consultationId', Id) consultationId: string, @Body() patch: MergePatchBody): Promise<ConsultationResponse> {
    return this.consultations.change(consultationId, patch);
  }

  /** Replace the medical history of a draft */
  @Put('consultations/:consultationId/medical-history', {
    permission: 'consultation.write',
    audit: { action: 'consultation.update', patients: shows.result() },
    rescreens: shows.result(),
    versioned: true,
    response: respond.ok(ConsultationResponse, 'The consultation with the new history.'),
    problems: ['invalid-transition'],
    examples: {
      'A history': consultationExamples.whole.medicalHistory,
    },
  })
  replaceMedicalHistory(@Param('consultationId', Id) consultationId: string, @Body() history: MedicalHistoryInput): Promise<ConsultationResponse> {
    return this.consultations.replaceMedicalHistory(consultationId, history);
  }

  /** Add a blood test to a draft */
  @Post('consultations/:consultationId/blood-tests', {
    permission: 'consultation.write',
    audit: { action: 'blood-test.create', patients: shows.result() },
    rescreens: shows.result(),
    response: respond.created(BloodTestResponse, (test) => `/v1/blood-tests/${test.id}`),
    problems: ['invalid-transition'],
    examples: {
      'A laboratory’s report': consultationExamples.bloodTest,
    },
  })
  createConsultationBloodTest(@Param('consultationId', Id) consultationId: string, @Body() test: BloodTestInput): Promise<BloodTestResponse> {
    return this.parts.addBloodTest(consultationId, test);
  }

  /** Add a trichoanalysis to a draft */
  @Post('consultations/:consultationId/trichoanalyses', {
    permission: 'consultation.write',
    audit: { action: 'trichoanalysis.create', patients: shows.result() },
    rescreens: shows.result(),
    response: respond.created(TrichoanalysisResponse, (item) => `/v1/consultations/${item.consultationId}`),
    problems: ['invalid-transition'],
    examples: {
      'The vertex': consultationExamples.trichoanalysis,
    },
  })
  createTrichoanalysis(@Param('consultationId', Id) consultationId: string, @Body() item: TrichoanalysisInput): Promise<TrichoanalysisResponse> {
    return this.parts.addTrichoanalysis(consultationId, item);
  }

  /**
   * Mark a blood test of a draft, or one that came between visits, as entered in error
   * @remarks The blood test stays readable, but checks, series and charts ignore it. To take back a blood test of a signed consultation, amend the
   * consultation.
   */
  @Post('blood-tests/:bloodTestId/entered-in-error', {
    permission: 'consultation.write',
    audit: { action: 'blood-test.entered-in-error', patients: shows.result() },
    rescreens: shows.result(),
    response: respond.ok(BloodTestResponse),
    problems: ['invalid-transition'],
    examples: {
      'Wrong person': { reason: 'Belongs to another person' },
    },
  })
  enterBloodTestInError(@Param('bloodTestId', Id) bloodTestId: string, @Body() { reason }: EnteredInErrorInput): Promise<BloodTestResponse> {
    return this.parts.enterBloodTestInError(bloodTestId, reason);
  }
}
