import { Injectable } from '@nestjs/common';
import { PatientsService } from '../../patients/index.js';
import { Pages, type Page } from '../../platform/http/index.js';
import type { TimelineEventResponse, TimelineQuery } from './timeline.dto.js';
import { TimelineRepository, type EventFilter, type EventPosition, type EventRecord } from './timeline.repository.js';

const toResponse = ({ position: _position, fingerprint: _fingerprint, occurredAt, ...event }: EventRecord): TimelineEventResponse => ({
  occurredAt: occurredAt.toISOString(),
  ...event,
});

@Injectable()
export class TimelineService {
  constructor(
    private readonly events: TimelineRepository,
    private readonly patients: PatientsService,
    private readonly pages: Pages,
  ) {}

  async list(patientId: string, query: TimelineQuery): Promise<Page<TimelineEventResponse>> {
    const by: EventFilter = { kinds: query.kind ?? null, from: query.from ?? null, to: query.to ?? null };
    const [, page] = await Promise.all([
      this.patients.require(patientId),
      this.pages.read(query, {
        rows: (after: EventPosition | null, limit) => this.events.list(patientId, by, after, limit),
        position: ({ position, kind, resourceId, fingerprint }) => ({ at: position, kind, resourceId, fingerprint }),
        item: toResponse,
        total: () => this.events.count(patientId, by),
      }),
    ]);
    return page;
  }
}
