import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Put, respond, shows } from '../../platform/http/index.js';
import { AccessPolicyChange, AccessPolicyResponse } from './access-policy.dto.js';
import { AccessPolicyService } from './access-policy.service.js';

@ApiTags('Patient access')
@Controller('v1/clinic/access-policy')
export class AccessPolicyController {
  constructor(private readonly policy: AccessPolicyService) {}

  /** Read the clinic's policy of access to patients */
  @Get('', {
    permission: 'clinic.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(AccessPolicyResponse),
  })
  getAccessPolicy(): Promise<AccessPolicyResponse> {
    return this.policy.get();
  }

  /**
   * Replace the clinic's policy of access to patients
   * @remarks The policy applies at once. Care teams are kept whether or not the clinic asks for them: whoever recorded or signed a consultation, made a plan, or
   * performed, supervised or countersigned a session is in the team already.
   */
  @Put('', {
    permission: 'clinic.write',
    audit: { action: 'clinic.access-policy', patients: shows.nobody() },
    versioned: true,
    changesAccess: true,
    response: respond.ok(AccessPolicyResponse),
    examples: {
      'Only the care team': { careTeamOf: ['dermatologist', 'technician'], emergencyHours: 4, privacyContact: 'privacy@clinic.example' },
    },
  })
  replaceAccessPolicy(@Body() policy: AccessPolicyChange): Promise<AccessPolicyResponse> {
    return this.policy.replace(policy);
  }
}
