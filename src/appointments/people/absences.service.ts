import { Injectable } from '@nestjs/common';
import { StaffService } from '../../clinic/index.js';
import { Clock } from '../../kernel/clock.js';
import { createInvalidInputFailure, createInvalidTransitionFailure, createNotFoundFailure } from '../../kernel/failure.js';
import { createId } from '../../kernel/id.js';
import { Database, declareColumns, declareStatement, total } from '../../platform/database/index.js';
import { getCurrentPrincipal, Pages, requireVersion, toActor, type Page } from '../../platform/http/index.js';
import type { AbsenceKind } from '../domain/absence-kinds.js';
import { validateSpan } from '../domain/span.js';
import type { AbsenceInput, AbsenceQuery, AbsenceResponse } from './absence.dto.js';

interface AbsenceRecord {
  id: string;
  staffId: string;
  startsAt: Date;
  endsAt: Date;
  kind: AbsenceKind;
  note: string | null;
  recordedBy: string;
  cancelledAt: Date | null;
  version: number;
  createdAt: Date;
}

interface AffectedRow {
  absenceId: string;
  id: string;
  startsAt: Date;
  endsAt: Date;
}

const absenceRow = declareColumns<AbsenceRecord>(
  {
    id: 'uuid',
    staffId: 'uuid',
    startsAt: 'timestamptz',
    endsAt: 'timestamptz',
    kind: 'text',
    note: 'text?',
    recordedBy: 'uuid',
    cancelledAt: 'timestamptz?',
    version: 'integer',
    createdAt: 'timestamptz',
  },
  'a',
);

const filter = { staffId: 'uuid', from: 'timestamptz?', to: 'timestamptz?' } as const;
const FILTERED = `a.clinic_id = current_clinic() AND a.staff_id = :staffId AND (:from::timestamptz IS NULL OR a.ends_at > :from) AND (:to::timestamptz IS NULL OR a.starts_at < :to)`;

const find = declareStatement('absences.find', {
  parameters: { id: 'uuid' },
  row: absenceRow,
  sql: `SELECT ${absenceRow.list} FROM absences a WHERE a.clinic_id = current_clinic() AND a.id = :id`,
});
const lock = declareStatement('absences.lock', {
  parameters: { id: 'uuid' },
  row: absenceRow,
  sql: `SELECT ${absenceRow.list} FROM absences a WHERE a.clinic_id = current_clinic() AND a.id = :id FOR UPDATE`,
});
const list = declareStatement('absences.list', {
  parameters: { ...filter, after: 'uuid?', limit: 'bigint' },
  row: absenceRow,
  sql: `SELECT ${absenceRow.list} FROM absences a WHERE ${FILTERED} AND (:after::uuid IS NULL OR a.id > :after) ORDER BY a.id LIMIT :limit`,
});
const count = declareStatement('absences.count', {
  parameters: filter,
  row: total,
  sql: `SELECT count(*)::integer AS total FROM absences a WHERE ${FILTERED}`,
});
const insert = declareStatement('absences.insert', {
  parameters: {
    id: 'uuid',
    staffId: 'uuid',
    startsAt: 'timestamptz',
    endsAt: 'timestamptz',
    kind: 'text',
    note: 'text?',
    recordedBy: 'uuid',
    createdAt: 'timestamptz',
  },
  sql: `INSERT INTO absences (id, staff_id, starts_at, ends_at, kind, note, recorded_by, created_at)
    VALUES (:id, :staffId, :startsAt, :endsAt, :kind, :note, :recordedBy, :createdAt)`,
});
const cancel = declareStatement('absences.cancel', {
  parameters: { id: 'uuid', cancelledAt: 'timestamptz' },
  sql: `UPDATE absences SET cancelled_at = :cancelledAt, version = version + 1 WHERE clinic_id = current_clinic() AND id = :id`,
});

const affected = declareStatement('absences.affected-appointments', {
  parameters: { absenceIds: 'uuid[]' },
  row: declareColumns<AffectedRow>({ absenceId: 'uuid', id: 'uuid', startsAt: 'timestamptz', endsAt: 'timestamptz' }),
  sql: `SELECT b.id AS "absenceId", a.id, a.starts_at AS "startsAt", a.ends_at AS "endsAt"
     FROM absences b JOIN staff s ON s.clinic_id = b.clinic_id AND s.id = b.staff_id
     CROSS JOIN LATERAL (
       SELECT o.id, o.starts_at, o.ends_at FROM appointments o
        WHERE o.clinic_id = b.clinic_id AND o.starts_at BETWEEN b.starts_at - interval '12 hours' AND b.ends_at AND o.ends_at > b.starts_at AND o.starts_at < b.ends_at
          AND o.status IN ('held', 'booked', 'confirmed')
          AND (b.staff_id = ANY (o.staff_ids) OR (s.role = ANY (list_missing_roles(o))
            AND works_by_hours(b.staff_id, o.location_id, tstzrange(o.starts_at, o.ends_at), find_time_zone(o.location_id))))
        ORDER BY o.starts_at, o.id LIMIT 200) AS a
    WHERE b.clinic_id = current_clinic() AND b.id = ANY (:absenceIds) AND b.cancelled_at IS NULL ORDER BY a.starts_at, a.id`,
});

const toResponse = (
  { id, staffId, startsAt, endsAt, kind, note, recordedBy, cancelledAt, version, createdAt }: AbsenceRecord,
  touched: readonly AffectedRow[],
): AbsenceResponse => ({
  id,
  staffId,
  from: startsAt.toISOString(),
  to: endsAt.toISOString(),
  kind,
  note,
  recordedBy: toActor(recordedBy),
  createdAt: createdAt.toISOString(),
  appointments: touched
    .filter(({ absenceId }) => absenceId === id)
    .map((appointment) => ({ id: appointment.id, startsAt: appointment.startsAt.toISOString(), endsAt: appointment.endsAt.toISOString() })),
  cancelledAt: cancelledAt?.toISOString() ?? null,
  version,
});

/** Keeps when people are away. */
@Injectable()
export class AbsencesService {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffService,
    private readonly pages: Pages,
    private readonly clock: Clock,
  ) {}

  async get(absenceId: string): Promise<AbsenceResponse> {
    const absence = await this.database.findRow(find, { id: absenceId });
    if (!absence) throw createNotFoundFailure('absence');
    return toResponse(absence, await this.listAffected([absence]));
  }

  async list(staffId: string, query: AbsenceQuery): Promise<Page<AbsenceResponse>> {
    await this.staff.require(staffId);
    const wanted = { staffId, from: query.from ? new Date(query.from) : null, to: query.to ? new Date(query.to) : null };
    return this.pages.read(query, {
      rows: async (after: string | null, limit) => {
        const absences = await this.database.query(list, { ...wanted, after, limit });
        const touched = await this.listAffected(absences);
        return absences.map((absence) => ({ absence, touched }));
      },
      position: ({ absence }) => absence.id,
      item: ({ absence, touched }) => toResponse(absence, touched),
      total: async () => (await this.database.getRow(count, wanted)).total,
    });
  }

  async create(staffId: string, input: AbsenceInput): Promise<AbsenceResponse> {
    const errors = validateSpan(input);
    if (errors.length > 0) throw createInvalidInputFailure(errors);
    await this.staff.require(staffId);
    const absence: AbsenceRecord = {
      id: createId(),
      staffId,
      startsAt: new Date(input.from),
      endsAt: new Date(input.to),
      kind: input.kind,
      note: input.note?.trim() ?? null,
      recordedBy: getCurrentPrincipal().id,
      cancelledAt: null,
      version: 1,
      createdAt: this.clock.now(),
    };
    await this.database.execute(insert, absence);
    return toResponse(absence, await this.listAffected([absence]));
  }

  async cancel(absenceId: string): Promise<AbsenceResponse> {
    const absence = await this.database.findRow(lock, { id: absenceId });
    if (!absence) throw createNotFoundFailure('absence');
    requireVersion(absence.version);
    if (absence.cancelledAt) throw createInvalidTransitionFailure('The absence was cancelled already.', []);
    const cancelledAt = this.clock.now();
    await this.database.execute(cancel, { id: absenceId, cancelledAt });
    return toResponse({ ...absence, cancelledAt, version: absence.version + 1 }, []);
  }

  private listAffected(absences: readonly AbsenceRecord[]): Promise<AffectedRow[]> {
    return this.database.query(affected, { absenceIds: absences.map(({ id }) => id) });
  }
}
