import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Answers,
  AnswersPage,
  Audited,
  Creates,
  EnteredInErrorInput,
  Example,
  Fails,
  Id,
  MergePatchOf,
  Rescreens,
  shows,
  Versioned,
  type MergePatchBody,
  type Page,
} from '../platform/http/index.js';
import { BloodTestInput, BloodTestResponse } from './blood-tests/blood-test.dto.js';
import { ConsultationChange, ConsultationInput, ConsultationQuery, ConsultationResponse } from './consultation.dto.js';
import { consultationExamples } from './consultation.examples.js';
import { ConsultationsService } from './consultations.service.js';
import { MedicalHistoryInput } from './medical-history/medical-history.dto.js';
import { TrichoanalysisInput, TrichoanalysisResponse } from './trichoanalysis/trichoanalysis.dto.js';

@ApiTags('Consultations')
@Controller('v1')
export class ConsultationsController {
  constructor(private readonly consultations: ConsultationsService) {}

  /**
   * Record a consultation
   * @remarks The whole of it in one call, or a stub that the parts then fill. It is a draft until a dermatologist signs it. Without a medical
   * history it answers `historyToConfirm`: what is known of the patient already, to be confirmed and sent as `medicalHistory`.
   */
  @Post('patients/:patientId/consultations')
  @Access('consultation.write')
  @Audited('consultation.create', shows.path())
  @Rescreens()
  @Versioned()
  @Example('A whole consultation', consultationExamples.whole)
  @Example('A stub', consultationExamples.stub)
  @Creates(ConsultationResponse, (consultation) => `/v1/consultations/${consultation.id}`)
  @Fails('invalid-transition')
  createConsultation(@Param('patientId', Id) patientId: string, @Body() consultation: ConsultationInput): Promise<ConsultationResponse> {
    return this.consultations.create(patientId, consultation);
  }

  /** List consultations */
  @Get('consultations')
  @Access('consultation.read')
  @Audited('consultation.list', shows.items('patientId'))
  @AnswersPage(ConsultationResponse)
  listConsultations(@Query() query: ConsultationQuery): Promise<Page<ConsultationResponse>> {
    return this.consultations.list(query);
  }

  /** Read a consultation */
  @Get('consultations/:consultationId')
  @Access('consultation.read')
  @Audited('consultation.read', shows.result())
  @Versioned()
  @Answers(ConsultationResponse)
  getConsultation(@Param('consultationId', Id) consultationId: string): Promise<ConsultationResponse> {
    return this.consultations.get(consultationId);
  }

  /**
   * Change a draft
   * @remarks Made for autosave: send what changed. When somebody else changed it meanwhile, the answer 412 names in `difference` every place
   * that changed since the version in If-Match, with what stood there and what stands there now.
   */
  @Patch('consultations/:consultationId')
  @Access('consultation.write')
  @Audited('consultation.update', shows.result())
  @Rescreens()
  @Versioned()
  @MergePatchOf(ConsultationChange)
  @Example('An assessment', { assessment: { note: 'Female pattern, Ludwig I' } })
  @Answers(ConsultationResponse)
  @Fails('invalid-transition')
  updateConsultation(@Param('consultationId', Id) consultationId: string, @Body() patch: MergePatchBody): Promise<ConsultationResponse> {
    return this.consultations.change(consultationId, patch);
  }

  /** Replace the medical history of a draft */
  @Put('consultations/:consultationId/medical-history')
  @Access('consultation.write')
  @Audited('consultation.update', shows.result())
  @Rescreens()
  @Versioned()
  @Example('A history', consultationExamples.whole.medicalHistory)
  @Answers(ConsultationResponse, 'The consultation with the new history.')
  @Fails('invalid-transition')
  replaceMedicalHistory(@Param('consultationId', Id) consultationId: string, @Body() history: MedicalHistoryInput): Promise<ConsultationResponse> {
    return this.consultations.replaceMedicalHistory(consultationId, history);
  }

  /** Add a blood test to a draft */
  @Post('consultations/:consultationId/blood-tests')
  @Access('consultation.write')
  @Audited('blood-test.create', shows.result())
  @Rescreens()
  @Example('A laboratory’s report', consultationExamples.bloodTest)
  @Creates(BloodTestResponse, (test) => `/v1/blood-tests/${test.id}`)
  @Fails('invalid-transition')
  createConsultationBloodTest(@Param('consultationId', Id) consultationId: string, @Body() test: BloodTestInput): Promise<BloodTestResponse> {
    return this.consultations.addBloodTest(consultationId, test);
  }

  /** Add a trichoanalysis to a draft */
  @Post('consultations/:consultationId/trichoanalyses')
  @Access('consultation.write')
  @Audited('trichoanalysis.create', shows.result())
  @Rescreens()
  @Example('The vertex', consultationExamples.trichoanalysis)
  @Creates(TrichoanalysisResponse, (one) => `/v1/consultations/${one.consultationId}`)
  @Fails('invalid-transition')
  createTrichoanalysis(@Param('consultationId', Id) consultationId: string, @Body() one: TrichoanalysisInput): Promise<TrichoanalysisResponse> {
    return this.consultations.addTrichoanalysis(consultationId, one);
  }

  /**
   * Mark a blood test of a draft, or one that came between visits, as entered in error
   * @remarks It stays readable, and counts for nothing any more. One of a signed consultation is taken back by an amendment.
   */
  @Post('blood-tests/:bloodTestId/entered-in-error')
  @Access('consultation.write')
  @Audited('blood-test.entered-in-error', shows.result())
  @Rescreens()
  @Example('Wrong person', { reason: 'Belongs to another person' })
  @Answers(BloodTestResponse)
  @Fails('invalid-transition')
  enterBloodTestInError(@Param('bloodTestId', Id) bloodTestId: string, @Body() { reason }: EnteredInErrorInput): Promise<BloodTestResponse> {
    return this.consultations.enterBloodTestInError(bloodTestId, reason);
  }
}
