import { Injectable } from '@nestjs/common';
import { Failure } from '../../kernel/failure.js';
import { Database, declareColumns, total, declareStatement, findViolatedConstraint, declareSealedColumns } from '../../platform/database/index.js';
import type { MovementKind } from '../domain/movement-kinds.js';

export interface NewMovement {
  id: string;
  lotId: string;
  kind: MovementKind;
  locationId: string;
  toLocationId: string | null;
  /** The change at the place, in the unit of stock; 0 for a count. */
  change: number;
  /** The quantity that was counted; null for other kinds. */
  counted: number | null;
  reason: string | null;
  /** The patient and the session of a use or its reversal; null for other kinds. */
  used: { patientId: string; sessionId: string } | null;
  /** The use that a reversal takes back; null for other kinds. */
  reverses: string | null;
  occurredAt: Date;
  recordedBy: string;
  createdAt: Date;
}

export interface Movement extends Omit<NewMovement, 'counted' | 'used'> {
  balance: number;
  /** The reversal of the use; null where there is none. */
  reversedBy: string | null;
}

/** A use without a reversal, in the unit of stock. */
export interface StandingUse {
  id: string;
  lotId: string;
  locationId: string;
  amount: number;
  usedAt: Date;
}

/** The stock of a lot at one place. */
export interface StockLevel {
  lotId: string;
  locationId: string;
  quantity: number;
}

/** Decimals leave the database as text; those of at most four places convert to numbers without loss. */
type AsText<Row, Figures extends keyof Row> = Omit<Row, Figures> & Record<Figures, string>;

const row = declareColumns<AsText<Movement, 'change' | 'balance'>>(
  {
    id: 'uuid',
    lotId: 'uuid',
    kind: 'text',
    locationId: 'uuid',
    toLocationId: 'uuid?',
    change: ['numeric', 'm.quantity'],
    balance: 'numeric',
    reason: 'text?',
    reverses: 'uuid?',
    occurredAt: 'timestamptz',
    recordedBy: 'uuid',
    createdAt: 'timestamptz',
    reversedBy: ['uuid?', '(SELECT x.id FROM stock_movements x WHERE x.clinic_id = m.clinic_id AND x.reverses = m.id)'],
  },
  'm',
);

const sealed = declareSealedColumns('stock_movements', { reason: 'sealed-text?' });

const insert = declareStatement('stock-movements.insert', {
  parameters: {
    id: 'uuid',
    lotId: 'uuid',
    kind: 'text',
    locationId: 'uuid',
    toLocationId: 'uuid?',
    change: 'numeric',
    counted: 'numeric?',
    reason: sealed.reason,
    patientId: 'uuid?',
    sessionId: 'uuid?',
    occurredAt: 'timestamptz',
    recordedBy: 'uuid',
    createdAt: 'timestamptz',
    reverses: 'uuid?',
  },
  row,
  sql: `INSERT INTO stock_movements AS m (id, lot_id, kind, location_id, to_location_id, quantity, counted, reason, patient_id, session_id, occurred_at, recorded_by, created_at,
     reverses)
   VALUES (:id, :lotId, :kind, :locationId, :toLocationId, :change, :counted, :reason, :patientId, :sessionId, :occurredAt, :recordedBy, :createdAt, :reverses) RETURNING ${row.list}`,
});
const list = declareStatement('stock-movements.list', {
  parameters: { lotId: 'uuid', after: 'uuid?', limit: 'bigint' },
  row,
  sql: `SELECT ${row.list} FROM stock_movements m
    WHERE m.clinic_id = current_clinic() AND m.lot_id = :lotId AND (:after::uuid IS NULL OR m.id < :after) ORDER BY m.id DESC LIMIT :limit`,
});
const count = declareStatement('stock-movements.count', {
  parameters: { lotId: 'uuid' },
  row: total,
  sql: `SELECT count(*)::integer AS total FROM stock_movements m WHERE m.clinic_id = current_clinic() AND m.lot_id = :lotId`,
});
const standingOf = declareStatement('stock-movements.standing-of-session', {
  parameters: { sessionId: 'uuid' },
  row: declareColumns<AsText<StandingUse, 'amount'>>({ id: 'uuid', lotId: 'uuid', locationId: 'uuid', amount: 'numeric', usedAt: 'timestamptz' }),
  sql: `SELECT m.id, m.lot_id AS "lotId", m.location_id AS "locationId", -m.quantity AS amount, m.occurred_at AS "usedAt"
     FROM stock_movements m
    WHERE m.clinic_id = current_clinic() AND m.session_id = :sessionId AND m.kind = 'use'
      AND NOT EXISTS (SELECT FROM stock_movements x WHERE x.clinic_id = m.clinic_id AND x.reverses = m.id) ORDER BY m.id`,
});
const levels = declareStatement('stock-movements.levels', {
  parameters: { lotIds: 'uuid[]' },
  row: declareColumns<AsText<StockLevel, 'quantity'>>({ lotId: 'uuid', locationId: 'uuid', quantity: 'numeric' }),
  sql: `SELECT l.lot_id AS "lotId", l.location_id AS "locationId", l.quantity FROM stock_levels l
    WHERE l.clinic_id = current_clinic() AND l.lot_id = ANY (:lotIds) AND l.quantity > 0 ORDER BY l.lot_id, l.location_id`,
});

const toMovement = ({ change, balance, ...movement }: AsText<Movement, 'change' | 'balance'>): Movement => ({
  ...movement,
  change: Number(change),
  balance: Number(balance),
});

@Injectable()
export class MovementsRepository {
  constructor(private readonly database: Database) {}

  /** Books a movement. Where it would take more from the place than is there, fails with `tooLittle`, which gets the available quantity. */
  async insert(movement: NewMovement, tooLittle: (available: number) => Failure): Promise<Movement> {
    try {
      return toMovement(await this.database.getRow(insert, toParameters(movement)));
    } catch (error) {
      if (findViolatedConstraint(error) === 'stock_levels_not_negative') throw tooLittle(Number((error as { detail?: string }).detail));
      throw error;
    }
  }

  async list(lotId: string, after: string | null, limit: number): Promise<Movement[]> {
    return (await this.database.query(list, { lotId, after, limit })).map(toMovement);
  }

  async count(lotId: string): Promise<number> {
    return (await this.database.getRow(count, { lotId })).total;
  }

  /** Lists the uses of a session that have no reversal. */
  async listCurrentUses(sessionId: string): Promise<StandingUse[]> {
    const rows = await this.database.query(standingOf, { sessionId });
    return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
  }

  /** Finds the places with stock of these lots. */
  async listLevels(lotIds: readonly string[]): Promise<StockLevel[]> {
    const rows = await this.database.query(levels, { lotIds });
    return rows.map((row) => ({ ...row, quantity: Number(row.quantity) }));
  }
}

const toParameters = (movement: NewMovement) => ({ ...movement, patientId: movement.used?.patientId ?? null, sessionId: movement.used?.sessionId ?? null });

/** Makes the failure for a movement that would take more from a place than is there, in the unit of stock. */
export const createOutOfStockFailure =
  ({ lotId, locationId }: { lotId: string; locationId: string | null }, unit: string) =>
  (available: number): Failure =>
    new Failure('out-of-stock', `Only ${available} ${unit} of this lot are there.`, { extra: { lotId, locationId, available: { value: available, unit } } });
