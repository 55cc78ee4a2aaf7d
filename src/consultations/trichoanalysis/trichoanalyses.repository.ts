import { Injectable } from '@nestjs/common';
import { Database, columns, total, statement } from '../../platform/database/index.js';
import { trichoanalysisJson } from '../sql/consultation.parts.sql.js';
import type { TrichoanalysisRecord } from '../domain/trichoanalysis/trichoanalysis-record.js';
import type { Look } from '../domain/trichoanalysis/change.js';
import { utc } from '../../kernel/instant.js';

type Region = TrichoanalysisRecord['region'];

/** Where in the list a trichoanalysis stands. */
export interface TrichoanalysisPosition {
  /** To the microsecond: a cursor must not skip what lies within a millisecond. */
  performedAt: string;
  id: string;
}

/** A look, and where at. */
export interface RegionLook extends Look {
  region: Region;
}

/** A trichoanalysis with those of its region that it is compared with. */
export interface SeriesRecord {
  record: TrichoanalysisRecord;
  position: TrichoanalysisPosition;
  previous: Look | null;
  /** The region's first; the record itself where it is that. */
  baseline: Look;
}

/** Trichoanalyses `t` that stand: not entered in error, nor of a consultation that was. */
const standing = `trichoanalyses t JOIN consultations c ON c.clinic_id = t.clinic_id AND c.id = t.consultation_id AND c.status <> 'entered-in-error'
  WHERE t.clinic_id = current_clinic() AND t.patient_id = :patientId AND t.error_reason IS NULL`;
const look = `jsonb_build_object('id', t.id, 'performedAt', t.performed_at, 'findings', t.findings)`;

const list = statement('trichoanalyses.list', {
  parameters: { patientId: 'uuid', region: 'text[]?', performedAt: 'timestamptz?', id: 'uuid?', limit: 'bigint' },
  row: columns<Row>({ record: 'jsonb', id: 'uuid', performedAt: 'text', previous: 'jsonb?', baseline: 'jsonb' }),
  sql: `SELECT record, id, "performedAt", previous, baseline FROM (
     SELECT ${trichoanalysisJson} AS record, t.id, t.performed_at, to_json(t.performed_at) #>> '{}' AS "performedAt",
            lag(${look}) OVER of_region AS previous, first_value(${look}) OVER of_region AS baseline
       FROM ${standing} AND (:region::text[] IS NULL OR t.region = ANY (:region))
     WINDOW of_region AS (PARTITION BY t.region ORDER BY t.performed_at, t.id)
   ) series
    WHERE :performedAt::timestamptz IS NULL OR (performed_at, id) < (:performedAt, :id::uuid)
    ORDER BY performed_at DESC, id DESC LIMIT :limit`,
});
const count = statement('trichoanalyses.count', {
  parameters: { patientId: 'uuid', region: 'text[]?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM ${standing} AND (:region::text[] IS NULL OR t.region = ANY (:region))`,
});
const recordRow = columns<{ record: TrichoanalysisRecord }>({ record: 'jsonb' });
const find = statement('trichoanalyses.find', {
  parameters: { patientId: 'uuid', ids: 'uuid[]' },
  row: recordRow,
  sql: `SELECT ${trichoanalysisJson} AS record FROM ${standing} AND t.id = ANY (:ids::uuid[])`,
});
const every = statement('trichoanalyses.every', {
  parameters: { patientId: 'uuid', after: 'uuid?', limit: 'bigint' },
  row: recordRow,
  sql: `SELECT ${trichoanalysisJson} AS record FROM trichoanalyses t
    WHERE t.clinic_id = current_clinic() AND t.patient_id = :patientId AND (:after::uuid IS NULL OR t.id > :after) ORDER BY t.id LIMIT :limit`,
});
const looks = statement('trichoanalyses.looks', {
  parameters: { patientId: 'uuid', region: 'text' },
  row: columns<{ look: Look }>({ look: 'jsonb' }),
  sql: `SELECT ${look} AS look FROM ${standing} AND t.region = :region ORDER BY t.performed_at, t.id`,
});
const allLooks = statement('trichoanalyses.all-looks', {
  parameters: { patientId: 'uuid' },
  row: columns<{ look: RegionLook }>({ look: 'jsonb' }),
  sql: `SELECT ${look} || jsonb_build_object('region', t.region) AS look FROM ${standing} ORDER BY t.performed_at, t.id`,
});

interface Row {
  id: string;
  record: TrichoanalysisRecord;
  performedAt: string;
  previous: Look | null;
  baseline: Look;
}

const toRecord = (record: TrichoanalysisRecord): TrichoanalysisRecord => ({
  ...record,
  performedAt: utc(record.performedAt),
  createdAt: utc(record.createdAt),
});
const toLook = <L extends Look>(found: L): L => ({ ...found, performedAt: utc(found.performedAt) });

@Injectable()
export class TrichoanalysesRepository {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(patientId: string, region: readonly Region[] | null, after: TrichoanalysisPosition | null, limit: number): Promise<SeriesRecord[]> {
    const rows = await this.database.query(list, { patientId, region, performedAt: after?.performedAt ?? null, id: after?.id ?? null, limit });
    return rows.map(({ id, record, performedAt, previous, baseline }) => ({
      record: toRecord(record),
      position: { performedAt, id },
      previous: previous && toLook(previous),
      baseline: toLook(baseline),
    }));
  }

  async count(patientId: string, region: readonly Region[] | null): Promise<number> {
    return (await this.database.one(count, { patientId, region })).total;
  }

  /** Those of the ids that are the patient's. */
  async find(patientId: string, ids: readonly string[]): Promise<TrichoanalysisRecord[]> {
    return (await this.database.query(find, { patientId, ids })).map(({ record }) => toRecord(record));
  }

  /** In the order in which they were recorded, those entered in error included. */
  async every(patientId: string, after: string | null, limit: number): Promise<TrichoanalysisRecord[]> {
    return (await this.database.query(every, { patientId, after, limit })).map(({ record }) => toRecord(record));
  }

  /** All of a region, oldest first. */
  async looks(patientId: string, region: Region): Promise<Look[]> {
    return (await this.database.query(looks, { patientId, region })).map((row) => toLook(row.look));
  }

  /** All of the patient, oldest first. */
  async allLooks(patientId: string): Promise<RegionLook[]> {
    return (await this.database.query(allLooks, { patientId })).map((row) => toLook(row.look));
  }
}
