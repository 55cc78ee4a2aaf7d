import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Answers, Audited, Example, Fails, Id, MergePatchOf, shows, Versioned, type MergePatchBody } from '../../platform/http/index.js';
import { ReasonInput } from '../plans/plan.dto.js';
import { treatmentExamples } from '../treatments.examples.js';
import { SessionChange, SessionRecordInput, SessionResponse, SessionStartInput } from './session.dto.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('Treatment sessions')
@Controller('v1/treatment-sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /** Read a session */
  @Get(':sessionId')
  @Access('plan.read')
  @Audited('session.read', shows.result())
  @Versioned()
  @Answers(SessionResponse)
  getSession(@Param('sessionId', Id) sessionId: string): Promise<SessionResponse> {
    return this.sessions.get(sessionId);
  }

  /** Move a session to another day */
  @Patch(':sessionId')
  @Access('session.write')
  @Audited('session.update', shows.result())
  @Versioned()
  @MergePatchOf(SessionChange)
  @Example('A later day', { scheduledOn: '2099-12-15' })
  @Answers(SessionResponse)
  @Fails('invalid-transition')
  updateSession(@Param('sessionId', Id) sessionId: string, @Body() patch: MergePatchBody): Promise<SessionResponse> {
    return this.sessions.change(sessionId, patch);
  }

  /**
   * Start a session
   * @remarks Checks again, with the facts of this day. An override of the plan's check still counts when the same rules find the same thing in the same facts. A technician needs a named dermatologist.
   */
  @Post(':sessionId/start')
  @Access('session.write')
  @Audited('session.start', shows.result())
  @Versioned()
  @Example('By the caller', {})
  @Answers(SessionResponse, 'The session in progress.')
  @Fails('invalid-transition', 'check-not-clear')
  startSession(@Param('sessionId', Id) sessionId: string, @Body() start: SessionStartInput): Promise<SessionResponse> {
    return this.sessions.start(sessionId, start);
  }

  /**
   * Complete a session with its record
   * @remarks What was done stays as it was recorded.
   */
  @Post(':sessionId/complete')
  @Access('session.write')
  @Audited('session.complete', shows.result())
  @Versioned()
  @Example('Mesotherapy', treatmentExamples.mesotherapyRecord)
  @Answers(SessionResponse, 'The completed session.')
  @Fails('invalid-transition')
  completeSession(@Param('sessionId', Id) sessionId: string, @Body() record: SessionRecordInput): Promise<SessionResponse> {
    return this.sessions.complete(sessionId, record);
  }

  /** Cancel a session */
  @Post(':sessionId/cancel')
  @Access('session.write')
  @Audited('session.cancel', shows.result())
  @Versioned()
  @Example('The patient is ill', { reason: 'The patient is ill' })
  @Answers(SessionResponse, 'The cancelled session.')
  @Fails('invalid-transition')
  cancelSession(@Param('sessionId', Id) sessionId: string, @Body() { reason }: ReasonInput): Promise<SessionResponse> {
    return this.sessions.cancel(sessionId, reason);
  }

  /** Record that the patient did not come */
  @Post(':sessionId/no-show')
  @Access('session.write')
  @Audited('session.no-show', shows.result())
  @Versioned()
  @Answers(SessionResponse, 'The session to which nobody came.')
  @Fails('invalid-transition')
  recordNoShow(@Param('sessionId', Id) sessionId: string): Promise<SessionResponse> {
    return this.sessions.noShow(sessionId);
  }
}
