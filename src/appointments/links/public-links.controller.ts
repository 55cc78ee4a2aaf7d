import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Post, respond } from '../../platform/http/index.js';
import { LinkedAppointmentResponse, LinkedMove, UsedLink } from './appointment-link.dto.js';
import { LinkUses } from './link-uses.service.js';

const declareUse = { public: true, limitedByAddress: true, response: respond.ok(UsedLink) } as const;

@ApiTags('Public')
@Controller('v1/public/appointment-links/:link')
export class PublicLinksController {
  constructor(private readonly uses: LinkUses) {}

  /**
   * Read the appointment of a patient’s link
   * @remarks Without a token: the link is the secret. Reading changes nothing, however often.
   */
  @Get('', { public: true, limitedByAddress: true, response: respond.ok(LinkedAppointmentResponse), problems: ['not-found', 'link-over'] })
  getLinkedAppointment(@Param('link') link: string): Promise<LinkedAppointmentResponse> {
    return this.uses.show(link);
  }

  /** Confirm the appointment, by the patient’s link */
  @Post('confirm', { ...declareUse, problems: ['not-found', 'link-over'] })
  confirmLinkedAppointment(@Param('link') link: string): Promise<UsedLink> {
    return this.uses.confirm(link);
  }

  /** Move the appointment to one of the times of the link, by the patient’s link */
  @Post('move', { ...declareUse, problems: ['not-found', 'link-over', 'conflict'], examples: { 'To another day': { startsAt: '2026-12-08T10:00:00+05:30' } } })
  moveLinkedAppointment(@Param('link') link: string, @Body() to: LinkedMove): Promise<UsedLink> {
    return this.uses.move(link, to.startsAt);
  }

  /** Cancel the appointment, by the patient’s link */
  @Post('cancel', { ...declareUse, problems: ['not-found', 'link-over'] })
  cancelLinkedAppointment(@Param('link') link: string): Promise<UsedLink> {
    return this.uses.cancel(link);
  }
}
