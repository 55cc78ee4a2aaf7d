import { loadConfig, StartError } from '../config.js';
import { findRunningDatabase } from '../platform/database/embedded-server.js';
import { openDatabase } from './databases.js';
import { printResult, type OutputOptions } from './output.js';

/** Brings the schema up to date. */
export const migrateSchema = async (options: OutputOptions): Promise<void> => {
  const config = loadConfig();
  if (config.databaseUrl && !config.databaseMigrationUrl) throw new StartError('Set DATABASE_MIGRATION_URL to the role that owns the schema.');
  if (!config.databaseUrl && findRunningDatabase(config.dataDirectory)) {
    printResult(options, { applied: [] }, 'A server runs on this database: its schema is up to date.');
    return;
  }
  const database = await openDatabase(config);
  await database.close();
  const { applied } = database;
  printResult(options, { applied }, applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'The schema is up to date.');
};
