import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Audited, Creates, Example, Fails, Id, shows } from '../../platform/http/index.js';
import { InvitationInput, InvitationResponse } from './invitation.dto.js';
import { InvitationsService } from './invitations.service.js';

@ApiTags('Clinic')
@Controller('v1/staff/:staffId/invitations')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  /**
   * Invite a person to log in
   * @remarks Sends the person a link by e-mail with which to choose a password. It is good once, for seven days; earlier ones are good no more.
   */
  @Post()
  @Access('staff.write')
  @Audited('staff.invite', shows.nobody())
  @Example('In Hindi', { language: 'hi' })
  @Creates(InvitationResponse, ({ staffId }) => `/v1/staff/${staffId}`, 'Sent.')
  @Fails('conflict')
  inviteStaff(@Param('staffId', Id) staffId: string, @Body() invitation: InvitationInput): Promise<InvitationResponse> {
    return this.invitations.invite(staffId, invitation);
  }
}
