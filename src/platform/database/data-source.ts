import pg from 'pg';
import { DataSource, type EntitySchema } from 'typeorm';
import { migrations } from '../../../migrations/index.js';

const DATE = 1082;
const BIGINT = 20;

/** A day stays text, because a Date would move it between time zones. Every bigint is a counter that fits a number. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === DATE) return (text: string) => text;
    if (oid === BIGINT) return Number;
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  }) as typeof pg.types.getTypeParser,
};

/**
 * A connection can end at any moment: idle, in a transaction, in the middle of an answer. pg then emits `error` beside failing
 * what is under way, and an `error` that nobody hears ends the process. What is under way reports the loss, so there is nothing to do.
 */
class HeardClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

export interface DataSourceSettings {
  url: string;
  poolSize: number;
  /** The seconds that a request waits for a connection while all are in use, before it is refused. */
  waitSeconds?: number;
  applicationName: string;
  entities?: (abstract new () => object)[] | EntitySchema[];
}

/** Creates the data source of the API, the migrations, the command line and the tests. */
export const createDataSource = (settings: DataSourceSettings): DataSource =>
  new DataSource({
    type: 'postgres',
    url: settings.url,
    poolSize: settings.poolSize,
    applicationName: settings.applicationName,
    connectTimeoutMS: (settings.waitSeconds ?? 5) * 1_000,
    entities: (settings.entities ?? []) as (abstract new () => object)[],
    migrations,
    migrationsTableName: 'schema_migrations',
    installExtensions: false,
    logging: false,
    poolErrorHandler: () => undefined, // an idle connection that breaks is dropped by the pool; the next query reports
    extra: {
      Client: HeardClient,
      types,
      pipeline: true,
      keepAlive: true,
      idle_in_transaction_session_timeout: 30_000,
      statement_timeout: 30_000,
    },
  });

/** The pool below TypeORM, for the statements whose speed matters. */
export const getPool = (source: DataSource): pg.Pool => (source.driver as unknown as { master: pg.Pool }).master;
