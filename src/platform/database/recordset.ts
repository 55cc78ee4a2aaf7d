/** Any number of rows as one JSON parameter of a statement. The members are declared once and become columns in snake case. */
import type { ParameterTypes } from './statement.js';

/** The PostgreSQL types that take a value of a TypeScript type. */
type TypeTaking<Value> = { [Type in keyof ParameterTypes]: [Value] extends [ParameterTypes[Type]] ? Type : never }[keyof ParameterTypes];

export type RecordsetTypes<Row> = { readonly [Name in keyof Row]-?: TypeTaking<NonNullable<Row[Name]>> };

export interface Recordset {
  /** The columns in the order of the values, for INSERT. */
  readonly columns: string;
  /** The values of `given`, for SELECT. */
  readonly values: string;
  /** The rows of a parameter as `given`, for FROM. */
  from(parameter: `:${string}`): string;
}

export const declareRecordset = <Row extends object>(types: RecordsetTypes<Row>): Recordset => {
  const members = Object.entries<string>(types);
  return {
    columns: members.map(([name]) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)).join(', '),
    values: members.map(([name]) => `given."${name}"`).join(', '),
    from: (parameter) => `jsonb_to_recordset(${parameter}::jsonb) AS given (${members.map(([name, type]) => `"${name}" ${type}`).join(', ')})`,
  };
};
