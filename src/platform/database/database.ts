import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { DataSource, type EntityTarget, type ObjectLiteral, type Repository } from 'typeorm';
import { getCurrentRequest, findRequest, runInContext, type RequestContext } from '../context.js';
import { createId } from '../../kernel/id.js';
import { DataKeys } from './data-keys.js';
import { getPool } from './data-source.js';
import { Deadline } from './deadline.js';
import type { RowBounds } from './row-bounds.js';
import { bindStatement, type BoundStatement, type OptionalArguments, type Statement } from './statement.js';
import { getKeys, needsSealing, openRows, sealValues } from './sealing.js';
import { BEGIN_SNAPSHOT, readOnce, UnitOfWork } from './unit-of-work.js';

const getBounds = ({ clinicId, patientLimits }: RequestContext): RowBounds => ({ clinicId, limits: patientLimits });

/** The longest time of a request, or of work beside it, in milliseconds. */
export const LONGEST_WORK = Symbol('longest work');

/**
 * The only access to the database. A writing request has one transaction, which every statement joins. A reading request sends each statement as a read-only
 * transaction of its own. Either way the transaction is bound to the clinic of the request before the statement runs; without a clinic it sees no row.
 */
@Injectable()
export class Database {
  constructor(
    private readonly source: DataSource,
    @Inject(LONGEST_WORK) private readonly longestMilliseconds: number,
    private readonly keys: DataKeys,
  ) {}

  /** Starts the deadline of a request. */
  startDeadline(): Deadline {
    return new Deadline(this.longestMilliseconds);
  }

  async query<Arguments extends object, Row extends object>(
    statement: Statement<Arguments, Row>,
    ...given: OptionalArguments<NoInfer<Arguments>>
  ): Promise<Row[]> {
    return (await this.send(bindStatement(statement, ...given))).rows as Row[];
  }

  /** Returns exactly one row. */
  async getRow<Arguments extends object, Row extends object>(
    statement: Statement<Arguments, Row>,
    ...given: OptionalArguments<NoInfer<Arguments>>
  ): Promise<Row> {
    const rows = await this.query(statement, ...given);
    if (rows.length !== 1) throw new Error(`${statement.name} answered ${rows.length} rows in place of one.`);
    return rows[0]!;
  }

  async findRow<Arguments extends object, Row extends object>(
    statement: Statement<Arguments, Row>,
    ...given: OptionalArguments<NoInfer<Arguments>>
  ): Promise<Row | null> {
    return (await this.query(statement, ...given))[0] ?? null;
  }

  /** Returns the number of rows that the statement changed. */
  async execute<Arguments extends object>(statement: Statement<Arguments, never>, ...given: OptionalArguments<NoInfer<Arguments>>): Promise<number> {
    return (await this.send(bindStatement(statement, ...given))).rowCount ?? 0;
  }

  /** A TypeORM repository in the transaction of a writing request, where speed does not matter. */
  async getRepository<E extends ObjectLiteral>(entity: EntityTarget<E>): Promise<Repository<E>> {
    const { unit } = getCurrentRequest();
    if (!unit) throw new Error('A repository needs the transaction of a writing request.');
    return unit.getRepository(entity);
  }

  /** Runs work outside of a request, bound to one clinic: for the command line, jobs and tests. It has no deadline unless one is given. */
  async runInClinic<T>(clinicId: string, work: () => Promise<T>, longestMilliseconds?: number): Promise<T> {
    const deadline = longestMilliseconds === undefined ? null : new Deadline(longestMilliseconds);
    const unit = new UnitOfWork(this.source, this.keys, { clinicId, limits: null }, null, undefined, undefined, deadline);
    const context = {
      requestId: createId(),
      traceId: '',
      sourceAddress: null,
      ifMatch: undefined,
      prefer: undefined,
      principal: null,
      clinicId,
      patientLimits: null,
      unit,
      deadline,
      actors: new Map<string, never>(),
      handler: null,
    };
    return runInContext(context, async () => {
      try {
        const result = await work();
        await unit.commit([]);
        return result;
      } catch (error) {
        await unit.rollback();
        throw error;
      } finally {
        deadline?.lift();
      }
    });
  }

  /** Runs the reads of a reading request on one snapshot, whoever writes meanwhile. It holds a connection, so nothing slow belongs in it. */
  async runInSnapshot<T>(work: () => Promise<T>): Promise<T> {
    const request = getCurrentRequest();
    if (request.unit) throw new Error('A writing request has a transaction of its own.');
    const unit = new UnitOfWork(this.source, this.keys, getBounds(request), null, undefined, BEGIN_SNAPSHOT, request.deadline);
    request.unit = unit;
    try {
      const read = await work();
      await unit.commit([]);
      return read;
    } catch (error) {
      await unit.rollback();
      throw error;
    } finally {
      request.unit = null;
    }
  }

  /** Runs work that a stored change is followed by, such as a mail: after the commit of the transaction, and at once where there is none. */
  async runAfterCommit(work: () => Promise<void>): Promise<void> {
    const { unit } = findRequest() ?? {};
    if (unit) unit.runAfterCommit(work);
    else await work();
  }

  /** Begins the transaction of a writing request. */
  begin(request: RequestContext, first?: BoundStatement, afterFirst?: (rows: unknown[]) => void | Promise<void>): UnitOfWork {
    return new UnitOfWork(this.source, this.keys, getBounds(request), first ?? null, afterFirst, undefined, request.deadline);
  }

  /**
   * A short transaction of its own beside the request's, for what remains even if the request fails, such as an audit entry. It has its own deadline, and
   * every patient of the clinic is open to it.
   */
  executeSeparately(clinicId: string | null, bound: readonly BoundStatement[], mode: 'READ ONLY' | 'READ WRITE'): Promise<pg.QueryResult[]> {
    return this.executeWithin({ clinicId, limits: null }, bound, mode);
  }

  /** As `executeSeparately`, with the patients that the limits leave. */
  async executeWithin(bounds: RowBounds, bound: readonly BoundStatement[], mode: 'READ ONLY' | 'READ WRITE'): Promise<pg.QueryResult[]> {
    const deadline = this.startDeadline();
    try {
      return await this.readOnce(bounds, bound, mode, deadline);
    } finally {
      deadline.lift();
    }
  }

  /** One transaction in one round trip, with what is sealed sealed before and opened after. */
  private async readOnce(bounds: RowBounds, bound: readonly BoundStatement[], mode: 'READ ONLY' | 'READ WRITE', deadline: Deadline): Promise<pg.QueryResult[]> {
    const sealed = bound.some(({ values }) => needsSealing(values)) ? await this.seal(bounds.clinicId, bound) : bound;
    const results = await readOnce(this.pool, bounds, sealed, mode, deadline);
    for (const { rows } of results) await openRows(rows as object[], bounds.clinicId, this.keys);
    return results;
  }

  private async seal(clinicId: string | null, bound: readonly BoundStatement[]): Promise<BoundStatement[]> {
    const keys = await getKeys(clinicId, this.keys);
    return bound.map(({ statement, values }) => ({ statement, values: sealValues(values, keys) }));
  }

  private get pool(): pg.Pool {
    return getPool(this.source);
  }

  get poolFigures(): { total: number; idle: number; waiting: number } {
    return { total: this.pool.totalCount, idle: this.pool.idleCount, waiting: this.pool.waitingCount };
  }

  private async send(bound: BoundStatement): Promise<pg.QueryResult> {
    const request = findRequest();
    if (request?.unit) return request.unit.query(bound);
    const bounds = request ? getBounds(request) : { clinicId: null, limits: null };
    // The deadline of the request is over while the answer streams; each further read has one of its own.
    const [result] =
      request?.deadline && (request.deadline.isRunning || request.deadline.hasPassed)
        ? await this.readOnce(bounds, [bound], 'READ ONLY', request.deadline)
        : await this.executeWithin(bounds, [bound], 'READ ONLY');
    return result!;
  }
}
