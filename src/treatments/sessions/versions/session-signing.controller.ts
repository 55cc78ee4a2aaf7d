import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Access,
  Amends,
  Answers,
  AnswersPage,
  Audited,
  Creates,
  Example,
  Fails,
  Id,
  PageQuery,
  shows,
  Versioned,
  type Page,
} from '../../../platform/http/index.js';
import { CountersignatureInput, SessionAmendmentInput, SessionResponse, SessionVersionResponse } from '../session.dto.js';
import { SessionSigningService } from './session-signing.service.js';

@ApiTags('Treatment sessions')
@Controller('v1/treatment-sessions/:sessionId')
export class SessionSigningController {
  constructor(private readonly signing: SessionSigningService) {}

  /**
   * Amend the record of a completed session
   * @remarks Makes a new version with its reason and its difference; every earlier version stays readable as it was recorded. By the
   * dermatologist who gave or supervised the session; another one takes over, and says why. Where the products change, stock and exposures follow: a
   * use by mistake is taken back by an entry of its own, and never deleted.
   */
  @Post('amendments')
  @Access('plan.sign')
  @Audited('session.amend', shows.result())
  @Amends()
  @Example('A misread number', { reason: 'The zones were incomplete', changes: { zones: ['vertex', 'mid-scalp'] } })
  @Creates(SessionResponse, (session) => `/v1/treatment-sessions/${session.id}/versions`, 'The amended session.')
  @Example('No lot was used after all', {
    reason: 'The vial was opened and not used',
    changes: { products: null, note: 'Nothing was injected at the temples' },
  })
  @Fails('invalid-transition', 'not-responsible', 'out-of-stock', 'lot-not-usable', 'check-not-clear')
  amendSession(@Param('sessionId', Id) sessionId: string, @Body() amendment: SessionAmendmentInput): Promise<SessionResponse> {
    return this.signing.amend(sessionId, amendment);
  }

  /**
   * Countersign a session that was given under supervision
   * @remarks By the dermatologist who supervised it; another one takes over, and says why. Once.
   */
  @Post('countersign')
  @Access('plan.sign')
  @Audited('session.countersign', shows.result())
  @Versioned()
  @Example('As the one who supervised', {})
  @Answers(SessionResponse, 'The countersigned session.')
  @Fails('invalid-transition', 'not-responsible')
  countersignSession(@Param('sessionId', Id) sessionId: string, @Body() signature: CountersignatureInput): Promise<SessionResponse> {
    return this.signing.countersign(sessionId, signature);
  }

  /** List the versions of a session’s record */
  @Get('versions')
  @Access('plan.read')
  @Audited('session.versions', shows.items())
  @AnswersPage(SessionVersionResponse)
  listSessionVersions(@Param('sessionId', Id) sessionId: string, @Query() query: PageQuery): Promise<Page<SessionVersionResponse>> {
    return this.signing.list(sessionId, query);
  }
}
