import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, Post, respond, shows, type Page } from '../../platform/http/index.js';
import { EmergencyAccessInput, EmergencyAccessQuery, EmergencyAccessResponse, EmergencyAccessReview } from './emergency-access.dto.js';
import { EmergencyAccessesService } from './emergency-accesses.service.js';

@ApiTags('Patient access')
@Controller('v1')
export class EmergencyAccessesController {
  constructor(private readonly accesses: EmergencyAccessesService) {}

  /**
   * Open a record in an emergency
   * @remarks The record is open to the caller, and to nobody else, until `expiresAt`: as many hours as the clinic's policy says. The admins of the clinic and its
   * privacy contact are told by mail and review it. Every entry of the audit trail that is made under it names it.
   */
  @Post('patients/:patientId/emergency-accesses', {
    permission: 'emergency-access.open',
    audit: { action: 'emergency-access.open', patients: shows.path() },
    response: respond.created(EmergencyAccessResponse, ({ id }) => `/v1/emergency-accesses/${id}`),
    problems: ['patient-closed', 'invalid-transition'],
    examples: { Emergency: { reason: 'Called to the patient, who collapsed in the waiting room' } },
  })
  openEmergencyAccess(@Param('patientId', Id) patientId: string, @Body() emergency: EmergencyAccessInput): Promise<EmergencyAccessResponse> {
    return this.accesses.open(patientId, emergency);
  }

  /**
   * List emergency accesses
   * @remarks The newest comes first. `reviewed=false` lists those that are still to be reviewed.
   */
  @Get('emergency-accesses', {
    permission: 'emergency-access.read',
    audit: { action: 'emergency-access.list', patients: shows.items() },
    response: respond.page(EmergencyAccessResponse),
  })
  listEmergencyAccesses(@Query() query: EmergencyAccessQuery): Promise<Page<EmergencyAccessResponse>> {
    return this.accesses.list(query);
  }

  /** Read an emergency access */
  @Get('emergency-accesses/:emergencyAccessId', {
    permission: 'emergency-access.read',
    audit: { action: 'emergency-access.read', patients: shows.result() },
    versioned: true,
    response: respond.ok(EmergencyAccessResponse),
  })
  getEmergencyAccess(@Param('emergencyAccessId', Id) emergencyAccessId: string): Promise<EmergencyAccessResponse> {
    return this.accesses.get(emergencyAccessId);
  }

  /** Review an emergency access */
  @Post('emergency-accesses/:emergencyAccessId/review', {
    permission: 'emergency-access.review',
    audit: { action: 'emergency-access.review', patients: shows.result() },
    versioned: true,
    response: respond.ok(EmergencyAccessResponse),
    problems: ['conflict', 'invalid-transition'],
    examples: { Justified: { outcome: 'justified', comment: 'Confirmed by the dermatologist on duty' } },
  })
  reviewEmergencyAccess(@Param('emergencyAccessId', Id) emergencyAccessId: string, @Body() review: EmergencyAccessReview): Promise<EmergencyAccessResponse> {
    return this.accesses.review(emergencyAccessId, review);
  }
}
