import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, Post, respond, shows } from '../../platform/http/index.js';
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
  @Post('', {
    permission: 'staff.write',
    ownLogIn: true,
    audit: { action: 'staff.invite', patients: shows.nobody() },
    response: respond.created(InvitationResponse, ({ staffId }) => `/v1/staff/${staffId}`, 'Sent.'),
    problems: ['conflict'],
    examples: {
      'In Hindi': { language: 'hi' },
    },
  })
  inviteStaff(@Param('staffId', Id) staffId: string, @Body() invitation: InvitationInput): Promise<InvitationResponse> {
    return this.invitations.invite(staffId, invitation);
  }
}
