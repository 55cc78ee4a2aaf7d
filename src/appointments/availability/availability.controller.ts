import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, respond, shows } from '../../platform/http/index.js';
import { AvailabilityQuery, AvailabilityResponse } from './availability.dto.js';
import { AvailabilityService } from './availability.service.js';

@ApiTags('Scheduling')
@Controller('v1/availability')
export class AvailabilityController {
  constructor(private readonly availability: AvailabilityService) {}

  /**
   * Find when an appointment can be
   * @remarks Counts opening hours, closed days, public holidays, working hours, absences, the rooms and devices that the type needs,
   * and the appointments there are. Nothing is stored.
   */
  @Get('', {
    permission: 'schedule.read',
    audit: { action: 'availability.find', patients: shows.result() },
    response: respond.ok(AvailabilityResponse),
  })
  getAvailability(@Query() query: AvailabilityQuery): Promise<AvailabilityResponse> {
    return this.availability.find(query);
  }
}
