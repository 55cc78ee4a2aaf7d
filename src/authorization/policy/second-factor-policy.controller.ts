import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Put, respond, shows } from '../../platform/http/index.js';
import { SecondFactorPolicyChange, SecondFactorPolicyResponse } from './second-factor-policy.dto.js';
import { SecondFactorPolicyService } from './second-factor-policy.service.js';

@ApiTags('Clinic')
@Controller('v1/clinic/second-factor')
export class SecondFactorPolicyController {
  constructor(private readonly policy: SecondFactorPolicyService) {}

  /** Read the clinic's policy of second factors */
  @Get('', {
    permission: 'clinic.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(SecondFactorPolicyResponse),
  })
  getSecondFactorPolicy(): Promise<SecondFactorPolicyResponse> {
    return this.policy.get();
  }

  /**
   * Replace the clinic's policy of second factors
   * @remarks The policy applies at once: sessions and tokens of these roles whose login had one factor are refused. An operator's token comes from no login and
   * stays valid.
   */
  @Put('', {
    permission: 'clinic.write',
    audit: { action: 'clinic.second-factor', patients: shows.nobody() },
    versioned: true,
    changesAccess: true,
    response: respond.ok(SecondFactorPolicyResponse),
    examples: {
      'Admins and dermatologists': { requiredFor: ['admin', 'dermatologist'] },
    },
  })
  replaceSecondFactorPolicy(@Body() policy: SecondFactorPolicyChange): Promise<SecondFactorPolicyResponse> {
    return this.policy.replace(policy);
  }
}
