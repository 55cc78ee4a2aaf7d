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
   * @remarks Every event, newest first: consultations, results, photographs, consents, checks, plans and their changes, estimates, bills, sessions, used lots,
   * recalls, adverse events, entries of the lists with their changes, and merges. Instructions for before and after care are not events, because they are
   * computed from the plan on request.
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
