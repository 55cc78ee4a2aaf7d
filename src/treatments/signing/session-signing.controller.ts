import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, PageQuery, shows, type Page, Post, respond, Get } from '../../platform/http/index.js';
import { CountersignatureInput, SessionAmendmentInput, TreatmentSessionResponse, SessionVersionResponse } from '../sessions/session.dto.js';
import { SessionSigningService } from './session-signing.service.js';
import { SessionVersions } from './session-versions.service.js';

@ApiTags('Treatment sessions')
@Controller('v1/treatment-sessions/:sessionId')
export class SessionSigningController {
  constructor(
    private readonly signing: SessionSigningService,
    private readonly versions: SessionVersions,
  ) {}

  /**
   * Amend the record of a completed session
   * @remarks Makes a new version with its reason and its differences; every earlier version stays readable as it was recorded. The
   * dermatologist who gave or supervised the session amends it; another dermatologist takes over, and gives a reason. Where the products
   * change, stock and exposures follow: a use by mistake is reversed by an entry of its own, and never deleted.
   */
  @Post('amendments', {
    permission: 'plan.sign',
    audit: { action: 'session.amend', patients: shows.result() },
    amends: true,
    response: respond.created(TreatmentSessionResponse, (session) => `/v1/treatment-sessions/${session.id}/versions`, 'The amended session.'),
    problems: ['invalid-transition', 'not-responsible', 'out-of-stock', 'lot-not-usable', 'check-not-clear'],
    examples: {
      'A misread number': { reason: 'The zones were incomplete', changes: { zones: ['vertex', 'mid-scalp'] } },
      'No lot was used after all': {
        reason: 'The vial was opened and not used',
        changes: { products: null, note: 'Nothing was injected at the temples' },
      },
    },
  })
  amendSession(@Param('sessionId', Id) sessionId: string, @Body() amendment: SessionAmendmentInput): Promise<TreatmentSessionResponse> {
    return this.signing.amend(sessionId, amendment);
  }

  /**
   * Countersign a session that was given under supervision
   * @remarks The dermatologist who supervised the session countersigns it, once. Another dermatologist takes over, and gives a reason.
   */
  @Post('countersign', {
    permission: 'plan.sign',
    audit: { action: 'session.countersign', patients: shows.result() },
    versioned: true,
    response: respond.ok(TreatmentSessionResponse, 'The countersigned session.'),
    problems: ['invalid-transition', 'not-responsible'],
    examples: {
      'As the one who supervised': {},
    },
  })
  countersignSession(@Param('sessionId', Id) sessionId: string, @Body() signature: CountersignatureInput): Promise<TreatmentSessionResponse> {
    return this.signing.countersign(sessionId, signature);
  }

  /** List the versions of a session’s record */
  @Get('versions', {
    permission: 'plan.read',
    audit: { action: 'session.versions', patients: shows.items() },
    response: respond.page(SessionVersionResponse),
  })
  listSessionVersions(@Param('sessionId', Id) sessionId: string, @Query() query: PageQuery): Promise<Page<SessionVersionResponse>> {
    return this.versions.list(sessionId, query);
  }
}
