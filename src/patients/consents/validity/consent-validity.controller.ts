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
   * @remarks Until the clinic has said anything: consents to photographs for the record 24 months, all others 12.
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
   * Say how long consents last
   * @remarks It holds at once, for consents that are on record too: what rests on a consent is asked for anew each time.
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
