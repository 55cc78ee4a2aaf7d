import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, shows, type Page, Get, respond } from '../../platform/http/index.js';
import { TimelineEventResponse, TimelineQuery } from './timeline.dto.js';
import { TimelineService } from './timeline.service.js';

@ApiTags('Record')
@Controller('v1/patients/:patientId/timeline')
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  /**
   * Read a patient’s timeline
   * @remarks Everything that happened, newest first: consultations, results, photographs, consents, checks, plans and what changed about them,
   * estimates and bills, sessions, lots that were used and their recalls, adverse events, what was added to the lists and each change
   * of an entry, merges. Instructions before and
   * after care are computed from the plan whenever they are asked for: they are no event.
   */
  @Get('', {
    permission: 'consultation.read',
    audit: { action: 'timeline.read', patients: shows.path() },
    response: respond.page(TimelineEventResponse),
  })
  getTimeline(@Param('patientId', Id) patientId: string, @Query() query: TimelineQuery): Promise<Page<TimelineEventResponse>> {
    return this.timeline.list(patientId, query);
  }
}
