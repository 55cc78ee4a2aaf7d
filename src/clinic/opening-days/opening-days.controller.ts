import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, respond, Put } from '../../platform/http/index.js';
import { OpeningDaysChange, OpeningDaysResponse } from './opening-days.dto.js';
import { OpeningDaysService } from './opening-days.service.js';

@ApiTags('Clinic')
@Controller('v1/clinic/opening-days')
export class OpeningDaysController {
  constructor(private readonly openingDays: OpeningDaysService) {}

  /**
   * Read the days on which sessions are planned
   * @remarks Until the clinic sets its own, these are the weekdays with opening hours, or every day where the clinic has no opening hours at all.
   */
  @Get('', {
    permission: 'clinic.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(OpeningDaysResponse),
  })
  getOpeningDays(): Promise<OpeningDaysResponse> {
    return this.openingDays.get();
  }

  /**
   * Set the days on which sessions are planned
   * @remarks Sessions that are already planned keep their days. To plan them again, use `POST /v1/treatment-plans/{id}/replan`.
   */
  @Put('', {
    permission: 'clinic.write',
    audit: 'none',
    versioned: true,
    response: respond.ok(OpeningDaysResponse),
    examples: {
      'Weekdays with opening hours, and a holiday': {
        followOpeningHours: true,
        closed: [{ from: '2026-11-08', to: '2026-11-10', reason: 'Diwali' }],
      },
    },
  })
  replaceOpeningDays(@Body() days: OpeningDaysChange): Promise<OpeningDaysResponse> {
    return this.openingDays.replace(days);
  }
}
