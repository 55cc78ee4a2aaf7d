import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { respond } from '../http/respond.js';
import { Get } from '../http/route.decorator.js';
import { Pages, type Page } from '../http/pages.js';
import { toActorInRole } from '../access/actors.js';
import { shows } from '../http/shows.js';
import { AuditEventResponse, AuditQuery } from './audit.dto.js';
import { AuditRepository, type AuditRecord } from './audit.repository.js';

const toResponse = ({ recordedAt, actorKind, actorId, actorRole, ...record }: AuditRecord): AuditEventResponse => ({
  ...record,
  recordedAt: recordedAt.toISOString(),
  actor: toActorInRole(actorId, actorKind === 'staff' ? actorRole : actorKind),
});

@ApiTags('Audit')
@Controller('v1/audit-events')
export class AuditController {
  constructor(
    private readonly pages: Pages,
    private readonly events: AuditRepository,
  ) {}

  /**
   * Read the audit trail
   * @remarks Newest first. Who looked at or changed which patient's record, and who was refused. Reading it is itself recorded.
   */
  @Get('', {
    permission: 'audit.read',
    audit: { action: 'audit.read', patients: shows.nobody() },
    response: respond.page(AuditEventResponse),
  })
  listAuditEvents(@Query() query: AuditQuery): Promise<Page<AuditEventResponse>> {
    const by = { patientId: query.patientId ?? null, actorId: query.actorId ?? null, from: query.from ?? null, to: query.to ?? null };
    return this.pages.read(query, {
      rows: (before: string | null, limit) => this.events.list(by, before, limit),
      position: (event) => event.id,
      item: toResponse,
      total: () => this.events.count(by),
    });
  }
}
