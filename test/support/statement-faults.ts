/** In what a declared statement differs from what PostgreSQL says of it. */
import type pg from 'pg';
import type { Statement } from '../../src/platform/database/statement.js';
import { describeStatement, type DescribedColumn } from './statement-description.js';

/** What `text?` and `text!` say: the type, and whether it may be null. */
const declared = (declaration: string | readonly [string, string]): { type: string; mark: string } => {
  const [, type, mark] = /^(.*?)([?!]?)$/.exec(typeof declaration === 'string' ? declaration : declaration[0])!;
  return { type: type!, mark: mark! };
};

/** What is NOT NULL in its table may be null all the same where the row is joined or another statement is added. */
const mayLackRows = (text: string): boolean => /\b(LEFT|FULL|RIGHT)\b|\bUNION\b/.test(text);

const faultOfColumn = (column: DescribedColumn, declaration: string | readonly [string, string] | undefined, text: string): string | null => {
  if (declaration === undefined) return `the column ${column.name} is not declared`;
  const { type, mark } = declared(declaration);
  if (type !== column.type) return `the column ${column.name} is ${column.type}, declared as ${type}${mark}`;
  if (column.nullable === true && mark === '') return `the column ${column.name} may be null, declared as ${type}`;
  if (column.nullable === false && mark !== '' && !mayLackRows(text)) return `the column ${column.name} is never null, declared as ${type}${mark}`;
  return null;
};

export const statementFaults = async (client: pg.Client, { name, text, names, parameters, row }: Statement<never>): Promise<string[]> => {
  const faults: (string | null)[] = [];
  try {
    const description = await describeStatement(client, text);
    names.forEach((parameter, index) => {
      const { type } = declared(parameters[parameter]!);
      if (type !== description.parameters[index])
        faults.push(`the parameter ${parameter} is ${description.parameters[index]}, declared as ${parameters[parameter]}`);
    });
    if (row) {
      const columns = row.declared as Record<string, string | readonly [string, string]>;
      faults.push(...description.columns.map((column) => faultOfColumn(column, columns[column.name], text)));
      const returned = new Set(description.columns.map((column) => column.name));
      faults.push(
        ...Object.keys(columns)
          .filter((column) => !returned.has(column))
          .map((column) => `the column ${column} is not returned`),
      );
    }
  } catch (error) {
    faults.push((error as Error).message);
  }
  return faults.filter((fault) => fault !== null).map((fault) => `${name}: ${fault}`);
};
