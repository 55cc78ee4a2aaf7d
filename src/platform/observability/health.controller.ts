import { timingSafeEqual } from 'node:crypto';
import { Controller, Headers, Inject } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { Failure, createNotFoundFailure } from '../../kernel/failure.js';
import { Database } from '../database/database.js';
import { declareColumns } from '../database/columns.js';
import { declareStatement } from '../database/statement.js';
import { respond } from '../http/respond.js';
import { Get } from '../http/route.decorator.js';
import { Metrics } from './metrics.js';
import { Health } from './health.dto.js';
import { Readiness } from './readiness.js';

export const METRICS_TOKEN = Symbol('metrics token');

/** The transaction of a read is always read-only; the statement tests what the next writing one will find. */
const isReady = declareStatement('platform.ready', {
  row: declareColumns<{ name: string | null; writable: boolean }>({ name: 'character varying?', writable: 'boolean' }),
  sql: `SELECT (SELECT name FROM schema_migrations ORDER BY id DESC LIMIT 1) AS name,
          NOT pg_is_in_recovery() AND NOT current_setting('default_transaction_read_only')::boolean AS writable`,
});

@ApiTags('Operations')
@Controller()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    @Inject(METRICS_TOKEN) private readonly token: string | null,
  ) {}

  /** Whether the process answers. */
  @Get('health/live', {
    public: true,
    response: respond.ok(Health, 'The process answers.'),
  })
  getLiveness(): Health {
    return { status: 'ok' };
  }

  /** Whether the server is ready: the database answers, accepts writes, and has the schema of this build. */
  @Get('health/ready', {
    public: true,
    response: respond.ok(Health, 'The server can do its work.'),
  })
  async getReadiness(): Promise<Health> {
    if (this.readiness.stopping) throw new Failure('unavailable', 'The server is stopping.');
    const { name, writable } = await this.database.getRow(isReady);
    if (!writable) throw new Failure('unavailable', 'The database takes no writes: it is in recovery, or read-only.');
    if (name !== this.readiness.schema) {
      throw new Failure('unavailable', 'The schema of the database is not the one that this build needs: run the migrations.');
    }
    return { status: 'ok' };
  }

  /** Figures in the text format of Prometheus, for callers with the token of METRICS_TOKEN. */
  @Get('metrics', {
    public: true,
    response: respond.text('text/plain; version=0.0.4; charset=utf-8'),
  })
  @ApiExcludeEndpoint()
  async getMetrics(@Headers('authorization') authorization?: string): Promise<string> {
    if (this.token === null) throw createNotFoundFailure('resource');
    const [sent, wanted] = [Buffer.from(authorization ?? ''), Buffer.from(`Bearer ${this.token}`)];
    if (sent.length !== wanted.length || !timingSafeEqual(sent, wanted)) {
      throw new Failure('unauthenticated', 'The metrics need their own token.', { headers: { 'WWW-Authenticate': 'Bearer realm="metrics"' } });
    }
    return this.metrics.registry.metrics();
  }
}
