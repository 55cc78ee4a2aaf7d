import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, PageQuery, shows, type Page, Post, respond, Get } from '../../platform/http/index.js';
import { consultationExamples } from '../examples/consultation.examples.js';
import { BloodTestInput, BloodTestResponse, ReportAcknowledgement } from './blood-test.dto.js';
import { BloodTestsService } from './blood-tests.service.js';

@ApiTags('Consultations')
@Controller('v1')
export class BloodTestsController {
  constructor(private readonly bloodTests: BloodTestsService) {}

  /**
   * Record a blood test that came between visits
   * @remarks Each result is converted to the analyte's canonical unit and compared with the reference range that applies to the patient. Reports of one number
   * and one sample are one report. Another value under the same number is a correction (`status: corrected`) and supersedes the earlier value; another test is
   * an addition (`appended`). A report whose results are all on record already is a conflict, and `existing` has the id of that blood test. A consultation may
   * include such a report; its results are then not counted twice. A copy in a consultation never prevents the laboratory's own report from being recorded.
   */
  @Post('patients/:patientId/blood-tests', {
    permission: 'consultation.write',
    audit: { action: 'blood-test.create', patients: shows.path() },
    rescreens: shows.result(),
    response: respond.created(BloodTestResponse, (test) => `/v1/blood-tests/${test.id}`),
    problems: ['invalid-transition', 'conflict'],
    examples: {
      'A laboratory’s report': consultationExamples.bloodTest,
      'A corrected report': consultationExamples.correctedReport,
    },
  })
  createPatientBloodTest(@Param('patientId', Id) patientId: string, @Body() test: BloodTestInput): Promise<BloodTestResponse> {
    return this.bloodTests.record(patientId, test);
  }

  /** List a patient’s blood tests */
  @Get('patients/:patientId/blood-tests', {
    permission: 'consultation.read',
    audit: { action: 'blood-test.list', patients: shows.path() },
    response: respond.page(BloodTestResponse),
  })
  listBloodTests(@Param('patientId', Id) patientId: string, @Query() query: PageQuery): Promise<Page<BloodTestResponse>> {
    return this.bloodTests.list(patientId, query);
  }

  /** Read a blood test */
  @Get('blood-tests/:bloodTestId', {
    permission: 'consultation.read',
    audit: { action: 'blood-test.read', patients: shows.result() },
    response: respond.ok(BloodTestResponse),
  })
  getBloodTest(@Param('bloodTestId', Id) bloodTestId: string): Promise<BloodTestResponse> {
    return this.bloodTests.get(bloodTestId);
  }

  /**
   * Acknowledge a laboratory report
   * @remarks Records that a dermatologist has seen a report that came between visits; it leaves the work list. A report never changes, so no version is sent: a
   * corrected report is a blood test of its own and waits again. Who acknowledges it again gets the first acknowledgement.
   */
  @Post('blood-tests/:bloodTestId/acknowledge', {
    permission: 'result.acknowledge',
    audit: { action: 'blood-test.acknowledge', patients: shows.result() },
    response: respond.ok(ReportAcknowledgement, 'The acknowledgement.'),
    problems: ['invalid-transition'],
  })
  acknowledgeBloodTest(@Param('bloodTestId', Id) bloodTestId: string): Promise<ReportAcknowledgement> {
    return this.bloodTests.acknowledge(bloodTestId);
  }
}
