import { Injectable } from '@nestjs/common';
import { Failure } from '../../kernel/failure.js';
import { Database, statement, violatedConstraint } from '../../platform/database/index.js';
import type { MovementKind } from '../domain/movement-kinds.js';

export interface NewMovement {
  id: string;
  lotId: string;
  kind: MovementKind;
  locationId: string;
  toLocationId: string | null;
  /** What it changes at the place, in the unit of stock; 0 of a count. */
  change: number;
  /** What was found; of a count only. */
  counted: number | null;
  reason: string | null;
  /** Whom it was used on, and in which session; of a use and its reversal only. */
  used: { patientId: string; sessionId: string } | null;
  /** The use that it takes back; of a reversal only. */
  reverses: string | null;
  occurredAt: Date;
  recordedBy: string;
  createdAt: Date;
}

export interface Movement extends Omit<NewMovement, 'counted' | 'used'> {
  balance: number;
  /** The reversal of it. */
  reversedBy: string | null;
}

/** A use that stands, in the unit of stock. */
export interface StandingUse {
  id: string;
  lotId: string;
  locationId: string;
  amount: number;
}

/** How much of a lot is in a place. */
export interface StockLevel {
  lotId: string;
  locationId: string;
  quantity: number;
}

/** Decimals leave the database as text; of at most four places they are numbers without loss. */
type AsText<Row, Figures extends keyof Row> = Omit<Row, Figures> & Record<Figures, string>;

const columns = `m.id, m.lot_id AS "lotId", m.kind, m.location_id AS "locationId", m.to_location_id AS "toLocationId", m.quantity AS change, m.balance,
  m.reason, m.reverses, m.occurred_at AS "occurredAt", m.recorded_by AS "recordedBy", m.created_at AS "createdAt",
  (SELECT x.id FROM stock_movements x WHERE x.clinic_id = m.clinic_id AND x.reverses = m.id) AS "reversedBy"`;

const insert = statement(
  'stock-movements.insert',
  `INSERT INTO stock_movements AS m (id, lot_id, kind, location_id, to_location_id, quantity, counted, reason, patient_id, session_id, occurred_at, recorded_by, created_at,
     reverses)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING ${columns}`,
);
const list = statement(
  'stock-movements.list',
  `SELECT ${columns} FROM stock_movements m
    WHERE m.clinic_id = current_clinic() AND m.lot_id = $1 AND ($2::uuid IS NULL OR m.id < $2) ORDER BY m.id DESC LIMIT $3`,
);
const count = statement(
  'stock-movements.count',
  `SELECT count(*)::integer AS total FROM stock_movements m WHERE m.clinic_id = current_clinic() AND m.lot_id = $1`,
);
const standingOf = statement(
  'stock-movements.standing-of-session',
  `SELECT m.id, m.lot_id AS "lotId", m.location_id AS "locationId", -m.quantity AS amount FROM stock_movements m
    WHERE m.clinic_id = current_clinic() AND m.session_id = $1 AND m.kind = 'use'
      AND NOT EXISTS (SELECT FROM stock_movements x WHERE x.clinic_id = m.clinic_id AND x.reverses = m.id) ORDER BY m.id`,
);
const levels = statement(
  'stock-movements.levels',
  `SELECT l.lot_id AS "lotId", l.location_id AS "locationId", l.quantity FROM stock_levels l
    WHERE l.clinic_id = current_clinic() AND l.lot_id = ANY ($1) AND l.quantity > 0 ORDER BY l.lot_id, l.location_id`,
);

const toMovement = ({ change, balance, ...movement }: AsText<Movement, 'change' | 'balance'>): Movement => ({
  ...movement,
  change: Number(change),
  balance: Number(balance),
});

@Injectable()
export class MovementsRepository {
  constructor(private readonly database: Database) {}

  /** Books the movement; fails with `tooLittle`, which is told how much is there, when more would leave the place than that. */
  async insert(movement: NewMovement, tooLittle: (available: number) => Failure): Promise<Movement> {
    try {
      return toMovement(await this.database.one<AsText<Movement, 'change' | 'balance'>>(insert, valuesOf(movement)));
    } catch (error) {
      if (violatedConstraint(error) === 'stock_levels_not_negative') throw tooLittle(Number((error as { detail?: string }).detail));
      throw error;
    }
  }

  async list(lotId: string, after: string | null, limit: number): Promise<Movement[]> {
    return (await this.database.query<AsText<Movement, 'change' | 'balance'>>(list, [lotId, after, limit])).map(toMovement);
  }

  async count(lotId: string): Promise<number> {
    return (await this.database.one<{ total: number }>(count, [lotId])).total;
  }

  /** What was used in a session and not taken back. */
  async standingOf(sessionId: string): Promise<StandingUse[]> {
    const rows = await this.database.query<AsText<StandingUse, 'amount'>>(standingOf, [sessionId]);
    return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
  }

  /** Where there is something of these lots. */
  async levelsOf(lotIds: readonly string[]): Promise<StockLevel[]> {
    const rows = await this.database.query<AsText<StockLevel, 'quantity'>>(levels, [lotIds]);
    return rows.map((row) => ({ ...row, quantity: Number(row.quantity) }));
  }
}

const valuesOf = (movement: NewMovement): unknown[] => [
  movement.id,
  movement.lotId,
  movement.kind,
  movement.locationId,
  movement.toLocationId,
  movement.change,
  movement.counted,
  movement.reason,
  movement.used?.patientId ?? null,
  movement.used?.sessionId ?? null,
  movement.occurredAt,
  movement.recordedBy,
  movement.createdAt,
  movement.reverses,
];

/** That more of a lot was to leave a place than is there, in the unit of stock. */
export const outOfStock =
  ({ lotId, locationId }: { lotId: string; locationId: string | null }, unit: string) =>
  (available: number): Failure =>
    new Failure('out-of-stock', `Only ${available} ${unit} of this lot are there.`, { extra: { lotId, locationId, available: { value: available, unit } } });
