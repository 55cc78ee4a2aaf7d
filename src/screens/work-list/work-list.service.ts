import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { addDays, toCalendarDay } from '../../kernel/day.js';
import type { Permission } from '../../platform/access/policy.js';
import { Database } from '../../platform/database/index.js';
import { getCurrentPrincipal, Pages, toActor, type Page } from '../../platform/http/index.js';
import { ESTIMATE_DAYS, resourceOfKind, workKinds, type WorkKind } from './domain/work-kinds.js';
import type { WaitingWork, WorkCounts, WorkListQuery } from './work-list.dto.js';
import { WorkListRepository, type WorkFilter, type WorkPosition } from './work-list.repository.js';

/** Whose work a kind is: the holders of the permission to do it. */
const permissionOfKind: Readonly<Record<WorkKind, Permission>> = {
  'consultation-to-sign': 'consultation.sign',
  'session-to-complete': 'session.write',
  'session-to-countersign': 'plan.sign',
  'result-to-see': 'result.acknowledge',
  'contradiction-to-resolve': 'consultation.write',
  'hold-to-decide': 'plan.decide',
  'adverse-event-to-decide': 'plan.decide',
  'recalled-lot-to-remove': 'stock.write',
  'estimate-to-expire': 'estimate.write',
};

/** Lists what waits for the caller and for the caller's colleagues. */
@Injectable()
export class WorkListService {
  constructor(
    private readonly work: WorkListRepository,
    private readonly database: Database,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async list(query: WorkListQuery): Promise<Page<WaitingWork> & { counts: WorkCounts }> {
    const { id, permissions, clinic } = getCurrentPrincipal();
    const own = workKinds.filter((kind) => permissions.has(permissionOfKind[kind]));
    const from = toCalendarDay(this.clock.now(), clinic.timeZone);
    const span = { from, to: addDays(from, ESTIMATE_DAYS) };
    const by: WorkFilter = {
      ...span,
      kinds: own.filter((kind) => query.kind?.includes(kind) ?? true),
      responsibleId: query.responsible ?? null,
      patientId: query.patientId ?? null,
    };
    const [page, counted] = await this.database.runInSnapshot(() =>
      Promise.all([
        this.pages.read(query, {
          rows: (after: WorkPosition | null, limit) => this.work.list(by, after, limit),
          position: ({ exactSince, kind, resourceId }): WorkPosition => ({ since: exactSince, kind, resourceId }),
          item: toWaitingWork,
          total: () => this.work.count(by),
        }),
        this.work.countByKind({ ...span, kinds: own }, id),
      ]),
    );
    const count = (kind: WorkKind) => counted.find((counts) => counts.kind === kind);
    return { ...page, counts: { kinds: own.map((kind) => ({ kind, total: count(kind)?.total ?? 0, own: count(kind)?.own ?? 0 })) } };
  }
}

const toWaitingWork = (row: Awaited<ReturnType<WorkListRepository['list']>>[number]): WaitingWork => ({
  kind: row.kind,
  resourceType: resourceOfKind[row.kind],
  resourceId: row.resourceId,
  patient: row.patientId === null ? null : { id: row.patientId, name: row.name ?? '', medicalRecordNumber: row.medicalRecordNumber ?? '' },
  responsible: toActor(row.responsibleId),
  waitingSince: row.since.toISOString(),
  dueOn: row.dueOn,
});
