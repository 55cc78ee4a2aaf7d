import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Put, respond, shows } from '../../platform/http/index.js';
import { RequestSettingsChange, RequestSettingsResponse } from './request-settings.dto.js';
import { RequestSettingsService } from './request-settings.service.js';

@ApiTags('Clinic')
@Controller('v1/clinic/public-requests')
export class RequestSettingsController {
  constructor(private readonly settings: RequestSettingsService) {}

  /**
   * Read how the clinic takes requests from the public
   * @remarks Until the clinic says otherwise, it takes none.
   */
  @Get('', {
    permission: 'clinic.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(RequestSettingsResponse),
  })
  getRequestSettings(): Promise<RequestSettingsResponse> {
    return this.settings.get();
  }

  /**
   * Set how the clinic takes requests from the public
   * @remarks The page of the clinic is at `/clinics/{slug}/request`. It can be shown in a frame on the registered origins.
   */
  @Put('', {
    permission: 'clinic.write',
    audit: { action: 'request-settings.update', patients: shows.nobody() },
    versioned: true,
    response: respond.ok(RequestSettingsResponse),
    problems: ['conflict'],
    examples: {
      'One type of appointment, on a page of the clinic’s own site': {
        takesRequests: true,
        slug: 'demo-hair-clinic',
        offered: [{ appointmentTypeId: '01936f00-5c00-7000-8000-000000000020', name: { en: 'First consultation', hi: 'पहला परामर्श' } }],
        consentText: {
          en: 'We use what you write here to answer you, and erase it after 90 days.',
          hi: 'आप यहाँ जो लिखते हैं उसका उपयोग हम आपको उत्तर देने के लिए करते हैं, और 90 दिनों के बाद उसे मिटा देते हैं।',
        },
        retentionDays: 90,
        embeddingOrigins: ['https://www.clinic.example'],
      },
    },
  })
  replaceRequestSettings(@Body() settings: RequestSettingsChange): Promise<RequestSettingsResponse> {
    return this.settings.replace(settings);
  }
}
