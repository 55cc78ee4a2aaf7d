import { Injectable } from '@nestjs/common';
import { Database, declareColumns, total, declareStatement } from '../../platform/database/index.js';
import type { LotFacts } from '../domain/lot.js';

/** The columns of every list of uses; decimals leave the database as text. */
interface UseRow extends LotFacts {
  id: string;
  lotId: string;
  patientId: string;
  sessionId: string;
  quantity: string;
  usedAt: Date;
  recordedBy: string;
  /** Why the lot was used although it had expired or was recalled; null where no reason was required. */
  unusableLotReason: string | null;
  /** The unit of the quantity. */
  stockUnit: string;
}

export interface ExposureRow extends UseRow {
  patientName: string;
}

export interface PatientExposureRow extends UseRow {
  lotNumber: string;
  productId: string;
  productName: string;
}

export interface ExposedPersonRow {
  patientId: string;
  name: string;
  status: string;
  phones: { value: string }[];
  emails: { value: string }[];
  preferredLanguage: string | null;
  uses: number;
  quantity: string;
  stockUnit: string;
  lastUsedAt: Date;
}

const use = `m.id, m.lot_id AS "lotId", m.patient_id AS "patientId", m.session_id AS "sessionId", -m.quantity AS quantity, m.occurred_at AS "usedAt",
  m.recorded_by AS "recordedBy", m.reason AS "unusableLotReason", r.stock_unit AS "stockUnit",
  l.expires_on AS "expiresOn", l.recalled_at AS "recalledAt", l.withdrawn_at AS "withdrawnAt"`;
const useColumns = {
  id: 'uuid',
  lotId: 'uuid',
  patientId: 'uuid!',
  sessionId: 'uuid!',
  quantity: 'numeric',
  usedAt: 'timestamptz',
  recordedBy: 'uuid',
  unusableLotReason: 'text?',
  stockUnit: 'text',
  expiresOn: 'date',
  recalledAt: 'timestamptz?',
  withdrawnAt: 'timestamptz?',
} as const;
const buildProductJoin = (use: string) => `JOIN product_lots l ON l.clinic_id = ${use}.clinic_id AND l.id = ${use}.lot_id
  JOIN products r ON r.clinic_id = l.clinic_id AND r.id = l.product_id`;

/** A condition on uses: a use that a reversal took back does not count. */
const stands = `m.kind = 'use' AND NOT EXISTS (SELECT FROM stock_movements x WHERE x.clinic_id = m.clinic_id AND x.reverses = m.id)`;

const ofLot = `m.clinic_id = current_clinic() AND m.lot_id = :lotId AND m.patient_id IS NOT NULL AND ${stands}`;
const list = declareStatement('exposures.of-lot', {
  parameters: { lotId: 'uuid', after: 'uuid?', limit: 'bigint' },
  row: declareColumns<ExposureRow>({
    ...useColumns,
    patientName: 'text',
  }),
  sql: `SELECT ${use}, p.names -> 0 ->> 'text' AS "patientName"
     FROM stock_movements m ${buildProductJoin('m')} JOIN patients p ON p.clinic_id = m.clinic_id AND p.id = m.patient_id
    WHERE ${ofLot} AND (:after::uuid IS NULL OR m.id < :after) ORDER BY m.id DESC LIMIT :limit`,
});
const count = declareStatement('exposures.count', {
  parameters: { lotId: 'uuid' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM stock_movements m WHERE ${ofLot}`,
});

const people = declareStatement('exposures.people', {
  parameters: { lotId: 'uuid', after: 'uuid?', limit: 'bigint?' },
  row: declareColumns<ExposedPersonRow>({
    patientId: 'uuid',
    name: 'text',
    status: 'text',
    phones: 'jsonb',
    emails: 'jsonb',
    preferredLanguage: 'text?',
    uses: 'integer',
    quantity: 'numeric',
    stockUnit: 'text',
    lastUsedAt: 'timestamptz',
  }),
  sql: `SELECT p.id AS "patientId", p.names -> 0 ->> 'text' AS name, p.status, p.phones, p.emails, p.preferred_language AS "preferredLanguage",
          u.uses, u.quantity, r.stock_unit AS "stockUnit", u.last AS "lastUsedAt"
     FROM (SELECT m.clinic_id, m.lot_id, m.patient_id, count(*)::integer AS uses, -sum(m.quantity) AS quantity, max(m.occurred_at) AS last
             FROM stock_movements m WHERE ${ofLot} AND (:after::uuid IS NULL OR m.patient_id > :after) GROUP BY m.clinic_id, m.lot_id, m.patient_id
            ORDER BY m.patient_id LIMIT :limit) u
     ${buildProductJoin('u')} JOIN patients p ON p.clinic_id = u.clinic_id AND p.id = u.patient_id ORDER BY p.id`,
});
const countPeople = declareStatement('exposures.count-people', {
  parameters: { lotId: 'uuid' },
  row: total,
  sql: `SELECT count(DISTINCT m.patient_id)::integer AS total FROM stock_movements m WHERE ${ofLot}`,
});

const ofPatient = `m.clinic_id = current_clinic() AND m.patient_id = :patientId AND ${stands}`;
const listOfPatient = declareStatement('exposures.of-patient', {
  parameters: { patientId: 'uuid', after: 'uuid?', limit: 'bigint' },
  row: declareColumns<PatientExposureRow>({
    ...useColumns,
    lotNumber: 'text',
    productId: 'uuid',
    productName: 'text',
  }),
  sql: `SELECT ${use}, l.lot_number AS "lotNumber", r.id AS "productId", r.name AS "productName"
     FROM stock_movements m ${buildProductJoin('m')}
    WHERE ${ofPatient} AND (:after::uuid IS NULL OR m.id < :after) ORDER BY m.id DESC LIMIT :limit`,
});
const countOfPatient = declareStatement('exposures.count-of-patient', {
  parameters: { patientId: 'uuid' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM stock_movements m WHERE ${ofPatient}`,
});

/** A use of a lot that was recorded by mistake, with its reversal. */
export interface ReversedUse {
  /** The ledger entry of the use. */
  id: string;
  lotId: string;
  sessionId: string;
  /** The quantity in the product's unit. */
  quantity: string;
  usedAt: Date;
  /** The reversal of the use. */
  reversal: { id: string; reason: string; recordedBy: string; recordedAt: string };
}

const reversedOfPatient = declareStatement('exposures.reversed-of-patient', {
  parameters: { patientId: 'uuid' },
  row: declareColumns<ReversedUse>({ id: 'uuid', lotId: 'uuid', sessionId: 'uuid!', quantity: 'text', usedAt: 'timestamptz', reversal: 'jsonb' }),
  sql: `SELECT m.id, m.lot_id AS "lotId", m.session_id AS "sessionId", trim_scale(-m.quantity)::text AS quantity, m.occurred_at AS "usedAt",
          jsonb_build_object('id', x.id, 'reason', x.reason, 'recordedBy', x.recorded_by, 'recordedAt', x.created_at) AS reversal
     FROM stock_movements x JOIN stock_movements m ON m.clinic_id = x.clinic_id AND m.id = x.reverses
    WHERE x.clinic_id = current_clinic() AND x.patient_id = :patientId AND x.kind = 'reversal' ORDER BY x.id`,
});

@Injectable()
export class ExposuresRepository {
  constructor(private readonly database: Database) {}

  listByLot(lotId: string, after: string | null, limit: number): Promise<ExposureRow[]> {
    return this.database.query(list, { lotId, after, limit });
  }

  async countByLot(lotId: string): Promise<number> {
    return (await this.database.getRow(count, { lotId })).total;
  }

  /** Lists each person once; a limit of null lists all. */
  listPeople(lotId: string, after: string | null, limit: number | null): Promise<ExposedPersonRow[]> {
    return this.database.query(people, { lotId, after, limit });
  }

  async countPeople(lotId: string): Promise<number> {
    return (await this.database.getRow(countPeople, { lotId })).total;
  }

  listByPatient(patientId: string, after: string | null, limit: number): Promise<PatientExposureRow[]> {
    return this.database.query(listOfPatient, { patientId, after, limit });
  }

  /** Lists the uses of lots that were recorded for the patient by mistake, the first use first. */
  listReversedByPatient(patientId: string): Promise<ReversedUse[]> {
    return this.database.query(reversedOfPatient, { patientId });
  }

  async countByPatient(patientId: string): Promise<number> {
    return (await this.database.getRow(countOfPatient, { patientId })).total;
  }
}
