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
   * @remarks Until the clinic has said anything, the weekdays on which it has opening hours; every day where it has none at all.
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
   * Say on which days sessions are planned
   * @remarks Sessions that have their day already stay where they are: plan them anew with `POST /v1/treatment-plans/{id}/replan`.
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
