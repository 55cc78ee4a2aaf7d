import { Injectable } from '@nestjs/common';
import { PatientsService } from '../../patients/index.js';
import { Pages, type Page, toActor } from '../../platform/http/index.js';
import { unknownDetails, type TimelineEventResponse, type TimelineQuery } from './timeline.dto.js';
import { getShapeOfEvent } from './timeline.js';
import { ReportsForTimeline } from './reports-for-timeline.js';
import { TimelineRepository, type EventFilter, type EventPosition, type EventRecord } from './timeline.repository.js';

/** Makes the answer for an event. The database view makes the details of each kind; a test compares every kind with its class. */
const toResponse = ({ position: _position, fingerprint: _fingerprint, occurredAt, actorId, details, ...event }: EventRecord): TimelineEventResponse =>
  ({
    occurredAt: occurredAt.toISOString(),
    actor: toActor(actorId),
    ...event,
    details: { ...unknownDetails[getShapeOfEvent(event.kind)], ...details },
  }) as TimelineEventResponse;

@Injectable()
export class TimelineService {
  constructor(
    private readonly events: TimelineRepository,
    private readonly reports: ReportsForTimeline,
    private readonly patients: PatientsService,
    private readonly pages: Pages,
  ) {}

  async list(patientId: string, query: TimelineQuery): Promise<Page<TimelineEventResponse>> {
    const by: EventFilter = { kinds: query.kind ?? null, from: query.from ?? null, to: query.to ?? null };
    const [, page] = await Promise.all([
      this.patients.require(patientId),
      this.pages.read(query, {
        rows: async (after: EventPosition | null, limit) => this.withReports(await this.events.list(patientId, by, after, limit)),
        position: ({ position, kind, resourceId, fingerprint }) => ({ at: position, kind, resourceId, fingerprint }),
        item: toResponse,
        total: () => this.events.count(patientId, by),
      }),
    ]);
    return page;
  }

  /** Adds the relations of each blood test to other reports. They are not stored in the event, because later reports change them. */
  private async withReports(events: EventRecord[]): Promise<EventRecord[]> {
    const known = await this.reports.getDetails(events.filter(({ kind }) => kind === 'blood-test-recorded').map(({ resourceId }) => resourceId));
    return events.map((event) => ({ ...event, details: { ...event.details, ...known.get(event.resourceId) } }));
  }
}
