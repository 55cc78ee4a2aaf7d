import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, Patch, Post, respond, type MergePatchBody, type Page } from '../../platform/http/index.js';
import { AppointmentTypeChange, AppointmentTypeInput, AppointmentTypeQuery, AppointmentTypeResponse } from './appointment-type.dto.js';
import { AppointmentTypesService } from './appointment-types.service.js';

@ApiTags('Scheduling')
@Controller('v1/appointment-types')
export class AppointmentTypesController {
  constructor(private readonly types: AppointmentTypesService) {}

  /**
   * List the types of appointments
   * @remarks A new clinic has five: consultation (30 minutes), mesotherapy session (45), micropigmentation sitting (240), touch-up (120), review (20).
   */
  @Get('', {
    permission: 'calendar.read',
    audit: 'none',
    response: respond.page(AppointmentTypeResponse),
  })
  listAppointmentTypes(@Query() query: AppointmentTypeQuery): Promise<Page<AppointmentTypeResponse>> {
    return this.types.list(query);
  }

  /** Add a type of appointment */
  @Post('', {
    permission: 'calendar.write',
    audit: 'none',
    versioned: true,
    response: respond.created(AppointmentTypeResponse, (type) => `/v1/appointment-types/${type.id}`),
    problems: ['conflict'],
    examples: {
      'A second opinion': { name: 'Second opinion', purpose: 'consultation', durationMinutes: 45, staffRoles: ['dermatologist'], roomKind: 'consultation' },
      'A sitting with a machine, and a dermatologist in the house': {
        name: 'Hairline sitting',
        purpose: 'micropigmentation-sitting',
        durationMinutes: 180,
        preparationMinutes: 15,
        cleanUpMinutes: 20,
        staffRoles: ['technician'],
        presentRoles: ['dermatologist'],
        roomKind: 'scalp-micropigmentation',
        deviceKinds: ['micropigmentation-machine'],
      },
    },
  })
  createAppointmentType(@Body() type: AppointmentTypeInput): Promise<AppointmentTypeResponse> {
    return this.types.create(type);
  }

  /** Read a type of appointment */
  @Get(':appointmentTypeId', {
    permission: 'calendar.read',
    audit: 'none',
    versioned: true,
    response: respond.ok(AppointmentTypeResponse),
  })
  getAppointmentType(@Param('appointmentTypeId', Id) appointmentTypeId: string): Promise<AppointmentTypeResponse> {
    return this.types.get(appointmentTypeId);
  }

  /**
   * Change or retire a type of appointment
   * @remarks Appointments that are booked already keep their length and what they occupy.
   */
  @Patch(':appointmentTypeId', {
    permission: 'calendar.write',
    audit: 'none',
    versioned: true,
    mergePatchOf: AppointmentTypeChange,
    response: respond.ok(AppointmentTypeResponse),
    problems: ['conflict'],
    examples: {
      'A longer appointment': { durationMinutes: 60 },
    },
  })
  updateAppointmentType(@Param('appointmentTypeId', Id) appointmentTypeId: string, @Body() patch: MergePatchBody): Promise<AppointmentTypeResponse> {
    return this.types.change(appointmentTypeId, patch);
  }
}
