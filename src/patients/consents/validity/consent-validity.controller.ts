import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, respond, Put } from '../../../platform/http/index.js';
import { ConsentValidityChange, ConsentValidityResponse } from './consent-validity.dto.js';
import { ConsentValidityService } from './consent-validity.service.js';

@ApiTags('Clinic')
@Controller('v1/clinic/consent-validity')
export class ConsentValidityController {
  constructor(private readonly consentValidity: ConsentValidityService) {}

  /**
   * Read how long consents last
   * @remarks Until the clinic sets its own values, consents to photographs for the record last 24 months, and all others 12.
   */
  @Get('', {
    permission: 'clinic.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(ConsentValidityResponse),
  })
  getConsentValidity(): Promise<ConsentValidityResponse> {
    return this.consentValidity.get();
  }

  /**
   * Set how long consents last
   * @remarks The change applies at once, also to consents that are on record. Every action that needs a consent checks its validity anew.
   */
  @Put('', {
    permission: 'clinic.write',
    audit: 'none',
    versioned: true,
    response: respond.ok(ConsentValidityResponse),
    examples: {
      'Half a year for treatments, and to share data until withdrawn': {
        months: { treatment: 6, 'photography-record': 24, 'photography-publication': 12, 'data-sharing': null },
      },
    },
  })
  replaceConsentValidity(@Body() validity: ConsentValidityChange): Promise<ConsentValidityResponse> {
    return this.consentValidity.replace(validity);
  }
}
