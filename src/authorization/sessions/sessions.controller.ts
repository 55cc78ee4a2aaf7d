import { Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Answers, AnswersNothing, Audited, ChangesAccess, Id, shows, Unaudited } from '../../platform/http/index.js';
import { LogInsResponse } from './session.dto.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('Access')
@Controller('v1')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /** List what you are logged in to */
  @Get('me/sessions')
  @Access('me.read')
  @Unaudited()
  @Answers(LogInsResponse, 'Browsers and applications.')
  listMySessions(): Promise<LogInsResponse> {
    return this.sessions.listOwn();
  }

  /**
   * End one of your sessions
   * @remarks The browser is logged out, or the application may not act for you any more; their tokens are refused at once.
   */
  @Post('me/sessions/:sessionId/end')
  @Access('me.read')
  @Audited('log-in.end', shows.nobody())
  @ChangesAccess()
  @AnswersNothing('Ended.')
  endMySession(@Param('sessionId', Id) sessionId: string): Promise<void> {
    return this.sessions.endOwn(sessionId);
  }

  /** List what a person of the clinic is logged in to */
  @Get('staff/:staffId/sessions')
  @Access('staff.write')
  @Unaudited()
  @Answers(LogInsResponse, 'Browsers and applications.')
  listStaffSessions(@Param('staffId', Id) staffId: string): Promise<LogInsResponse> {
    return this.sessions.listOf(staffId);
  }

  /**
   * Log a person of the clinic out everywhere
   * @remarks For a telephone that was lost. The person can log in again; who is to stay out is made inactive.
   */
  @Post('staff/:staffId/sessions/end')
  @Access('staff.write')
  @Audited('log-in.end-all', shows.nobody())
  @ChangesAccess()
  @AnswersNothing('Ended.')
  endStaffSessions(@Param('staffId', Id) staffId: string): Promise<void> {
    return this.sessions.endAllOf(staffId);
  }
}
