/** Statements of the command line, on a connection of the role that owns the schema. */
import { bindStatement, declareStatement, type OptionalArguments, type Statement } from './statement.js';

export interface StatementConnection {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export const queryAsOperator = async <Arguments extends object, Row extends object>(
  connection: StatementConnection,
  declared: Statement<Arguments, Row>,
  ...given: OptionalArguments<NoInfer<Arguments>>
): Promise<Row[]> => {
  const { values } = bindStatement(declared, ...given);
  return (await connection.query(declared.text, [...values])).rows as Row[];
};

/** Runs work in a transaction. */
export const runInTransaction = async <T>(connection: StatementConnection, work: () => Promise<T>): Promise<T> => {
  await connection.query('BEGIN');
  try {
    const result = await work();
    await connection.query('COMMIT');
    return result;
  } catch (error) {
    await connection.query('ROLLBACK');
    throw error;
  }
};

const enterClinic = declareStatement('operator.enter-clinic', {
  parameters: { clinicId: 'text' },
  sql: `SELECT set_config('app.clinic_id', :clinicId, true)`,
});

/** Runs work in a transaction bound to one clinic, for triggers and defaults that read the current clinic. */
export const runInClinic = <T>(connection: StatementConnection, clinicId: string, work: () => Promise<T>): Promise<T> =>
  runInTransaction(connection, async () => {
    await queryAsOperator(connection, enterClinic, { clinicId });
    return work();
  });
