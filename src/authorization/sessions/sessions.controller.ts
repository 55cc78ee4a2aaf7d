import { Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Get, Id, Post, respond, shows } from '../../platform/http/index.js';
import { LogInSessionListResponse } from './session.dto.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('Access')
@Controller('v1')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /** List your sessions */
  @Get('me/sessions', {
    permission: 'me.read',
    ownLogIn: true,
    audit: 'none',
    response: respond.ok(LogInSessionListResponse, 'Browsers and applications.'),
  })
  listMySessions(): Promise<LogInSessionListResponse> {
    return this.sessions.listOwn();
  }

  /**
   * End one of your sessions
   * @remarks The browser is logged out, or the application may no longer act for you. Its tokens are refused at once.
   */
  @Post('me/sessions/:sessionId/end', {
    permission: 'me.read',
    ownLogIn: true,
    audit: { action: 'log-in.end', patients: shows.nobody() },
    changesAccess: true,
    response: respond.noContent('Ended.'),
  })
  endMySession(@Param('sessionId', Id) sessionId: string): Promise<void> {
    return this.sessions.endOwn(sessionId);
  }

  /** List the sessions of a person of the clinic */
  @Get('staff/:staffId/sessions', {
    permission: 'staff.write',
    ownLogIn: true,
    audit: 'none',
    response: respond.ok(LogInSessionListResponse, 'Browsers and applications.'),
  })
  listStaffSessions(@Param('staffId', Id) staffId: string): Promise<LogInSessionListResponse> {
    return this.sessions.listByStaff(staffId);
  }

  /**
   * Log a person of the clinic out everywhere
   * @remarks For a lost telephone. The person can log in again; to prevent that, make the person inactive.
   */
  @Post('staff/:staffId/sessions/end', {
    permission: 'staff.write',
    ownLogIn: true,
    audit: { action: 'log-in.end-all', patients: shows.nobody() },
    changesAccess: true,
    response: respond.noContent('Ended.'),
  })
  endStaffSessions(@Param('staffId', Id) staffId: string): Promise<void> {
    return this.sessions.endAllByStaff(staffId);
  }
}
