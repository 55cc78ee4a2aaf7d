/** Statements on the connection of a command line, as the role that owns the schema. */
import { bind, type OptionalArguments, type Statement } from './statement.js';

export interface StatementConnection {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export const queryAsOperator = async <Arguments extends object, Row extends object>(
  connection: StatementConnection,
  statement: Statement<Arguments, Row>,
  ...given: OptionalArguments<NoInfer<Arguments>>
): Promise<Row[]> => {
  const { values } = bind(statement, ...given);
  return (await connection.query(statement.text, [...values])).rows as Row[];
};
