import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, PageQuery, Post, respond, shows, type Page } from '../../platform/http/index.js';
import { AppointmentLinkInput, AppointmentLinkResponse } from './appointment-link.dto.js';
import { AppointmentLinksService } from './appointment-links.service.js';

@ApiTags('Appointments')
@Controller('v1/appointments/:appointmentId/links')
export class AppointmentLinksController {
  constructor(private readonly links: AppointmentLinksService) {}

  /** List the links of an appointment */
  @Get('', {
    permission: 'schedule.read',
    audit: { action: 'appointment-link.list', patients: shows.items() },
    response: respond.page(AppointmentLinkResponse),
  })
  listAppointmentLinks(@Param('appointmentId', Id) appointmentId: string, @Query() query: PageQuery): Promise<Page<AppointmentLinkResponse>> {
    return this.links.list(appointmentId, query);
  }

  /**
   * Make a link with which the patient confirms, moves or cancels the appointment
   * @remarks The address is in this answer alone. The page behind it shows the clinic, the day, the time and the kind of appointment, and changes nothing before the patient presses its
   * button. A link is used once.
   */
  @Post('', {
    permission: 'schedule.write',
    audit: { action: 'appointment-link.create', patients: shows.result() },
    response: respond.created(AppointmentLinkResponse, ({ appointmentId }) => `/v1/appointments/${appointmentId}/links`, 'The links of the appointment.'),
    problems: ['invalid-transition', 'not-found'],
    shownOnce: 'url',
    examples: { 'To confirm, within two days': { purpose: 'confirm', validForHours: 48 } },
  })
  createAppointmentLink(@Param('appointmentId', Id) appointmentId: string, @Body() link: AppointmentLinkInput): Promise<AppointmentLinkResponse> {
    return this.links.create(appointmentId, link);
  }

  /** Revoke a link */
  @Post(':linkId/revoke', {
    permission: 'schedule.write',
    audit: { action: 'appointment-link.revoke', patients: shows.result() },
    response: respond.ok(AppointmentLinkResponse),
  })
  revokeAppointmentLink(@Param('appointmentId', Id) appointmentId: string, @Param('linkId', Id) linkId: string): Promise<AppointmentLinkResponse> {
    return this.links.revoke(appointmentId, linkId);
  }
}
