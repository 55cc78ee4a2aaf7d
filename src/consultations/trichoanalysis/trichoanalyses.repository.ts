import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement } from '../../platform/database/index.js';
import { trichoanalysisJson } from '../sql/consultation.parts.sql.js';
import type { TrichoanalysisRecord } from '../domain/trichoanalysis/trichoanalysis-record.js';
import type { Look } from '../domain/trichoanalysis/change.js';
import { toUtc } from '../../kernel/instant.js';

type Region = TrichoanalysisRecord['region'];

/** The position of a trichoanalysis in the list. */
export interface TrichoanalysisPosition {
  /** When the trichoanalysis was made, to the microsecond, so that a cursor skips no trichoanalysis of the same millisecond. */
  performedAt: string;
  id: string;
}

/** A trichoanalysis with its region, for comparison. */
export interface RegionLook extends Look {
  region: Region;
}

/** A trichoanalysis with the earlier ones of its region that it is compared with. */
export interface SeriesRecord {
  record: TrichoanalysisRecord;
  position: TrichoanalysisPosition;
  previous: Look | null;
  /** The first trichoanalysis of the region, possibly the record itself. */
  baseline: Look;
}

/** Trichoanalyses `t` that were not entered in error, and whose consultation was not entered in error. */
const standing = `trichoanalyses t JOIN consultations c ON c.clinic_id = t.clinic_id AND c.id = t.consultation_id AND c.status <> 'entered-in-error'
  WHERE t.clinic_id = current_clinic() AND t.patient_id = :patientId AND t.error_reason IS NULL`;
const look = `jsonb_build_object('id', t.id, 'performedAt', t.performed_at, 'findings', t.findings)`;

const list = declareStatement('trichoanalyses.list', {
  parameters: { patientId: 'uuid', region: 'text[]?', performedAt: 'timestamptz?', id: 'uuid?', limit: 'bigint' },
  row: declareColumns<Row>({ record: 'jsonb', id: 'uuid', performedAt: 'text', previous: 'jsonb?', baseline: 'jsonb' }),
  sql: `SELECT record, id, "performedAt", previous, baseline FROM (
     SELECT ${trichoanalysisJson} AS record, t.id, t.performed_at, to_json(t.performed_at) #>> '{}' AS "performedAt",
            lag(${look}) OVER of_region AS previous, first_value(${look}) OVER of_region AS baseline
       FROM ${standing} AND (:region::text[] IS NULL OR t.region = ANY (:region))
     WINDOW of_region AS (PARTITION BY t.region ORDER BY t.performed_at, t.id)
   ) series
    WHERE :performedAt::timestamptz IS NULL OR (performed_at, id) < (:performedAt, :id::uuid)
    ORDER BY performed_at DESC, id DESC LIMIT :limit`,
});
const count = declareStatement('trichoanalyses.count', {
  parameters: { patientId: 'uuid', region: 'text[]?' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM ${standing} AND (:region::text[] IS NULL OR t.region = ANY (:region))`,
});
const recordRow = declareColumns<{ record: TrichoanalysisRecord }>({ record: 'jsonb' });
const find = declareStatement('trichoanalyses.find', {
  parameters: { patientId: 'uuid', ids: 'uuid[]' },
  row: recordRow,
  sql: `SELECT ${trichoanalysisJson} AS record FROM ${standing} AND t.id = ANY (:ids::uuid[])`,
});
const every = declareStatement('trichoanalyses.every', {
  parameters: { patientId: 'uuid', after: 'uuid?', limit: 'bigint' },
  row: recordRow,
  sql: `SELECT ${trichoanalysisJson} AS record FROM trichoanalyses t
    WHERE t.clinic_id = current_clinic() AND t.patient_id = :patientId AND (:after::uuid IS NULL OR t.id > :after) ORDER BY t.id LIMIT :limit`,
});
const looks = declareStatement('trichoanalyses.looks', {
  parameters: { patientId: 'uuid', region: 'text' },
  row: declareColumns<{ look: Look }>({ look: 'jsonb' }),
  sql: `SELECT ${look} AS look FROM ${standing} AND t.region = :region ORDER BY t.performed_at, t.id`,
});
const allLooks = declareStatement('trichoanalyses.all-looks', {
  parameters: { patientId: 'uuid' },
  row: declareColumns<{ look: RegionLook }>({ look: 'jsonb' }),
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
  performedAt: toUtc(record.performedAt),
  createdAt: toUtc(record.createdAt),
});
const toLook = <L extends Look>(found: L): L => ({ ...found, performedAt: toUtc(found.performedAt) });

@Injectable()
export class TrichoanalysesRepository {
  constructor(private readonly database: Database) {}

  /** Lists the patient's trichoanalyses, newest first. */
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
    return (await this.database.getRow(count, { patientId, region })).total;
  }

  /** Finds the trichoanalyses of these ids that are the patient's. */
  async find(patientId: string, ids: readonly string[]): Promise<TrichoanalysisRecord[]> {
    return (await this.database.query(find, { patientId, ids })).map(({ record }) => toRecord(record));
  }

  /** Lists trichoanalyses in the order in which they were recorded, including those entered in error. */
  async listAll(patientId: string, after: string | null, limit: number): Promise<TrichoanalysisRecord[]> {
    return (await this.database.query(every, { patientId, after, limit })).map(({ record }) => toRecord(record));
  }

  /** Lists all trichoanalyses of a region, oldest first. */
  async listLooks(patientId: string, region: Region): Promise<Look[]> {
    return (await this.database.query(looks, { patientId, region })).map((row) => toLook(row.look));
  }

  /** Lists all trichoanalyses of the patient, oldest first. */
  async listAllLooks(patientId: string): Promise<RegionLook[]> {
    return (await this.database.query(allLooks, { patientId })).map((row) => toLook(row.look));
  }
}
