import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, Put, respond } from '../../platform/http/index.js';
import { WorkingHoursChange, WorkingHoursResponse } from './working-hours.dto.js';
import { WorkingHoursService } from './working-hours.service.js';

@ApiTags('Scheduling')
@Controller('v1/staff/:staffId/working-hours')
export class WorkingHoursController {
  constructor(private readonly hours: WorkingHoursService) {}

  /**
   * Read when a person works
   * @remarks Without spans nobody has said when the person works, and the person cannot be booked.
   */
  @Get('', {
    permission: 'calendar.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(WorkingHoursResponse),
  })
  getWorkingHours(@Param('staffId', Id) staffId: string): Promise<WorkingHoursResponse> {
    return this.hours.get(staffId);
  }

  /**
   * Set when a person works
   * @remarks Appointments that are booked already stay as they are.
   */
  @Put('', {
    permission: 'calendar.write',
    audit: 'none',
    versioned: true,
    response: respond.ok(WorkingHoursResponse),
    examples: {
      'Two days, and a third one from December on': {
        spans: [
          { locationId: '01936f00-5c00-7000-8000-000000000010', weekday: 'monday', from: '10:00', to: '14:00' },
          { locationId: '01936f00-5c00-7000-8000-000000000010', weekday: 'monday', from: '15:00', to: '19:00' },
          { locationId: '01936f00-5c00-7000-8000-000000000010', weekday: 'thursday', from: '10:00', to: '19:00' },
          { locationId: '01936f00-5c00-7000-8000-000000000010', weekday: 'saturday', from: '10:00', to: '14:00', validFrom: '2026-12-01' },
        ],
      },
    },
  })
  replaceWorkingHours(@Param('staffId', Id) staffId: string, @Body() hours: WorkingHoursChange): Promise<WorkingHoursResponse> {
    return this.hours.replace(staffId, hours);
  }
}
